// A plan solved again with something changed.
#include "advise/plan_review.h"
#include "base/memory.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct plan_variant plan_as_it_is(const struct capacity_plan *plan)
{
    return (struct plan_variant){.sizing = plan->in.sizing, .column = plan->in.column, .scale = 1};
}

static double hours_of(const struct plan_week *week)
{
    return (double)(week->end - week->start) / (3600.0 * (double)INSTANT_PER_SECOND);
}

/// Sizes the weeks with and without max.
static void size_variant(const struct capacity_plan *plan, const struct plan_variant *variant,
                         double *needed, double *allowed)
{
    struct sizing unbounded = variant->sizing;
    unbounded.max = NAN;
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_row row;
        double demand = fmax(plan->week[w].highest[variant->column], 0) * variant->scale;
        if (variant->week_scale != NULL)
            demand *= variant->week_scale[w];
        size_demand(&unbounded, demand, &row);
        needed[w] = row.instances;
        size_demand(&variant->sizing, demand, &row);
        allowed[w] = row.instances;
    }
    double before = plan->baseline_given ? plan->baseline : (double)NAN;
    plan_hold_dips(allowed, plan->weeks, before, plan->in.lead_time_s);
}

/// The highest share of the budget that a week's rate comes to in a month, and the first week whose
/// rate is above it.
static double budget_share(const struct capacity_plan *plan, const struct sizing *sizing,
                           const double *kept, instant *over)
{
    double most = NAN;
    for (size_t w = 0; w < plan->weeks; w++) {
        double month = kept[w] * sizing->price_hour * sizing->hours_per_month;
        double share = month / sizing->budget_month;
        most = fmax(most, share);
        if (share > 1 + 1e-12 && *over == INSTANT_NONE)
            *over = plan->week[w].start;
    }
    return most;
}

/// In how many calendar months the fleets cost more than the budget, at the mean rate of what the
/// horizon covers of the month; NaN without a budget.
static double months_over(const struct capacity_plan *plan, const struct sizing *sizing,
                          const double *kept)
{
    if (isnan(sizing->budget_month) || isnan(sizing->price_hour))
        return NAN;
    double over = 0;
    for (size_t m = 0; m < plan->months; m++) {
        instant from = plan->month[m].start;
        instant to = m + 1 < plan->months ? plan->month[m + 1].start : plan->end;
        double hours = 0, instance_hours = 0;
        for (size_t w = 0; w < plan->weeks; w++) {
            const struct plan_week *week = &plan->week[w];
            instant start = week->start > from ? week->start : from;
            instant end = week->end < to ? week->end : to;
            double covered = (double)(end - start) / (3600.0 * (double)INSTANT_PER_SECOND);
            hours += fmax(covered, 0);
            instance_hours += fmax(covered, 0) * kept[w];
        }
        double rate = instance_hours / hours * sizing->price_hour * sizing->hours_per_month;
        over += rate / sizing->budget_month > 1 + 1e-12;
    }
    return over;
}

void plan_solve(const struct capacity_plan *plan, const struct plan_variant *variant,
                struct plan_solution *solution)
{
    double *needed = mem_alloc(plan->weeks, sizeof *needed);
    double *kept = mem_alloc(plan->weeks, sizeof *kept);
    instant over = INSTANT_NONE;
    size_variant(plan, variant, needed, kept);
    *solution = (struct plan_solution){.limited = INSTANT_NONE, .least = INFINITY, .fits = true};
    for (size_t w = 0; w < plan->weeks; w++) {
        double hours = hours_of(&plan->week[w]);
        if (needed[w] > solution->most) {
            solution->most = needed[w];
            solution->week = w;
        }
        solution->least = fmin(solution->least, needed[w]);
        solution->cost += kept[w] * hours * variant->sizing.price_hour;
        solution->uncapped += fmax(needed[w], kept[w]) * hours * variant->sizing.price_hour;
        if (needed[w] > kept[w] && solution->fits) {
            solution->fits = false;
            solution->bound_by = BOUND_MAX;
            solution->limited = plan->week[w].start;
        }
    }
    solution->at_end = needed[plan->weeks - 1];
    solution->share = budget_share(plan, &variant->sizing, kept, &over);
    solution->months_over = months_over(plan, &variant->sizing, kept);
    if (over != INSTANT_NONE && (solution->fits || over < solution->limited)) {
        solution->fits = false;
        solution->bound_by = BOUND_BUDGET;
        solution->limited = over;
    }
    free(needed);
    free(kept);
}

