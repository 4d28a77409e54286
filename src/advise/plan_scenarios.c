// More demand than expected: which limit is met first, with and without the events.
#include "advise/plan_review.h"
#include "base/memory.h"
#include "sizing/inverse.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// The first step whose demand, scaled, is more than max carries with every buffer.
static instant first_beyond_max(const struct capacity_plan *plan,
                                const struct plan_variant *variant)
{
    const struct forecast *forecast = plan->in.forecast;
    double carried = solve_demand(&variant->sizing, variant->sizing.max);
    for (size_t i = 0; i < forecast->n && !isnan(variant->sizing.max); i++) {
        instant time = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        size_t w = plan_week_at(plan, time);
        double scale = variant->scale *
                       (variant->week_scale != NULL && w != SIZE_MAX ? variant->week_scale[w] : 1);
        double value = plan_forecast_value(forecast, variant->column, i) * scale;
        if (value > carried * (1 + 1e-12))
            return time;
    }
    return INSTANT_NONE;
}

static struct plan_scenario *add_scenario(struct plan_review *review, const char *name,
                                          const struct capacity_plan *plan,
                                          const struct plan_variant *variant)
{
    struct plan_scenario *scenario = &review->scenario[review->scenarios];
    if (review->scenarios + 1 < REVIEW_SCENARIOS)
        review->scenarios++;
    *scenario = (struct plan_scenario){.name = name, .scale = variant->scale};
    plan_solve(plan, variant, &scenario->with);
    scenario->max_at = first_beyond_max(plan, variant);
    if (review->in.without != NULL && variant->week_scale == NULL) {
        scenario->has_without = true;
        plan_solve(review->in.without, variant, &scenario->without);
    }
    return scenario;
}

/// The plan without one of the events that it counts, or with one that it does not.
static void add_events(struct plan_review *review)
{
    const struct plan_review_inputs *in = &review->in;
    double *factor = mem_alloc(in->plan->weeks, sizeof *factor);
    for (size_t e = 0; in->without != NULL && e < in->events->count && e < 6; e++) {
        const struct planned_event *event = &in->events->item[e];
        if (!planned_event_concerns(event, in->plan->in.history->key))
            continue;
        bool counted = event->probability > 0;
        struct plan_variant variant = plan_as_it_is(in->plan);
        variant.week_scale = factor;
        event_change(in, e, counted ? 1 : (double)NAN, !counted, factor);
        bool acts = false;
        for (size_t w = 0; w < in->plan->weeks; w++)
            acts = acts || fabs(factor[w] - 1) > 1e-9;
        if (!acts)
            continue;
        struct plan_scenario *scenario = add_scenario(review, event->name, in->plan, &variant);
        scenario->scale = counted ? -1 : -2;
    }
    free(factor);
}

void plan_review_scenarios(struct plan_review *review)
{
    const struct plan_review_inputs *in = &review->in;
    struct plan_variant variant = plan_as_it_is(in->plan);
    add_scenario(review, "base", in->plan, &variant);
    variant.column = PLAN_P99;
    if (in->plan->in.column != PLAN_P99)
        add_scenario(review, "high", in->plan, &variant);
    if (in->worst != NULL)
        add_scenario(review, "worst", in->worst, &variant);
    add_events(review);
    variant = plan_as_it_is(in->plan);
    for (size_t i = 0; i < in->scales; i++) {
        variant.scale = in->scale[i];
        if (variant.scale != 1)
            add_scenario(review, "scale", in->plan, &variant);
    }
}
