#include "forecast/peaks.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/unit.h"
#include "forecast/paths.h"
#include "maths/isotonic.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { WEEK_S = 604800 };

/// Places in forecast_level.
enum { P50 = 0, P95 = 2 };

/// The normal quantile of 95 %.
#define NORMAL_P95 1.6449

/// What every path's task shares.
struct draw {
    const struct forecast *forecast;
    const struct peaks *peaks;
    const struct peaks_options *options;
    double *highest; ///< periods x paths
};

static void draw_path(void *context, size_t path)
{
    const struct draw *draw = context;
    double *value = mem_alloc(draw->forecast->n, sizeof *value);
    forecast_draw_path(draw->forecast, draw->options->seed, path, value);
    for (size_t p = 0; p < draw->peaks->periods; p++) {
        double highest = -INFINITY;
        for (size_t i = 0; i < draw->peaks->steps; i++)
            highest = fmax(highest, value[p * draw->peaks->steps + i]);
        draw->highest[p * draw->options->paths + path] = highest;
    }
    free(value);
}

/// Moves the peaks of a week so that their median is what the weeks before say, and spreads them at
/// least as far as the weeks' own maxima.
static void fit_to_weeks(double *highest, size_t paths, size_t ahead,
                         const struct path_source *source)
{
    double median = quantile_present(highest, paths, 0.5);
    double upper = quantile_present(highest, paths, 0.95);
    double target = weekly_peak_at(&source->weekly, ahead);
    if (!(median > 0))
        return;
    double deviation = log(upper / median) / NORMAL_P95;
    double seen = sqrt(source->weekly.variance);
    double spread = deviation > 0 ? fmax(1, seen / deviation) : 1;
    for (size_t j = 0; j < paths; j++)
        highest[j] = fmin(target * pow(fmax(highest[j], 0) / median, spread), source->ceiling);
}

/// What chance in the paths makes of weeks that differ by their distance alone: the spread of p95
/// never falls from week to week, and all weeks share the shape of the quantiles around it.
static void smooth_weeks(struct peaks *peaks, double ceiling)
{
    const double *median = peaks->level[P50];
    for (size_t p = 0; p < peaks->periods; p++)
        if (!(median[p] > 0))
            return;
    double *spread = mem_alloc(peaks->periods, sizeof *spread);
    double *average = mem_alloc(peaks->periods, sizeof *average);
    double shape[FORECAST_LEVELS] = {0};
    double seen = 0;
    for (size_t p = 0; p < peaks->periods; p++) {
        spread[p] = log(peaks->level[P95][p] / median[p]);
        average[p] = log(peaks->mean[p] / median[p]);
        if (!(spread[p] > 0))
            continue;
        seen++;
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            shape[i] += log(peaks->level[i][p] / median[p]) / spread[p];
    }
    isotonic_fit(spread, NULL, peaks->periods);
    isotonic_fit(average, NULL, peaks->periods);
    for (size_t p = 0; p < peaks->periods && seen > 0; p++) {
        peaks->mean[p] = fmin(median[p] * exp(average[p]), ceiling);
        for (size_t i = P50 + 1; i < FORECAST_LEVELS; i++)
            peaks->level[i][p] = fmin(median[p] * exp(shape[i] / seen * spread[p]), ceiling);
    }
    free(spread);
    free(average);
}

static int check_period(const struct forecast *forecast, const struct peaks_options *options,
                        struct err *err)
{
    char period[UNIT_NAME_MAX];
    char other[UNIT_NAME_MAX];
    duration_format(period, (double)options->period_s);
    if (options->period_s < forecast->step_s || options->period_s % forecast->step_s != 0)
        return err_set(err, ERR_USAGE, "--peak: %s is not a multiple of the step of %s", period,
                       duration_format(other, (double)forecast->step_s));
    double horizon_s = (double)forecast->n * (double)forecast->step_s;
    if ((double)options->period_s > horizon_s)
        return err_set(err, ERR_USAGE,
                       "--peak: %s is longer than the forecast of %s; ask for a longer --horizon",
                       period, duration_format(other, horizon_s));
    if (options->paths < PEAKS_FEWEST_PATHS)
        return err_set(err, ERR_USAGE,
                       "--paths: %zu are too few for quantiles of a peak, at least %d",
                       options->paths, PEAKS_FEWEST_PATHS);
    return paths_check(options->paths, forecast->n, 1, PEAKS_MOST_VALUES, err);
}

int peaks_init(struct peaks *peaks, const struct forecast *forecast,
               const struct peaks_options *options, struct err *err)
{
    *peaks = (struct peaks){0};
    if (check_period(forecast, options, err) != 0)
        return -1;
    size_t paths = options->paths;
    peaks->steps = (size_t)(options->period_s / forecast->step_s);
    peaks->periods = forecast->n / peaks->steps;
    peaks->left_over = forecast->n % peaks->steps;
    peaks->mean = mem_alloc(peaks->periods, sizeof(double));
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        peaks->level[i] = mem_alloc(peaks->periods, sizeof(double));
    struct draw draw = {forecast, peaks, options,
                        mem_alloc(peaks->periods * paths, sizeof(double))};
    parallel_run(paths, options->threads, draw_path, &draw);
    bool is_weekly = options->period_s == WEEK_S && forecast->paths->weekly.weeks > 0;
    for (size_t p = 0; p < peaks->periods; p++) {
        double *highest = draw.highest + p * paths;
        double quantile[FORECAST_LEVELS];
        if (is_weekly)
            fit_to_weeks(highest, paths, p + 1, forecast->paths);
        for (size_t j = 0; j < paths; j++)
            peaks->mean[p] += highest[j] / (double)paths;
        quantiles_select(highest, paths, forecast_level, FORECAST_LEVELS, quantile);
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            peaks->level[i][p] = quantile[i];
    }
    free(draw.highest);
    if (is_weekly)
        smooth_weeks(peaks, forecast->paths->ceiling);
    return 0;
}

void peaks_release(struct peaks *peaks)
{
    free(peaks->mean);
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        free(peaks->level[i]);
    *peaks = (struct peaks){0};
}
