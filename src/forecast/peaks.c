#include "forecast/peaks.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/unit.h"
#include "forecast/daily_peaks.h"
#include "forecast/paths.h"
#include "forecast/score_bounds.h"
#include "maths/isotonic.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { DAY_S = 86400, WEEK_S = 604800, WEEK_DAYS = 7 };

/// Places in forecast_level.
enum { P50 = 0, P95 = 2 };

/// Of the spread round the middle: 1 leaves p95 of a week short where levels shift, 1.5 costs calm
/// series half as much again.
#define STRETCH 1.25
/// A mean of less has no logarithm to go by.
#define NEXT_TO_NOTHING 1e-300

/// What every path's task shares.
struct draw {
    const struct forecast *forecast;
    const struct peaks *peaks;
    const struct peaks_options *options;
    const struct score_bounds *bounds;
    double *highest; ///< periods x paths
};

/// One past the last step of period `p`.
static size_t end_of(const struct peaks *peaks, size_t p)
{
    return p * peaks->steps + (p + 1 == peaks->periods ? peaks->last_steps : peaks->steps);
}

/// Draws the paths of group `item`, of PATHS_TOGETHER or, in the last one, fewer.
static void draw_group(void *context, size_t item)
{
    const struct draw *draw = context;
    const struct path_source *source = draw->forecast->paths;
    const size_t all = draw->options->paths, first = item * PATHS_TOGETHER;
    const size_t paths = all - first < PATHS_TOGETHER ? all - first : PATHS_TOGETHER;
    double *score = mem_alloc(source->steps * PATHS_TOGETHER, sizeof *score);
    path_scores_draw(source, draw->options->seed, first, paths, score);
    for (size_t j = 0; j < paths; j++)
        for (size_t p = 0; p < draw->peaks->periods; p++)
            draw->highest[p * all + first + j] = score_bounds_highest(
                draw->bounds, source, score + j, p * draw->peaks->steps, end_of(draw->peaks, p));
    free(score);
}

/// The maxima of all periods of all paths, periods x paths, to be freed.
static double *draw_highest(const struct forecast *forecast, const struct peaks *peaks,
                            const struct peaks_options *options)
{
    struct score_bounds bounds;
    score_bounds_init(&bounds, forecast->paths);
    struct draw draw = {forecast, peaks, options, &bounds,
                        mem_alloc(peaks->periods * options->paths, sizeof(double))};
    parallel_run((options->paths + PATHS_TOGETHER - 1) / PATHS_TOGETHER, options->threads,
                 draw_group, &draw);
    score_bounds_release(&bounds);
    return draw.highest;
}

/// Logarithms of the means of the days to come; what is not above 0 counts as next to nothing.
/// Returns how many days.
static size_t daily_means(const struct forecast *forecast, double **mean)
{
    const size_t day = (size_t)(DAY_S / forecast->step_s);
    const size_t days = forecast->n / day;
    *mean = mem_alloc(days, sizeof **mean);
    for (size_t d = 0; d < days; d++) {
        double sum = 0;
        for (size_t h = d * day; h < (d + 1) * day; h++)
            sum += forecast->mean[h] / (double)day;
        (*mean)[d] = log(fmax(sum, NEXT_TO_NOTHING));
    }
    return days;
}

/// What the busy days of rare demand say of a period that has one: paths, which draw what was
/// measured, never pass the greatest of it. How often it comes stays theirs: `row` up to the
/// middle.
static void mix_busy_days(const struct path_source *source, size_t period,
                          double row[PREDICTIVE_LEVELS])
{
    double by_days[PREDICTIVE_LEVELS];
    double *mean = mem_alloc(period, sizeof *mean);
    for (size_t d = 0; d < period; d++) // no trend is known, nor the mean of a day to come
        mean[d] = source->days.recent_mean;
    daily_peaks_quantiles(&source->days, mean, period, 0, period, by_days);
    const double middle = log(row[PREDICTIVE_P50]);
    for (size_t i = PREDICTIVE_P50 + 1; i < PREDICTIVE_LEVELS; i++) {
        const struct peak_views views = {.level = predictive_level[i],
                                         .days = by_days[i],
                                         .days_middle = by_days[PREDICTIVE_P50],
                                         .paths = log(row[i]),
                                         .paths_middle = middle,
                                         .weeks = NAN,
                                         .greatest = source->days.greatest};
        row[i] = fmax(row[i], exp(daily_peaks_mix(&views, STRETCH)));
    }
    free(mean);
}

