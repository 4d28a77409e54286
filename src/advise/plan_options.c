// What could be done: each option solved again by the plan's own equation.
#include "advise/plan_buying.h"
#include "advise/plan_review.h"
#include "base/memory.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static struct plan_option *add_option(struct plan_review *review, const char *id, const char *name)
{
    struct plan_option *option = &review->option[review->options];
    if (review->options + 1 < REVIEW_OPTIONS)
        review->options++;
    *option = (struct plan_option){.id = id,
                                   .name = name,
                                   .most = NAN,
                                   .at_end = NAN,
                                   .cost = NAN,
                                   .value = NAN,
                                   .months_over = NAN,
                                   .in_place = INSTANT_NONE,
                                   .fits = true};
    return option;
}

static void take_solution(struct plan_option *option, const struct plan_solution *solution)
{
    option->most = solution->most;
    option->at_end = solution->at_end;
    option->cost = solution->cost;
    option->fits = solution->fits;
    option->bound_by = solution->bound_by;
    option->months_over = solution->months_over;
}

/// Adds the plan with one thing changed.
static struct plan_option *add_variant(struct plan_review *review, const char *id, const char *name,
                                       const struct plan_variant *variant)
{
    struct plan_solution solution;
    struct plan_option *option = add_option(review, id, name);
    plan_solve(review->in.plan, variant, &solution);
    take_solution(option, &solution);
    return option;
}

/// What an option takes to be there: the lead time from now, or at once where it is not known.
static instant lead_end(const struct capacity_plan *plan)
{
    return isnan(plan->in.lead_time_s)
               ? plan->in.as_of
               : plan->in.as_of + (instant)(plan->in.lead_time_s * INSTANT_PER_SECOND);
}

/// The count that the smaller options aim at: what the budget pays, or the next smaller fleet.
static double smaller_fleet(const struct plan_review *review, double most)
{
    const struct capacity_plan *plan = review->in.plan;
    double allowed = fleet_allowed(&plan->in.sizing);
    if (allowed < most)
        return allowed;
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    for (double need = most; need > 0; need--) {
        double fleet = fleet_for_need(&unbounded, need);
        if (fleet < most)
            return fleet;
    }
    return NAN;
}

static void add_today(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    struct plan_option *option = add_option(review, "do_nothing", "Do nothing");
    option->most = option->at_end = plan->baseline;
    option->cost = 0;
    double budget_hour = plan->in.sizing.budget_month / plan->in.sizing.hours_per_month;
    double over = isnan(budget_hour) || isnan(plan->in.sizing.price_hour) ? NAN : 0;
    for (size_t m = 0; m < plan->months; m++) {
        option->cost += plan->month[m].as_today;
        over += plan->month[m].as_today / plan->month[m].hours / budget_hour > 1 + 1e-12;
    }
    option->months_over = over;
    option->loss = review->states > 0 ? review->state[0].loss : 0;
    bool enough = plan->needed_week == SIZE_MAX;
    option->fits = enough && !(plan->excess.over_month > 0);
    option->bound_by = enough ? BOUND_BUDGET : BOUND_THROUGHPUT;
    option->recommended = option->fits && plan->excess.instances == 0;
}

static void add_order(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    struct plan_variant variant = plan_as_it_is(plan);
    if (plan->needed_week == SIZE_MAX)
        return;
    struct plan_option *option = add_variant(review, "order", "Order", &variant);
    option->recommended = option->fits;
    option->in_place = plan->order.status == RUNOUT_LATE ? lead_end(plan) : plan->needed_at;
    option->late = plan->order.status == RUNOUT_LATE;
    if (plan->in.column == PLAN_P99)
        return;
    variant.column = PLAN_P99;
    option = add_variant(review, "order_high", "Order for p99", &variant);
    option->in_place = lead_end(plan);
    option->flag = "--quantile p99";
}

static void add_max(struct plan_review *review, double most)
{
    const struct capacity_plan *plan = review->in.plan;
    struct plan_variant variant = plan_as_it_is(plan);
    if (isnan(plan->in.sizing.max) || most <= plan->in.sizing.max)
        return;
    variant.sizing.max = most;
    struct plan_option *option = add_variant(review, "raise_max", "Raise max", &variant);
    option->value = most;
    option->in_place = lead_end(plan);
    option->flag = "--max";
    option->recommended = option->fits;
}

/// Less demand or more of each instance, so that a smaller fleet is enough.
static void add_smaller(struct plan_review *review, double most)
{
    const struct capacity_plan *plan = review->in.plan;
    const struct sizing *sizing = &plan->in.sizing;
    double demand = fmax(plan->week[plan->busiest].highest[plan->in.column], 0);
    double fleet = smaller_fleet(review, most);
    if (!(fleet > 0) || !(demand > 0))
        return;
    double hit = solve_cache_hit(sizing, demand, fleet);
    struct plan_variant variant = plan_as_it_is(plan);
    if (hit > 0 && hit < 0.9) {
        hit = ceil(hit * 1000) / 1000;
        variant.scale = 1 - hit;
        struct plan_option *option = add_variant(review, "cache", "A cache that answers", &variant);
        // Of all requests: what a cache in front answers already is off the demand.
        option->value = 1 - (1 - plan->in.cache_hit) * (1 - hit);
        option->flag = "--cache-hit";
    }
    double rate = solve_per_instance(sizing, demand, fleet);
    variant = plan_as_it_is(plan);
    if (rate > sizing->per_instance && rate < 3 * sizing->per_instance) {
        variant.sizing.per_instance = ceil(rate * 10) / 10;
        struct plan_option *option =
            add_variant(review, "optimise", "Optimise an instance to", &variant);
        option->value = variant.sizing.per_instance;
        option->flag = "--per-instance";
    }
    double headroom = solve_headroom(sizing, demand, fleet);
    variant = plan_as_it_is(plan);
    if (headroom > 0 && headroom < sizing->headroom) {
        variant.sizing.headroom = floor(headroom * 1000) / 1000;
        struct plan_option *option =
            add_variant(review, "less_headroom", "Less headroom:", &variant);
        option->value = variant.sizing.headroom;
        option->flag = "--headroom";
        option->why = "less room for retries and for what a forecast misses";
    }
}

