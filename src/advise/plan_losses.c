// What a fleet that stays as it is loses: expected demand above what its instances take.
#include "advise/plan_review.h"

#include <math.h>

/// E[max(0, D - capacity)] over the quantiles of a step joined linearly: mirrored below the median,
/// and ending at 2 p50 - p90 and 2 p99 - p95.
static double expected_beyond(const double level[FORECAST_LEVELS], double capacity)
{
    const double x[] = {2 * level[FORECAST_P50] - level[FORECAST_P90],
                        level[FORECAST_P50],
                        level[FORECAST_P90],
                        level[FORECAST_P95],
                        level[FORECAST_P99],
                        2 * level[FORECAST_P99] - level[FORECAST_P95]};
    static const double p[] = {0, 0.5, 0.9, 0.95, 0.99, 1};
    double sum = 0;
    for (size_t k = 0; k + 1 < sizeof p / sizeof *p; k++) {
        double a = x[k] - capacity, b = x[k + 1] - capacity, width = p[k + 1] - p[k];
        if (b <= 0)
            continue;
        // The part of the stretch that is above the capacity, and its mean there.
        sum += a >= 0 ? width * (a + b) / 2 : width * b / (b - a) * b / 2;
    }
    return sum;
}

/// Whether demand counts by the second, so that a step misses so many times its length.
static double seconds_of(const struct capacity_plan *plan)
{
    return plan->in.history->unit.dimension == DIMENSION_RATE ? (double)plan->in.forecast->step_s
                                                              : 1;
}

/// What a capacity misses in [from, to).
static void sum_missed(const struct capacity_plan *plan, double capacity, instant from, instant to,
                       double *expected, double *at_p99)
{
    const struct forecast *forecast = plan->in.forecast;
    double seconds = seconds_of(plan);
    *expected = *at_p99 = 0;
    for (size_t i = 0; i < forecast->n; i++) {
        instant time = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        double level[FORECAST_LEVELS];
        if (time < from || time >= to)
            continue;
        for (size_t k = 0; k < FORECAST_LEVELS; k++)
            level[k] = forecast->level[k][i];
        *expected += expected_beyond(level, capacity) * seconds;
        *at_p99 += fmax(0, level[FORECAST_P99] - capacity) * seconds;
    }
}

static void add_state(struct plan_review *review, const char *name, double instances, bool one_day)
{
    const struct capacity_plan *plan = review->in.plan;
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    const struct plan_week *busiest = &plan->week[plan->busiest];
    struct plan_state *state = &review->state[review->states++];
    double most = fmax(busiest->step[plan->in.column], 0);
    instant from = one_day ? busiest->peak_time - busiest->peak_time % day : plan->week[0].start;
    double at_p99;
    *state = (struct plan_state){.name = name, .instances = instances};
    state->each = instances > 0 ? most / instances : INFINITY;
    state->busy = state->each / plan->in.sizing.per_instance;
    sum_missed(plan, instances * plan->in.sizing.per_instance, from,
               one_day ? from + day : plan->end, &state->missed, &at_p99);
    state->loss = state->missed * review->in.request_value;
    state->at_p99 = isnan(review->in.request_value) ? at_p99 : at_p99 * review->in.request_value;
}

void plan_review_losses(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    const struct forecast *forecast = plan->in.forecast;
    double zones = plan->in.sizing.zones;
    add_state(review, "all up", plan->baseline, false);
    if (plan->baseline > 1)
        add_state(review, "one fails", plan->baseline - 1, true);
    if (zones > 1)
        add_state(review, "a zone fails", plan->baseline - ceil(plan->baseline / zones), true);
    for (size_t i = 0; i < forecast->n; i++)
        review->served += fmax(forecast->mean[i], 0) * seconds_of(plan);
}
