#include "forecast/stock_forecast.h"

#include "base/memory.h"
#include "forecast/stock.h"
#include "forecast/stock_outlook.h"
#include "series/stock_or_flow.h"

#include <math.h>
#include <stdint.h>

enum { DAY_S = 86400, ORIGINS = 6, FEWEST_BUCKETS_SHOWN = 8 };

/// Of the variance of a path's errors, what all of its steps have in common: an estimate that errs
/// now errs tomorrow.
#define LEVEL_SHARE 0.95

// --- whether -------------------------------------------------------------------------------------

bool stock_is_meant(const struct series *series, const struct forecast_options *options,
                    struct notes *notes)
{
    struct stock_evidence evidence;
    struct str why = {0};
    const double days = (double)series->n * (double)series->step_s / DAY_S;
    if (options->stock != STOCK_BY_EVIDENCE)
        return options->stock == STOCK_YES;
    bool has_cause = options->driver != NULL || options->cap.value > 0 ||
                     (options->events != NULL && options->events->count > 0);
    if (has_cause || days < STOCK_BUCKETS_FOR_DATES)
        return false;
    stock_or_flow(series, &evidence);
    if (!evidence.is_stock)
        return false;
    stock_evidence_describe(&evidence, &why);
    notes_add(notes, NOTE_WARNING, "stock",
              "\"%s\" is taken for what fills up (%s): its trend and clean-ups go on, without the "
              "seasons of demand; --stock no forecasts it as demand, --stock yes agrees, and "
              "headroom runout says when it is full",
              series->name, str_text(&why));
    str_release(&why);
    return true;
}

// --- the backtest --------------------------------------------------------------------------------

/// Sums over the steps of all origins.
struct sums {
    double error, naive, steps, below_p95, below_p99;
};

static void score_origin(const struct series *series, size_t origin, size_t steps, size_t season,
                         struct sums *sums)
{
    struct series shown = *series;
    struct stock stock;
    struct predictive_table outlook;
    shown.n = origin;
    if (stock_learn(&shown, &stock) != 0) {
        stock_release(&stock);
        return;
    }
    stock_outlook(&stock, &shown, steps, &outlook);
    for (size_t h = 0; h < steps; h++) {
        double value = series->value[origin + h];
        double naive = series->value[origin - season + h % season];
        const double *row = outlook.quantile + h * PREDICTIVE_LEVELS;
        if (isnan(value) || isnan(naive))
            continue;
        sums->error += fabs(value - outlook.centre[h]);
        sums->naive += fabs(value - naive);
        sums->below_p95 += value <= row[PREDICTIVE_P95];
        sums->below_p99 += value <= row[PREDICTIVE_P99];
        sums->steps++;
    }
    predictive_release(&outlook);
    stock_release(&stock);
}

/// Mean |x[t] - x[t - season]| before `end`.
static double naive_step_error(const struct series *series, size_t end, size_t season)
{
    double sum = 0, seen = 0;
    for (size_t t = season; t < end; t++) {
        double change = fabs(series->value[t] - series->value[t - season]);
        sum += isnan(change) ? 0 : change;
        seen += !isnan(change);
    }
    return sum > 0 ? sum / seen : (double)NAN;
}

/// Origins spread over the last third, where the horizon leaves room, each forecast at most a third
/// of the history ahead.
static void score(const struct series *series, size_t steps, struct backtest *backtest)
{
    const size_t n = series->n;
    const size_t season = series->step_s < DAY_S ? (size_t)(DAY_S / series->step_s) : 1;
    const size_t ahead = steps < n / 3 ? steps : n / 3;
    const double shown_days = (double)(n - ahead) * (double)series->step_s / DAY_S;
    struct sums sums = {0};
    *backtest = (struct backtest){.steps = ahead,
                                  .step_s = series->step_s,
                                  .mase = NAN,
                                  .mase_naive = NAN,
                                  .skill = NAN,
                                  .coverage_p95 = NAN,
                                  .coverage_p99 = NAN};
    const size_t last = n - ahead;
    const size_t first = n - n / 3 < last ? n - n / 3 : last;
    if (ahead == 0 || shown_days < FEWEST_BUCKETS_SHOWN || first <= season)
        return;
    for (size_t o = 0; o < ORIGINS; o++)
        score_origin(series, first + (last - first) * o / (ORIGINS - 1), ahead, season, &sums);
    if (!(sums.steps > 0))
        return;
    const double scale = naive_step_error(series, first, season);
    backtest->origins = ORIGINS;
    backtest->mase = sums.error / sums.steps / scale;
    backtest->mase_naive = sums.naive / sums.steps / scale;
    backtest->skill = sums.naive > 0 ? 1 - sums.error / sums.naive : (double)NAN;
    backtest->coverage_p95 = sums.below_p95 / sums.steps;
    backtest->coverage_p99 = sums.below_p99 / sums.steps;
}

// --- the forecast --------------------------------------------------------------------------------

int stock_forecast(const struct series *series, size_t first, size_t steps,
                   struct predictive_table *outlook, struct ladder_report *report)
{
    struct series rest = *series;
    struct stock stock;
    rest.value += first;
    rest.n -= first;
    rest.start = series_time(series, first);
    int status = stock_learn(&rest, &stock);
    if (status == 0) {
        stock_outlook(&stock, &rest, steps, outlook);
        report->method = "stock";
        report->stock_growth = stock_growth(&stock);
        score(&rest, steps, &report->backtest);
    }
    if (status == 0 && report->paths != NULL) {
        struct error_process *errors = &report->paths->errors;
        *errors = (struct error_process){.level_share = LEVEL_SHARE, .tried = SIZE_MAX};
        errors->deviation = mem_alloc(1, sizeof *errors->deviation);
        errors->deviation[0] = 1;
    }
    stock_release(&stock);
    return status;
}
