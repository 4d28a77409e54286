#include "sizing/savings_plan.h"

#include "base/memory.h"
#include "sizing/fleet_use.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS_MAX = 100 };

static const double alike = 1e-12;

// --- what a choice costs -------------------------------------------------------------------------

/// The types in the order in which the plan pays for them: the greatest share saved first.
static void order_types(const struct plan_fleet *fleet, size_t *order)
{
    for (size_t i = 0; i < fleet->types; i++) {
        size_t at = i;
        double saved = 1 - fleet->type[i].planned / fleet->type[i].on_demand;
        for (; at > 0; at--) {
            const struct plan_type *before = &fleet->type[order[at - 1]];
            if (1 - before->planned / before->on_demand >= saved)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/// What is left of a type for plan and demand in a step.
static double unreserved(const struct plan_fleet *fleet, const double *reserved, size_t type,
                         size_t step)
{
    return fmax(0, fleet->type[type].units[step] - reserved[type]);
}

void plan_cost(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    size_t *order = mem_alloc(fleet->types, sizeof *order);
    double total_hours = 0, left_money = 0;
    order_types(fleet, order);
    choice->cost = choice->on_demand_cost = 0;
    for (size_t step = 0; step < fleet->steps; step++) {
        double money = choice->plan_hour;
        double paid = money;
        for (size_t i = 0; i < fleet->types; i++) {
            const struct plan_type *type = &fleet->type[order[i]];
            double units = unreserved(fleet, choice->reserved, order[i], step);
            double planned = money > 0 ? fmin(units, money / type->planned) : 0;
            money -= planned > 0 ? planned * type->planned : 0;
            paid += (units - planned) * type->on_demand;
            if (choice->reserved[order[i]] > 0)
                paid += choice->reserved[order[i]] * type->reserved;
            choice->on_demand_cost += type->units[step] * type->on_demand * fleet->hours[step];
        }
        choice->cost += paid * fleet->hours[step];
        left_money += fmax(0, money) * fleet->hours[step];
        total_hours += fleet->hours[step];
    }
    choice->unused = choice->plan_hour > 0 ? left_money / (choice->plan_hour * total_hours) : 0;
    free(order);
}

// --- the plan for given reservations -------------------------------------------------------------

/// A stretch of plan money in one step, up to `end`, that saves `rate` on demand for each unit of
/// money; what follows saves `rate` less `fall`.
struct corner {
    double end;
    double fall; ///< weighted by the step's hours
};

static int by_end(const void *a, const void *b)
{
    const struct corner *x = a, *y = b;
    return (x->end > y->end) - (x->end < y->end);
}

/// The corners of cost over all steps; returns what the first unit of money saves, weighted by
/// hours.
static double list_corners(const struct plan_fleet *fleet, const double *reserved,
                           struct corner *corner, size_t *count)
{
    size_t *order = mem_alloc(fleet->types, sizeof *order);
    double first = 0;
    order_types(fleet, order);
    *count = 0;
    for (size_t step = 0; step < fleet->steps; step++) {
        double end = 0, rate_before = 0;
        for (size_t i = 0; i < fleet->types; i++) {
            const struct plan_type *type = &fleet->type[order[i]];
            double money = unreserved(fleet, reserved, order[i], step) * type->planned;
            double rate = type->on_demand / type->planned;
            if (money <= 0)
                continue;
            if (end == 0)
                first += rate * fleet->hours[step];
            else
                corner[(*count)++] =
                    (struct corner){end, (rate_before - rate) * fleet->hours[step]};
            end += money;
            rate_before = rate;
        }
        if (end > 0)
            corner[(*count)++] = (struct corner){end, rate_before * fleet->hours[step]};
    }
    free(order);
    return first;
}

static void choose_plan(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    struct corner *corner = mem_alloc(fleet->steps * fleet->types, sizeof *corner);
    size_t count;
    double saved = list_corners(fleet, choice->reserved, corner, &count), hours = 0;
    for (size_t step = 0; step < fleet->steps; step++)
        hours += fleet->hours[step];
    qsort(corner, count, sizeof *corner, by_end);
    choice->plan_hour = 0;
    for (size_t i = 0; i < count && saved > hours * (1 + alike); i++) {
        choice->plan_hour = corner[i].end;
        saved -= corner[i].fall;
    }
    plan_cost(fleet, choice);
    free(corner);
}

static void begin(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    *choice = (struct plan_choice){.reserved = mem_alloc(fleet->types, sizeof *choice->reserved)};
    plan_cost(fleet, choice);
}

void savings_plan_best(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    begin(fleet, choice);
    choose_plan(fleet, choice);
}

// --- reservations beside it ----------------------------------------------------------------------

static double peak_of(const struct plan_fleet *fleet, size_t type)
{
    double peak = 0;
    for (size_t step = 0; step < fleet->steps; step++)
        peak = fmax(peak, fleet->type[type].units[step]);
    return ceil(peak);
}

static double cost_with(const struct plan_fleet *fleet, struct plan_choice *choice, size_t type,
                        double units)
{
    choice->reserved[type] = units;
    plan_cost(fleet, choice);
    return choice->cost;
}

/// The number of reservations of a type that is cheapest beside everything else: cost is convex in
/// it.
static void choose_reserved(const struct plan_fleet *fleet, struct plan_choice *choice, size_t type)
{
    double low = 0, high = peak_of(fleet, type);
    if (isnan(fleet->type[type].reserved))
        return;
    while (low < high) {
        double middle = floor((low + high) / 2);
        double here = cost_with(fleet, choice, type, middle);
        if (cost_with(fleet, choice, type, middle + 1) < here * (1 - alike))
            low = middle + 1;
        else
            high = middle;
    }
    cost_with(fleet, choice, type, low);
}

static void descend(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    plan_cost(fleet, choice);
    for (size_t round = 0; round < ROUNDS_MAX; round++) {
        double before = choice->cost;
        for (size_t type = 0; type < fleet->types; type++)
            choose_reserved(fleet, choice, type);
        choose_plan(fleet, choice);
        if (choice->cost >= before * (1 - alike))
            return;
    }
}

void reservations_best(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    plan_cost(fleet, choice);
    for (size_t type = 0; type < fleet->types; type++)
        choose_reserved(fleet, choice, type);
}

static void keep_better(struct plan_choice *best, struct plan_choice *other)
{
    if (other->cost < best->cost * (1 - alike)) {
        struct plan_choice worse = *best;
        *best = *other;
        *other = worse;
    }
    plan_choice_release(other);
}

void plan_and_reservations_best(const struct plan_fleet *fleet, struct plan_choice *choice)
{
    struct plan_choice other;
    savings_plan_best(fleet, choice);
    descend(fleet, choice);
    begin(fleet, &other);
    descend(fleet, &other);
    keep_better(choice, &other);
    begin(fleet, &other);
    reservations_best(fleet, &other);
    descend(fleet, &other);
    keep_better(choice, &other);
}

void plan_choice_release(struct plan_choice *choice)
{
    free(choice->reserved);
    *choice = (struct plan_choice){0};
}
