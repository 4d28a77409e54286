#include "advise/plan_watch.h"

#include "maths/distribution.h"
#include "sizing/inverse.h"

#include <math.h>

enum { WINDOW_S = 86400, WINDOW_STEPS = 7 };

/// An alarm by chance is accepted once in so long.
static const double chance_every_s = 365.25 * 86400;

/// What is measured for a demand that the instances see.
static double as_measured(const struct capacity_plan *plan, double demand)
{
    double hit = plan->in.cache_hit;
    return hit > 0 && hit < 1 ? demand / (1 - hit) : demand;
}

/// The share of steps above the planned column: what its quantile says, or what the backtest found
/// where that is more.
static double share_above(const struct capacity_plan *plan, bool *measured)
{
    const struct backtest *test = &plan->in.forecast->backtest;
    if (plan->in.column == PLAN_MEAN)
        return 0.5;
    double said = 1 - forecast_level[plan->in.column - PLAN_P50];
    double found = plan->in.column == PLAN_P95   ? 1 - test->coverage_p95
                   : plan->in.column == PLAN_P99 ? 1 - test->coverage_p99
                                                 : NAN;
    *measured = found > said;
    return *measured ? found : said;
}

/// The least count above that chance brings no more often than once a year, were steps independent:
/// the binomial law. No step's chance is above `share`, for a week is held against its peak.
static void count_above(struct plan_watch *watch)
{
    double chance = (double)watch->step_s * watch->window / chance_every_s;
    double above = binomial_quantile(1 - fmin(chance, 0.5), watch->window, watch->share) + 1;
    watch->above = above <= watch->window ? above : NAN;
    watch->chance = 1 - binomial_cdf(above - 1, watch->window, watch->share);
}

void plan_watch_make(const struct capacity_plan *plan, struct plan_watch *watch)
{
    const struct backtest *test = &plan->in.forecast->backtest;
    const struct sizing *sizing = &plan->in.sizing;
    *watch = (struct plan_watch){.lead_time_s = plan->in.lead_time_s, .error = NAN};
    watch->step_s = test->step_s > 0 ? test->step_s : plan->in.forecast->step_s;
    const int64_t day = WINDOW_S / watch->step_s;
    watch->window = fmax((double)day, WINDOW_STEPS);
    watch->share = share_above(plan, &watch->is_measured);
    count_above(watch);
    if (test->origins > 0 && test->error > 0)
        watch->error = test->error;
    double most = isnan(sizing->max) ? plan->week[plan->largest].kept : sizing->max;
    watch->most = as_measured(plan, solve_demand(sizing, most));
}

double plan_watch_demand(const struct capacity_plan *plan, size_t week)
{
    return as_measured(plan, fmax(plan->week[week].highest[plan->in.column], 0));
}

double plan_watch_mean(const struct capacity_plan *plan, size_t week)
{
    const struct forecast *forecast = plan->in.forecast;
    double sum = 0, seen = 0;
    for (size_t i = 0; i < forecast->n; i++) {
        instant at = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        if (at < plan->week[week].start || at >= plan->week[week].end)
            continue;
        sum += forecast->mean[i];
        seen++;
    }
    return as_measured(plan, sum / seen);
}

double plan_watch_instances(const struct capacity_plan *plan, size_t week)
{
    return plan->week[week].kept;
}