/// An instance that costs less, where the budget is passed.
static void add_cheaper(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    struct plan_variant variant = plan_as_it_is(plan);
    if (plan->over_budget == 0)
        return;
    double share = 0;
    for (size_t m = 0; m < plan->months; m++)
        share = fmax(share, plan->month[m].peak_month / plan->in.sizing.budget_month);
    variant.sizing.price_hour = floor(plan->in.sizing.price_hour / share * 1e6) / 1e6;
    struct plan_option *option = add_variant(review, "cheaper", "An instance at", &variant);
    option->value = variant.sizing.price_hour;
    option->flag = "--price";
    variant = plan_as_it_is(plan);
    variant.sizing.budget_month = ceil(plan->in.sizing.budget_month * share * 100) / 100;
    option = add_variant(review, "pay", "Pay a month", &variant);
    option->value = variant.sizing.budget_month;
    option->flag = "--budget";
}

/// The plan with the cheapest type of the catalogue, where that is cheaper than today's.
static void add_type(struct plan_review *review)
{
    const struct plan_buying *buying = review->in.buying;
    const struct plan_type_cost *cheaper = buying == NULL ? NULL : plan_buying_cheaper(buying);
    if (cheaper == NULL)
        return;
    const struct instance_type *type = &buying->market.types->type[cheaper->type];
    struct plan_option *option = add_option(review, "cheaper_type", "Run on");
    option->what = type->name;
    option->value = buying->market.type_offer[cheaper->type].rate;
    option->most = cheaper->most;
    option->at_end = cheaper->at_end;
    option->cost = cheaper->cost;
    option->fits = !cheaper->over_budget;
    option->bound_by = BOUND_BUDGET;
    option->in_place = lead_end(review->in.plan);
    option->flag = "headroom size --catalogue";
    option->why = isnan(type->per_instance) ? "by its vCPU: measure what one takes" : NULL;
}

/// The plan's fleet, as much of it committed as costs least.
static void add_commitment(struct plan_review *review)
{
    const struct plan_buying *buying = review->in.buying;
    const struct capacity_plan *plan = review->in.plan;
    const struct purchase_option *commitment =
        buying == NULL ? NULL : plan_buying_commitment(buying);
    if (commitment == NULL)
        return;
    double most = 0, month = plan->in.sizing.hours_per_month;
    for (size_t w = 0; w < plan->weeks; w++)
        most = fmax(most, plan->week[w].kept);
    month *= plan_buying_hour(buying, commitment, most);
    struct plan_option *option = add_option(review, "commit", "Commit");
    option->what = commitment->offer->name;
    option->value = commitment->units;
    option->most = most;
    option->at_end = plan->week[plan->weeks - 1].kept;
    option->cost = commitment->mix.cost;
    option->fits = plan->not_met == 0;
    option->bound_by = BOUND_MAX;
    if (option->fits && month > plan->in.sizing.budget_month * (1 + 1e-12)) {
        option->fits = false;
        option->bound_by = BOUND_BUDGET;
    }
    option->flag = "headroom cost --offers";
    option->why = "binds for its term, whatever the demand does";
}

/// Instances that follow the hours of the day instead of the week's peak.
static void add_follow(struct plan_review *review, double most)
{
    const struct capacity_plan *plan = review->in.plan;
    double cost = 0;
    for (size_t h = 0; h < review->hours; h++)
        cost += review->hourly[h] * plan->in.sizing.price_hour;
    if (review->hours == 0 || !(cost < plan->cost_total))
        return;
    struct plan_option *option = add_option(review, "follow", "Follow the day by a schedule");
    option->most = most;
    option->at_end = plan->week[plan->weeks - 1].needed;
    option->cost = cost;
    option->fits = plan->not_met == 0;
    option->bound_by = BOUND_MAX;
    option->flag = "headroom schedule";
    option->why = "every instance must start in time each day";
}

static void add_release(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    if (!(plan->excess.instances > 0))
        return;
    struct plan_option *option = add_option(review, "release", "Release what is not needed");
    option->most = option->at_end = plan->baseline - plan->excess.instances;
    option->value = plan->excess.instances;
    option->in_place = plan->excess.from;
    option->cost = plan->cost_total;
    option->months_over = isnan(plan->in.sizing.budget_month) || isnan(plan->cost_total)
                              ? NAN
                              : (double)plan->months_over;
    option->recommended = true;
}

void plan_review_options(struct plan_review *review)
{
    struct plan_variant as_is = plan_as_it_is(review->in.plan);
    struct plan_solution solution;
    plan_solve(review->in.plan, &as_is, &solution);
    add_order(review);
    add_max(review, solution.most);
    add_today(review);
    add_release(review);
    add_smaller(review, solution.most);
    add_cheaper(review);
    add_type(review);
    add_commitment(review);
    add_follow(review, solution.most);
}