/// The quantile of demand at a step when an event comes with a probability and multiplies it. The
/// levels of the forecast are joined linearly, with what lies below the median mirrored.
static double mixed_quantile(const double level[FORECAST_LEVELS], enum plan_column column,
                             double factor, double probability)
{
    static const double place[PLAN_COLUMNS] = {0.5, 0.5, 0.9, 0.95, 0.99};
    double p50 = level[FORECAST_P50];
    const double x[] = {2 * p50 - level[FORECAST_P99],
                        2 * p50 - level[FORECAST_P95],
                        2 * p50 - level[FORECAST_P90],
                        p50,
                        level[FORECAST_P90],
                        level[FORECAST_P95],
                        level[FORECAST_P99]};
    static const double p[] = {0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99};
    enum { KNOTS = sizeof p / sizeof *p };
    double low = fmin(x[0], x[0] * factor);
    double high = fmax(x[KNOTS - 1], x[KNOTS - 1] * factor);
    for (int turn = 0; turn < 50; turn++) {
        double middle = (low + high) / 2, reached = 0;
        for (int side = 0; side < 2; side++) {
            double value = side == 0 ? middle : middle / factor;
            size_t k = 0;
            while (k < KNOTS && x[k] <= value)
                k++;
            double share = k == 0            ? 0
                           : k == KNOTS      ? 1
                           : x[k] > x[k - 1] ? p[k - 1] + (p[k] - p[k - 1]) * (value - x[k - 1]) /
                                                              (x[k] - x[k - 1])
                                             : p[k];
            reached += share * (side == 0 ? 1 - probability : probability);
        }
        if (reached < place[column])
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/// Demand of a step with all events, of which one may be changed.
static double step_with_events(const struct plan_review_inputs *inputs, size_t step, size_t changed,
                               double multiplier, bool surely)
{
    const struct forecast *bare = inputs->without->in.forecast;
    const char *service = inputs->plan->in.history->key;
    instant from = bare->start - inputs->clock + (instant)step * bare->step_s * INSTANT_PER_SECOND;
    instant to = from + bare->step_s * INSTANT_PER_SECOND;
    double level[FORECAST_LEVELS];
    enum plan_column column = inputs->plan->in.column;
    for (size_t k = 0; k < FORECAST_LEVELS; k++)
        level[k] = bare->level[k][step];
    double value = column == PLAN_MEAN ? bare->mean[step] : level[column - PLAN_P50];
    for (size_t e = 0; e < inputs->events->count; e++) {
        struct planned_event event = inputs->events->item[e];
        double probability = event.probability;
        if (!planned_event_concerns(&event, service))
            continue;
        if (e == changed && !isnan(multiplier)) {
            event.multiplier = multiplier;
            if (multiplier == 1)
                event.retry = event.shed = 0;
        }
        if (e == changed && surely)
            probability = 1;
        double factor = planned_event_factor(&event, planned_event_strength(&event, from, to));
        if (factor == 1 || probability <= 0)
            continue;
        if (column == PLAN_MEAN || probability >= 1)
            value *= column == PLAN_MEAN ? 1 + probability * (factor - 1) : factor;
        else
            value *= mixed_quantile(level, column, factor, probability) / level[column - PLAN_P50];
    }
    return value;
}

void event_change(const struct plan_review_inputs *inputs, size_t event, double multiplier,
                  bool surely, double *factor)
{
    const struct capacity_plan *plan = inputs->plan;
    const struct forecast *bare = inputs->without->in.forecast;
    for (size_t w = 0; w < plan->weeks; w++) {
        double as_is = 0, changed = 0;
        for (size_t i = 0; i < bare->n; i++) {
            instant time = bare->start + (instant)i * bare->step_s * INSTANT_PER_SECOND;
            if (time < plan->week[w].start || time >= plan->week[w].end)
                continue;
            as_is = fmax(as_is, step_with_events(inputs, i, SIZE_MAX, NAN, false));
            changed = fmax(changed, step_with_events(inputs, i, event, multiplier, surely));
        }
        factor[w] = as_is > 0 ? changed / as_is : 1;
    }
}
