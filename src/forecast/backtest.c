#include "forecast/backtest.h"

#include "forecast/bands.h"

#include <math.h>

/// Every so many origins of the second half are judged; neighbouring ones overlap anyway.
enum { JUDGE_EVERY = 3, FEWEST_ORIGINS = 6 };

/// Mean |x[t] - x[t - season]| over the part of the history that the trials' models saw.
static double naive_step_error(const struct history *history, const struct trials *trials,
                               size_t season)
{
    double sum = 0;
    double seen = 0;
    for (size_t t = season; t < history->n - trials->held_out; t++) {
        if (history->weight[t] <= 0 || history->weight[t - season] <= 0)
            continue;
        sum += fabs(history->value[t] - history->value[t - season]);
        seen++;
    }
    return seen > 0 && sum > 0 ? sum / seen : NAN;
}

static void score_errors(const struct history *history, const struct trials *trials, size_t season,
                         struct backtest *backtest)
{
    double ours = 0;
    double naive = 0;
    double seen = 0;
    for (size_t o = 0; o < trials->count; o++) {
        size_t origin = trials->origin[o];
        for (size_t h = 0; h < trials->steps && origin >= season; h++) {
            if (history->weight[origin + h] <= 0)
                continue;
            double value = history->value[origin + h];
            ours += fabs(value - trials->path[o * trials->steps + h]);
            naive += fabs(value - history->value[origin - season + h % season]);
            seen++;
        }
    }
    double scale = naive_step_error(history, trials, season);
    backtest->error = seen > 0 && !history->is_capped ? ours / seen * history->scale : NAN;
    backtest->mase = seen > 0 ? ours / seen / scale : NAN;
    backtest->mase_naive = seen > 0 ? naive / seen / scale : NAN;
    backtest->skill = naive > 0 ? 1 - ours / naive : NAN;
}

static void score_coverage(const struct history *history, const struct trials *trials,
                           struct backtest *backtest)
{
    backtest->coverage_p95 = NAN;
    backtest->coverage_p99 = NAN;
    if (trials->count < FEWEST_ORIGINS)
        return;
    struct bands bands;
    size_t half = trials->count / 2;
    bands_fit(&bands, history, trials, 0, half, 0);
    double seen = 0;
    double within_p95 = 0;
    double within_p99 = 0;
    for (size_t o = half; o < trials->count; o += JUDGE_EVERY) {
        for (size_t h = 0; h < trials->steps; h++) {
            size_t t = trials->origin[o] + h;
            if (history->weight[t] <= 0)
                continue;
            double centre = trials->path[o * trials->steps + h];
            double value = history->value[t];
            within_p95 += value <= bands_quantile(&bands, history, trials->origin[o], h, centre,
                                                  PREDICTIVE_P95);
            within_p99 += value <= bands_quantile(&bands, history, trials->origin[o], h, centre,
                                                  PREDICTIVE_P99);
            seen++;
        }
    }
    if (seen > 0) {
        backtest->coverage_p95 = within_p95 / seen;
        backtest->coverage_p99 = within_p99 / seen;
    }
    bands_release(&bands);
}

void backtest_score(const struct history *history, const struct trials *trials, int64_t step_s,
                    struct backtest *backtest)
{
    *backtest =
        (struct backtest){.origins = trials->count, .steps = trials->steps, .step_s = step_s};
    size_t season = history->season > 0 ? history->season : 1;
    score_errors(history, trials, season, backtest);
    score_coverage(history, trials, backtest);
}

double backtest_confidence(const struct backtest *backtest)
{
    if (isnan(backtest->skill) || isnan(backtest->coverage_p95))
        return NAN;
    return fmax(backtest->skill, 0) * fmin(backtest->coverage_p95 / 0.95, 1);
}