/// What the days and the weeks of the history, and the paths, say of period `p`, in `row`, which
/// holds the quantiles of the paths' maxima.
static void mix_days(const struct forecast *forecast, const struct peaks *peaks, size_t p,
                     const double *mean, size_t days, double *row)
{
    const struct path_source *source = forecast->paths;
    const size_t day = (size_t)(DAY_S / forecast->step_s);
    const size_t first = p * peaks->steps, end = end_of(peaks, p), start = first / day;
    const size_t period = (end - first) / day;
    double by_days[PREDICTIVE_LEVELS], weeks = NAN, sum = 0;
    if (source->is_rare && row[PREDICTIVE_P50] > 0 && period > 0)
        mix_busy_days(source, period, row);
    if (source->is_rare || !(row[0] > 0) || period == 0)
        return;
    daily_peaks_quantiles(&source->days, mean, days, start, period, by_days);
    for (size_t h = first; h < end; h++)
        sum += forecast->mean[h] / (double)(end - first);
    if (period == WEEK_DAYS && source->weekly.weeks > 0 && sum > 0)
        weeks = log(weekly_peak_at(&source->weekly, p + 1, sum));
    const double middle = log(row[PREDICTIVE_P50]);
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        const struct peak_views views = {.level = predictive_level[i],
                                         .days = by_days[i],
                                         .days_middle = by_days[PREDICTIVE_P50],
                                         .paths = log(row[i]),
                                         .paths_middle = middle,
                                         .weeks = weeks,
                                         .greatest = source->days.greatest};
        row[i] = exp(daily_peaks_mix(&views, STRETCH));
    }
}

/// A peak is never below the same quantile of any of its steps, nor above what nothing passes.
static void keep_above_steps(const struct forecast *forecast, const struct peaks *peaks, size_t p,
                             double *row)
{
    const struct path_source *source = forecast->paths;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        for (size_t h = p * peaks->steps; h < end_of(peaks, p); h++)
            row[i] = fmax(row[i], source->quantile[h * PREDICTIVE_LEVELS + i]);
        row[i] = fmin(i > 0 ? fmax(row[i], row[i - 1]) : row[i], source->ceiling);
    }
}

/// The same for the levels and the mean that are shown.
static void keep_levels_above_steps(const struct forecast *forecast, struct peaks *peaks, size_t p)
{
    for (size_t h = p * peaks->steps; h < end_of(peaks, p); h++) {
        peaks->mean[p] = fmax(peaks->mean[p], forecast->mean[h]);
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            peaks->level[i][p] = fmax(peaks->level[i][p], forecast->level[i][h]);
    }
    for (size_t i = 1; i < FORECAST_LEVELS; i++)
        peaks->level[i][p] = fmax(peaks->level[i][p], peaks->level[i - 1][p]);
}

