#include "forecast/smoothing_outlook.h"

#include "base/memory.h"
#include "forecast/backtest.h"
#include "forecast/bands.h"
#include "forecast/believable_range.h"
#include "forecast/smoothing.h"
#include "maths/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A season where there is one, else this many steps are tried ahead.
enum { STEPS_TRIED = 12, ORIGINS_MOST = 24 };

/// Places of the ends of the 95 % interval among the levels.
enum { INTERVAL_LOW = 1, INTERVAL_HIGH = 17 };

/// Student's quantiles at the outlook's levels.
static void set_reaches(double freedom, double reach[PREDICTIVE_LEVELS])
{
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        reach[i] = student_quantile(predictive_level[i], freedom);
}

/// Rows of quantiles by one transform. No growth passes what is believable of so long a history.
static void set_rows(const struct smoothing *fit, const struct history *history, size_t steps,
                     double *row)
{
    double *centre = mem_alloc(steps, sizeof *centre);
    double *deviation = mem_alloc(steps, sizeof *deviation);
    double reach[PREDICTIVE_LEVELS];
    smoothing_predict(fit, history, steps, centre, deviation);
    set_reaches(fit->freedom, reach);
    for (size_t h = 0; h < steps; h++) {
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
            double value = centre[h] + reach[i] * deviation[h];
            value = fit->logarithm ? history_exp(history, value) : value;
            row[h * PREDICTIVE_LEVELS + i] = history->nonnegative ? fmax(value, 0) : value;
        }
    }
    free(centre);
    free(deviation);
}

/// Rows from the first `n` steps of the history: the mixture of both transforms. False when neither
/// can be fitted.
static bool mix_rows(const struct history *history, size_t n, size_t steps, double *row)
{
    struct smoothing linear, logarithm;
    bool has_linear = smoothing_fit(&linear, history, n, false);
    bool has_log = history->nonnegative && smoothing_fit(&logarithm, history, n, true);
    if (has_log)
        set_rows(&logarithm, history, steps, row);
    if (has_linear && has_log) {
        double share = 1 / (1 + exp(logarithm.evidence - linear.evidence));
        double *other = mem_alloc(steps * PREDICTIVE_LEVELS, sizeof *other);
        set_rows(&linear, history, steps, other);
        for (size_t h = 0; h < steps; h++)
            predictive_mix(row + h * PREDICTIVE_LEVELS, other + h * PREDICTIVE_LEVELS, share,
                           row + h * PREDICTIVE_LEVELS);
        free(other);
    } else if (has_linear) {
        set_rows(&linear, history, steps, row);
    }
    if (has_linear)
        smoothing_release(&linear);
    if (has_log)
        smoothing_release(&logarithm);
    return has_linear || has_log;
}

/// No centre grows beyond what is believable after so long a history, and no bound as far again.
static void keep_believable(const struct history *history, struct predictive_table *outlook)
{
    struct believable_range seen;
    believable_range_init(&seen, history->value, history->weight, history->n, history->season);
    seen.is_capped = history->is_capped;
    for (size_t h = 0; h < outlook->steps; h++) {
        double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        double limit = believable_range_centre_limit(&seen, h);
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
            row[i] = fmin(row[i], i <= PREDICTIVE_P50 ? limit : 2 * limit - seen.least);
        outlook->centre[h] = row[PREDICTIVE_P50];
        outlook->low[h] = row[INTERVAL_LOW];
        outlook->high[h] = row[INTERVAL_HIGH];
    }
    believable_range_release(&seen);
}

/// Origins over the second half, or as soon as two seasons were seen.
static void choose_origins(struct trials *trials, const struct history *history, size_t steps)
{
    size_t first = history->n / 2;
    if (first < 2 * history->season && 2 * history->season < history->n)
        first = 2 * history->season;
    if (first < SMOOTHING_FEWEST)
        first = SMOOTHING_FEWEST;
    size_t most = history->season > 0 ? history->season : STEPS_TRIED;
    trials->held_out = history->n - first;
    size_t half = (trials->held_out + 1) / 2;
    trials->steps = steps < most ? steps : most;
    trials->steps = trials->steps < half ? trials->steps : half;
    size_t span = trials->held_out - trials->steps;
    size_t stride = span / (ORIGINS_MOST - 1) + 1;
    for (size_t ahead = 0; ahead <= span; ahead += stride)
        trials->origin[trials->count++] = first + ahead;
}

/// The backtest: at each origin by a fit that saw no more.
static void run_trials(const struct history *history, int64_t step_s, struct trials *trials,
                       struct backtest *backtest)
{
    double within_p95 = 0;
    double within_p99 = 0;
    double seen = 0;
    double *row = mem_alloc(trials->steps * PREDICTIVE_LEVELS, sizeof *row);
    trials->path = mem_alloc(trials->count * trials->steps, sizeof *trials->path);
    for (size_t o = 0; o < trials->count; o++) {
        size_t origin = trials->origin[o];
        bool is_done = mix_rows(history, origin, trials->steps, row);
        for (size_t h = 0; h < trials->steps; h++) {
            // What was constant until then is taken to stay so.
            const double *quantile = row + h * PREDICTIVE_LEVELS;
            double last = history->value[origin - 1];
            double value = history->value[origin + h];
            trials->path[o * trials->steps + h] = is_done ? quantile[PREDICTIVE_P50] : last;
            if (history->weight[origin + h] <= 0)
                continue;
            within_p95 += value <= (is_done ? quantile[PREDICTIVE_P95] : last);
            within_p99 += value <= (is_done ? quantile[PREDICTIVE_P99] : last);
            seen++;
        }
    }
    free(row);
    backtest_score(history, trials, step_s, backtest);
    backtest->coverage_p95 = seen > 0 ? within_p95 / seen : NAN;
    backtest->coverage_p99 = seen > 0 ? within_p99 / seen : NAN;
}

bool smoothing_quantiles(const struct history *history, struct predictive_table *outlook)
{
    if (history->measured < SMOOTHING_FEWEST + 2 ||
        !mix_rows(history, history->n, outlook->steps, outlook->quantile))
        return false;
    keep_believable(history, outlook);
    return true;
}

bool smoothing_outlook(const struct history *history, int64_t step_s,
                       struct predictive_table *outlook, struct ladder_report *report)
{
    struct trials trials = {0};
    if (!smoothing_quantiles(history, outlook))
        return false;
    choose_origins(&trials, history, outlook->steps);
    run_trials(history, step_s, &trials, &report->backtest);
    if (report->paths != NULL) {
        struct bands bands;
        bands_fit(&bands, history, &trials, 0, trials.count, -1);
        error_process_fit(&report->paths->errors, &bands, history, &trials);
        bands_release(&bands);
    }
    trials_release(&trials);
    return true;
}
