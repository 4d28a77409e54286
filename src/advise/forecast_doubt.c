#include "advise/forecast_doubt.h"

#include <math.h>

/// Coverage may differ from 95 % by so much without meaning anything.
static const double coverage_slack = 0.03;

/// p95 holding for more than this is a band for p99; where it is hardly above p50 that costs
/// little.
static const double wide_coverage = 0.99;
static const double wide_band = 1.1;

static double highest_seen(const struct series *history)
{
    double highest = NAN;
    for (size_t i = 0; i < history->n; i++) {
        highest = fmax(highest, history->value[i]); // which passes over missing values
    }
    return highest;
}

static void judge_backtest(const struct capacity_plan *plan, struct forecast_doubt *doubt)
{
    const struct forecast *forecast = plan->in.forecast;
    const double *highest = plan->week[plan->busiest].highest;
    const struct backtest *test = &forecast->backtest;
    if (test->origins == 0) {
        return;
    }
    double horizon_s = (double)forecast->n * (double)forecast->step_s;
    double tested_s = (double)test->steps * (double)test->step_s;
    doubt->worse_than_naive = test->skill < -DOUBT_EXCESS;
    doubt->misses = test->coverage_p95 < DOUBT_COVERAGE;
    doubt->narrow = test->coverage_p95 < 0.95 - coverage_slack;
    doubt->wide =
        test->coverage_p95 > wide_coverage && highest[PLAN_P95] > wide_band * highest[PLAN_P50];
    doubt->untested = horizon_s > DOUBT_TIMES_TESTED * tested_s;
}

struct forecast_doubt forecast_doubt_find(const struct capacity_plan *plan)
{
    double seen = highest_seen(plan->in.history);
    double planned = plan->week[plan->busiest].row.demand;
    struct forecast_doubt doubt = {.times_seen = seen > 0 ? planned / seen : (double)NAN};
    doubt.beyond_seen = doubt.times_seen > DOUBT_TIMES_SEEN;
    judge_backtest(plan, &doubt);
    doubt.serious = doubt.beyond_seen || doubt.worse_than_naive || doubt.misses;
    return doubt;
}
