#include "advise/plan_buying.h"

#include "advise/plan_review.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

static double least_of(double a, double b)
{
    return isnan(a) ? b : fmin(a, b);
}

/// Solves the plan with one type. Its price and rate are those of the type; min, spare and the rest
/// stay, and max holds for any type.
static void solve_type(const struct capacity_plan *plan, const struct plan_market *market,
                       size_t place, struct plan_type_cost *cost)
{
    const struct type_offer *offer = &market->type_offer[place];
    struct plan_variant variant = plan_as_it_is(plan);
    struct plan_solution solution;
    *cost = (struct plan_type_cost){
        .type = place, .most = NAN, .at_end = NAN, .cost = NAN, .cost_month = NAN};
    if (!(offer->rate > 0))
        return;
    variant.sizing.per_instance = offer->rate;
    variant.sizing.rate_by = market->rate_by[place];
    variant.sizing.price_hour = offer->price_hour;
    if (isfinite(offer->most))
        variant.sizing.max = least_of(variant.sizing.max, offer->most);
    plan_solve(plan, &variant, &solution);
    cost->most = solution.most;
    cost->at_end = solution.at_end;
    cost->cost = solution.cost;
    cost->cost_month = solution.most * offer->price_hour * plan->in.sizing.hours_per_month;
    cost->over_budget = !solution.fits && solution.bound_by == BOUND_BUDGET;
    cost->fits = solution.fits || cost->over_budget;
}

static int by_cost(const void *a, const void *b)
{
    const struct plan_type_cost *one = a, *other = b;
    if (one->fits != other->fits)
        return one->fits ? -1 : 1;
    if (one->fits && one->cost != other->cost)
        return one->cost < other->cost ? -1 : 1;
    if (one->fits && one->most != other->most)
        return one->most < other->most ? -1 : 1;
    return one->type < other->type ? -1 : one->type > other->type;
}

static void solve_types(const struct capacity_plan *plan, struct plan_buying *buying)
{
    const struct plan_market *market = &buying->market;
    buying->today_cost = plan->cost_total;
    if (market->types == NULL)
        return;
    buying->types = market->types->count;
    buying->type = mem_alloc(buying->types, sizeof *buying->type);
    for (size_t i = 0; i < buying->types; i++) {
        solve_type(plan, market, i, &buying->type[i]);
        if (isnan(plan->in.sizing.price_hour) && market->reference == &market->types->type[i])
            buying->today_cost = buying->type[i].cost;
    }
    qsort(buying->type, buying->types, sizeof *buying->type, by_cost);
}

/// The plan's fleet, week by week, under each offer.
static int weigh_offers(const struct capacity_plan *plan, struct plan_buying *buying,
                        struct notes *notes, struct err *err)
{
    const struct sizing *sizing = &plan->in.sizing;
    if (buying->market.offers == NULL || isnan(sizing->price_hour))
        return 0;
    double *units = mem_alloc(plan->weeks, sizeof *units);
    double *hours = mem_alloc(plan->weeks, sizeof *hours);
    for (size_t w = 0; w < plan->weeks; w++) {
        units[w] = plan->week[w].kept;
        hours[w] =
            (double)(plan->week[w].end - plan->week[w].start) / (3600.0 * INSTANT_PER_SECOND);
    }
    int status = fleet_use_of(units, hours, plan->weeks, &buying->use, err);
    free(units);
    free(hours);
    if (status != 0)
        return -1;
    buying->inquiry = (struct purchase_inquiry){.price = sizing->price_hour,
                                                .hours_per_month = sizing->hours_per_month,
                                                .budget_month = sizing->budget_month,
                                                .owned = buying->market.owned,
                                                .commit = NAN,
                                                .offers = buying->market.offers,
                                                .use = &buying->use};
    return purchase_weigh(&buying->inquiry, &buying->purchase, notes, err);
}

int plan_buying_make(const struct capacity_plan *plan, const struct plan_market *market,
                     struct plan_buying *buying, struct notes *notes, struct err *err)
{
    *buying = (struct plan_buying){.market = *market};
    solve_types(plan, buying);
    return weigh_offers(plan, buying, notes, err);
}

const struct plan_type_cost *plan_buying_cheaper(const struct plan_buying *buying)
{
    const struct plan_type_cost *best = buying->types > 0 ? &buying->type[0] : NULL;
    if (best == NULL || !best->fits ||
        buying->market.reference == &buying->market.types->type[best->type])
        return NULL;
    return best->cost < buying->today_cost * (1 - 1e-12) ? best : NULL;
}

const struct purchase_option *plan_buying_commitment(const struct plan_buying *buying)
{
    if (buying->purchase.options == 0)
        return NULL;
    const struct purchase_option *option = &buying->purchase.option[buying->purchase.chosen];
    return option->offer != NULL && option->units > 0 ? option : NULL;
}

double plan_buying_hour(const struct plan_buying *buying, const struct purchase_option *option,
                        double instances)
{
    const struct purchase_inquiry *inquiry = &buying->inquiry;
    double committed =
        offer_effective_hour(option->offer, inquiry->price, inquiry->hours_per_month);
    double rest = fmax(0, instances - inquiry->owned - option->units);
    return option->units * committed + rest * inquiry->price;
}

void plan_buying_release(struct plan_buying *buying)
{
    free(buying->type);
    fleet_use_release(&buying->use);
    purchase_answer_release(&buying->purchase);
    *buying = (struct plan_buying){0};
}