/// What chance in the paths makes of weeks that differ by their distance alone: the spread of p95
/// never falls from week to week, and all weeks share the shape of the quantiles around it.
static void smooth_weeks(struct peaks *peaks, size_t weeks, double ceiling)
{
    const double *median = peaks->level[P50];
    for (size_t p = 0; p < weeks; p++)
        if (!(median[p] > 0))
            return;
    double *spread = mem_alloc(weeks, sizeof *spread);
    double *average = mem_alloc(weeks, sizeof *average);
    double shape[FORECAST_LEVELS] = {0};
    double seen = 0;
    for (size_t p = 0; p < weeks; p++) {
        spread[p] = log(peaks->level[P95][p] / median[p]);
        average[p] = log(peaks->mean[p] / median[p]);
        if (!(spread[p] > 0))
            continue;
        seen++;
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            shape[i] += log(peaks->level[i][p] / median[p]) / spread[p];
    }
    isotonic_fit(spread, NULL, weeks);
    isotonic_fit(average, NULL, weeks);
    for (size_t p = 0; p < weeks && seen > 0; p++) {
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
    if ((double)options->period_s > horizon_s && !options->with_rest)
        return err_set(err, ERR_USAGE,
                       "--peak: %s is longer than the forecast of %s; ask for a longer --horizon",
                       period, duration_format(other, horizon_s));
    if (options->paths < PEAKS_FEWEST_PATHS)
        return err_set(err, ERR_USAGE,
                       "--paths: %zu are too few for quantiles of a peak, at least %d",
                       options->paths, PEAKS_FEWEST_PATHS);
    return paths_check(options->paths, forecast->n, 1, PEAKS_MOST_VALUES, err);
}

/// How many paths the quantiles of a forecast of so many steps come from where nothing else is
/// said: PEAKS_DEFAULT_PATHS, and fewer where they would take seconds.
static size_t peaks_usual_paths(size_t steps)
{
    enum { QUICK_VALUES = 10000000 };
    const size_t quick = steps > 0 ? QUICK_VALUES / steps : PEAKS_DEFAULT_PATHS;
    if (quick >= PEAKS_DEFAULT_PATHS)
        return PEAKS_DEFAULT_PATHS;
    return quick > PEAKS_FEWEST_PATHS ? quick : PEAKS_FEWEST_PATHS;
}

int peaks_init(struct peaks *peaks, const struct forecast *forecast,
               const struct peaks_options *given, struct err *err)
{
    struct peaks_options own = *given;
    const struct peaks_options *options = &own;
    if (own.paths == 0)
        own.paths = peaks_usual_paths(forecast->n);
    *peaks = (struct peaks){0};
    if (check_period(forecast, options, err) != 0)
        return -1;
    size_t paths = options->paths;
    peaks->steps = (size_t)(options->period_s / forecast->step_s);
    peaks->periods = forecast->n / peaks->steps;
    peaks->left_over = forecast->n % peaks->steps;
    peaks->last_steps = peaks->steps;
    if (options->with_rest && peaks->left_over > 0) {
        peaks->last_steps = peaks->left_over;
        peaks->left_over = 0;
        peaks->periods++;
    }
    peaks->mean = mem_alloc(peaks->periods, sizeof(double));
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        peaks->level[i] = mem_alloc(peaks->periods, sizeof(double));
    double *highest = draw_highest(forecast, peaks, options);
    double *mean = NULL;
    size_t days = 0;
    const bool by_days = options->period_s % DAY_S == 0 && DAY_S % forecast->step_s == 0 &&
                         forecast->paths->days.days > 0;
    if (by_days)
        days = daily_means(forecast, &mean);
    for (size_t p = 0; p < peaks->periods; p++) {
        double row[PREDICTIVE_LEVELS];
        quantiles_select(highest + p * paths, paths, predictive_level, PREDICTIVE_LEVELS, row);
        if (by_days)
            mix_days(forecast, peaks, p, mean, days, row);
        keep_above_steps(forecast, peaks, p, row);
        peaks->mean[p] = predictive_mean(row);
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            peaks->level[i][p] = predictive_quantile(row, forecast_level[i]);
    }
    free(mean);
    free(highest);
    if (by_days && options->period_s == WEEK_S && forecast->n >= peaks->steps)
        smooth_weeks(peaks, forecast->n / peaks->steps, forecast->paths->ceiling);
    for (size_t p = 0; p < peaks->periods; p++)
        keep_levels_above_steps(forecast, peaks, p);
    return 0;
}

void peaks_release(struct peaks *peaks)
{
    free(peaks->mean);
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        free(peaks->level[i]);
    *peaks = (struct peaks){0};
}
