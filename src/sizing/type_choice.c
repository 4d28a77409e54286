#include "sizing/type_choice.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/// How many numbers of one type are tried beside another: the gain of a fit is less than a
/// ten-thousandth beyond it.
static const double look_most = 10000;

/// What all pairs are held against.
struct pair_search {
    const struct type_offer *offer;
    size_t count;
    double need; ///< demand with its headroom
    double spare, least;
    double below; ///< only pairs that cost less count
    struct type_pair *best;
};

static void size_type(const struct sizing *sizing, double demand, const struct type_offer *offer,
                      struct plan_row *row)
{
    struct sizing of_type = *sizing;
    of_type.budget_month = (double)NAN; // whoever asks says what is too dear
    of_type.per_instance = offer->rate;
    of_type.price_hour = offer->price_hour;
    of_type.max = isnan(sizing->max) ? offer->most : fmin(sizing->max, offer->most);
    if (isinf(of_type.max))
        of_type.max = (double)NAN;
    if (!isnan(of_type.max) && of_type.min > of_type.max)
        of_type.max = of_type.min;
    size_demand(&of_type, demand, row);
    row->met = row->met && row->instances <= offer->most;
}

static bool is_better(double cost, double units, double than_cost, double than_units)
{
    if (fabs(cost - than_cost) > 1e-12 * than_cost)
        return cost < than_cost;
    return units < than_units;
}

static void find_cheapest(const struct type_offer *offer, size_t count, struct type_choice *choice)
{
    for (size_t i = 0; i < count; i++) {
        const struct plan_row *row = &choice->row[i];
        if (!(offer[i].rate > 0) || !row->met)
            continue;
        const struct plan_row *best =
            choice->cheapest == SIZE_MAX ? NULL : &choice->row[choice->cheapest];
        if (best == NULL ||
            is_better(row->cost_hour, row->instances, best->cost_hour, best->instances))
            choice->cheapest = i;
    }
}

static void find_single(const struct sizing *sizing, double demand, const struct type_offer *offer,
                        size_t count, struct type_choice *choice)
{
    double need = demand * (1 + sizing->headroom);
    for (size_t i = 0; i < count; i++) {
        choice->single_demand = fmax(choice->single_demand, offer[i].rate / (1 + sizing->headroom));
        if (!(offer[i].rate > 0) || instances_up(need / offer[i].rate) > 1)
            continue;
        if (choice->single == SIZE_MAX || offer[i].price_hour < offer[choice->single].price_hour)
            choice->single = i;
    }
}

// --- two types -----------------------------------------------------------------------------------

/// The fewest of `small` beside `units` of `large` with the demand served when the largest fail.
static double fewest_beside(const struct pair_search *search, const struct type_offer *large,
                            double units, const struct type_offer *small)
{
    double lost = fmin(units, search->spare);
    double left = search->need - (units - lost) * large->rate;
    // What the large ones serve alone needs small ones only where more may fail than there are.
    double fewest = fmax(0, instances_up(left / small->rate)) + (search->spare - lost);
    return fmax(fewest, search->least - units);
}

static void try_pair(struct pair_search *search, size_t large, size_t small)
{
    const struct type_offer *a = &search->offer[large], *b = &search->offer[small];
    double cheapest = fmin(a->price_hour / a->rate, b->price_hour / b->rate);
    if (search->need * cheapest >= search->below)
        return;
    double alone = fmax(instances_up(search->need / a->rate) + search->spare, search->least);
    double most = fmin(a->most, alone);
    most = fmin(most, ceil(search->below / a->price_hour));
    double first = 1;
    if (isfinite(b->most))
        first = fmax(1, floor((search->need - b->most * b->rate) / a->rate));
    // Of many, those near the end that leaves most to the cheaper of the two are enough.
    if (most - first > look_most && a->price_hour / a->rate == cheapest)
        first = most - look_most;
    else
        most = fmin(most, first + look_most);
    for (double units = first; units <= most; units++) {
        double beside = fmax(1, fewest_beside(search, a, units, b));
        double cost = units * a->price_hour + beside * b->price_hour;
        struct type_pair *best = search->best;
        if (beside > b->most || !(cost < search->below))
            continue;
        if (best->first == SIZE_MAX || is_better(cost, units + beside, best->cost_hour,
                                                 best->first_units + best->second_units))
            *best = (struct type_pair){large, small, units, beside, cost};
    }
}

/// Whether more than the demand is asked for by whole spare instances and min alone.
static bool may_mix(const struct sizing *sizing)
{
    return sizing->spare_kind == SPARE_INSTANCES && !(sizing->zones > 1) && !(sizing->cells > 1) &&
           sizing->max_unavailable.count == 0 && sizing->max_unavailable.share == 0 &&
           isnan(sizing->max);
}

/// Whether two types are tried in this order: the larger first, of two alike the one named first.
static bool leads_pair(const struct type_offer *offer, size_t large, size_t small)
{
    if (large == small || !(offer[small].rate > 0))
        return false;
    if (offer[large].rate != offer[small].rate)
        return offer[large].rate > offer[small].rate;
    return large < small;
}

static void find_pair(const struct sizing *sizing, double demand, const struct type_offer *offer,
                      size_t count, double gain, struct type_choice *choice)
{
    if (!may_mix(sizing) || choice->cheapest == SIZE_MAX)
        return;
    struct pair_search search = {
        .offer = offer,
        .count = count,
        .need = demand * (1 + sizing->headroom),
        .spare = sizing->spare,
        .least = isnan(sizing->min) ? 0 : sizing->min,
        .below = choice->row[choice->cheapest].cost_hour * (1 - gain) * (1 - 1e-12),
        .best = &choice->pair,
    };
    for (size_t large = 0; large < count; large++)
        for (size_t small = 0; small < count; small++)
            if (leads_pair(offer, large, small))
                try_pair(&search, large, small);
}

void type_choice_make(const struct sizing *sizing, double demand, const struct type_offer *offer,
                      size_t count, double gain, struct type_choice *choice)
{
    *choice = (struct type_choice){
        .cheapest = SIZE_MAX, .single = SIZE_MAX, .pair = {.first = SIZE_MAX, .second = SIZE_MAX}};
    choice->row = mem_alloc(count, sizeof *choice->row);
    for (size_t i = 0; i < count; i++)
        if (offer[i].rate > 0)
            size_type(sizing, demand, &offer[i], &choice->row[i]);
    find_cheapest(offer, count, choice);
    find_single(sizing, demand, offer, count, choice);
    find_pair(sizing, demand, offer, count, gain, choice);
}

double type_break_even_speed(const struct type_offer *now, const struct type_offer *other)
{
    return other->price_hour / now->price_hour;
}

void type_choice_release(struct type_choice *choice)
{
    free(choice->row);
    *choice = (struct type_choice){0};
}
