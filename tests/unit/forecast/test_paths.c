// Sample paths: the distribution of the bands at every step, the dependence of the backtest's
// errors from step to step, and the peaks that come from both.
#include "base/memory.h"
#include "forecast/paths.h"
#include "forecast/peaks.h"
#include "forecast/score_bounds.h"
#include "maths/maths.h"
#include "maths/quantile.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, PATHS = 2000 };

/// Days with noise that lasts (an autoregression with .7); `keyed` names the series.
static struct series usual(int64_t step_s, size_t n, const char *key)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    struct random random;
    series_init(&series, "requests_per_s", key, &unit,
                civil_days(2024, 1, 1) * DAY_S * INSTANT_PER_SECOND, step_s, n);
    random_seed(&random, 21, 0);
    double noise = 0;
    for (size_t i = 0; i < n; i++) {
        double day = (double)((int64_t)i * step_s) / DAY_S;
        noise = .7 * noise + .1 * random_normal(&random);
        series.value[i] = 200 * (1.5 + sin(6.283185307179586 * day)) * exp(noise);
    }
    return series;
}

static struct forecast run(const struct series *series, int64_t horizon_s)
{
    struct forecast_options options = {
        .changepoint = INSTANT_NONE, .horizon_s = horizon_s, .with_paths = true};
    struct forecast forecast = {0};
    struct err err = {0};
    ok(forecast_series(series, &options, &forecast, NULL, &err) == 0, "forecast: %s", err.text);
    return forecast;
}

/// PATHS paths, one after the other.
static double *draw_all(const struct forecast *forecast)
{
    double *value = mem_alloc(PATHS * forecast->n, sizeof *value);
    for (size_t j = 0; j < PATHS; j++)
        forecast_draw_paths(forecast, 7, j, 1, value + j * forecast->n);
    return value;
}

/// The share of paths at most at each quantile of the forecast, over all steps, and the worst step.
static void check_marginals(const struct forecast *forecast, const double *value, const char *what)
{
    for (size_t i = 0; i < FORECAST_LEVELS; i++) {
        double level = forecast_level[i];
        double worst = 0;
        double all = 0;
        for (size_t h = 0; h < forecast->n; h++) {
            double below = 0;
            for (size_t j = 0; j < PATHS; j++)
                below += value[j * forecast->n + h] <= forecast->level[i][h] ? 1.0 / PATHS : 0;
            worst = fmax(worst, fabs(below - level));
            all += below / (double)forecast->n;
        }
        // Five standard errors of 2000 independent paths; the mean over steps is nearer.
        double error = sqrt(level * (1 - level) / PATHS);
        ok(worst < 5 * error, "%s: no step's p%g is off (worst by %.4f, allowed %.4f)", what,
           100 * level, worst, 5 * error);
        ok(fabs(all - level) < 3 * error, "%s: nor are all of them (%.4f)", what, all);
    }
}

/// Correlation of neighbouring steps over the paths.
static double neighbour_correlation(const struct forecast *forecast, const double *value, size_t h)
{
    double sum = 0, sum_next = 0, square = 0, square_next = 0, product = 0;
    for (size_t j = 0; j < PATHS; j++) {
        double a = value[j * forecast->n + h];
        double b = value[j * forecast->n + h + 1];
        sum += a / PATHS;
        sum_next += b / PATHS;
        square += a * a / PATHS;
        square_next += b * b / PATHS;
        product += a * b / PATHS;
    }
    return (product - sum * sum_next) /
           sqrt((square - sum * sum) * (square_next - sum_next * sum_next));
}

static void marginals_and_dependence(void)
{
    struct series series = usual(HOUR_S, 8 * 168, NULL);
    struct forecast forecast = run(&series, 7 * DAY_S);
    double *value = draw_all(&forecast);
    check_marginals(&forecast, value, "hours");
    // Errors a few steps ahead go on as the noise does, with .7.
    near(forecast.paths->errors.lag_one, .7, .15, "the backtest's errors are autocorrelated");
    double mean = 0;
    for (size_t h = 0; h + 1 < forecast.n; h++)
        mean += neighbour_correlation(&forecast, value, h) / (double)(forecast.n - 1);
    near(mean, forecast.paths->errors.lag_one, .05, "and the paths as much");
    free(value);
    forecast_release(&forecast);
    series_release(&series);
}

static void minutes(void)
{
    struct series series = usual(300, 28 * 288, NULL);
    struct forecast forecast = run(&series, DAY_S);
    ok(forecast.paths->hour_share != NULL, "five minutes are drawn by their hours");
    // The noise of neighbouring steps, .7, is left within the hours.
    ok(forecast.paths->within_hour > .3 && forecast.paths->within_hour < .75,
       "with what steps share beside that (%.2f)", forecast.paths->within_hour);
    double *value = draw_all(&forecast);
    check_marginals(&forecast, value, "minutes");
    free(value);
    forecast_release(&forecast);
    series_release(&series);
}

/// The short ladder has paths too; where what is believable bounds several quantiles alike, more
/// of them stay below.
static void short_histories(void)
{
    static const size_t lengths[] = {9, 40, 120};
    for (size_t k = 0; k < 3; k++) {
        struct series series = usual(HOUR_S, lengths[k], NULL);
        struct forecast forecast = run(&series, 6 * HOUR_S);
        double *value = draw_all(&forecast);
        double below = 0;
        for (size_t i = 0; i < PATHS * forecast.n; i++)
            below += value[i] <= forecast.level[2][i % forecast.n];
        ok(below / (double)(PATHS * forecast.n) > .94, "%s: p95 holds on the paths",
           forecast.method);
        free(value);
        forecast_release(&forecast);
        series_release(&series);
    }
}

static void seeds(void)
{
    struct series series = usual(HOUR_S, 500, "web");
    struct series other = usual(HOUR_S, 500, "api");
    struct forecast forecast = run(&series, DAY_S);
    struct forecast second = run(&other, DAY_S);
    double a[24], b[24];
    forecast_draw_paths(&forecast, 1, 3, 1, a);
    forecast_draw_paths(&forecast, 1, 4, 1, b);
    ok(memcmp(a, b, sizeof a) != 0, "another path is another");
    forecast_draw_paths(&forecast, 2, 3, 1, b);
    ok(memcmp(a, b, sizeof a) != 0, "another seed too");
    forecast_draw_paths(&second, 1, 3, 1, b);
    ok(memcmp(a, b, sizeof a) != 0, "another series of the same values too");
    forecast_draw_paths(&forecast, 1, 3, 1, b);
    ok(memcmp(a, b, sizeof a) == 0, "the same again, whatever was drawn between");
    forecast_release(&forecast);
    forecast_release(&second);
    series_release(&series);
    series_release(&other);
}

/// The scores of a path by the definition: one normal after the other, one sum after the other.
static void scores_of(const struct error_process *process, size_t steps, struct random *random,
                      double *score)
{
    const double level = sqrt(process->level_share) * random_normal(random);
    double walk = 0;
    for (size_t h = 0; h < steps; h++) {
        const size_t order = h < process->order ? h : process->order;
        const double *coefficient =
            process->coefficient + (order > 0 ? order * (order - 1) / 2 : 0);
        score[h] = process->deviation[order] * random_normal(random);
        for (size_t i = 0; i < order; i++)
            score[h] += coefficient[i] * score[h - 1 - i];
    }
    for (size_t h = 0; h < steps; h++) {
        score[h] = level + sqrt(1 - process->level_share) * score[h];
        if (h < process->tried)
            continue;
        const double b = (double)(h + 1 - process->tried);
        const double added = process->growth * b + process->drift * b * b;
        walk += random_normal(random);
        score[h] = (score[h] + sqrt(added / b) * walk) / sqrt(1 + added);
    }
}

/// Side by side, each path is the bits of its definition; so is the highest of its values.
static void paths_side_by_side(void)
{
    struct series series = usual(HOUR_S, 3 * 168, "web");
    struct forecast forecast = run(&series, 14 * DAY_S);
    const struct path_source *source = forecast.paths;
    const size_t n = source->steps;
    double *score = mem_alloc(n * PATHS_TOGETHER, sizeof *score);
    double *alone = mem_alloc(n, sizeof *alone);
    struct score_bounds bounds;
    int differ = 0, other_highest = 0;
    score_bounds_init(&bounds, source);
    ok(bounds.edge != NULL && n > source->errors.tried, "bounds, and steps beyond the trials");
    for (size_t first = 0; first < PATHS; first += PATHS_TOGETHER) {
        path_scores_draw(source, 7, first, PATHS_TOGETHER, score);
        for (size_t j = 0; j < PATHS_TOGETHER; j++) {
            struct random stream, random;
            random_seed(&stream, 7, source->stream);
            random_seed(&random, random_bits(&stream), first + j + 1);
            scores_of(&source->errors, n, &random, alone);
            double highest = -INFINITY;
            for (size_t h = 0; h < n; h++) {
                differ += memcmp(&alone[h], &score[h * PATHS_TOGETHER + j], sizeof *alone) != 0;
                highest = fmax(highest, path_value(source, h, alone[h]));
            }
            const double found = score_bounds_highest(&bounds, source, score + j, 0, n);
            other_highest += memcmp(&highest, &found, sizeof found) != 0;
        }
    }
    is_int(differ, 0, "paths side by side are those of the definition, bit by bit");
    is_int(other_highest, 0, "the highest by bounds is the highest of all, bit by bit");
    for (size_t h = 0; h < n; h++)
        score[h * PATHS_TOGETHER] = h % 3 == 0 ? -9 : h % 3 == 1 ? 9 : NAN;
    double most = -INFINITY;
    for (size_t h = 0; h < n; h++)
        most = fmax(most, path_value(source, h, score[h * PATHS_TOGETHER]));
    ok(memcmp(&most, (double[]){score_bounds_highest(&bounds, source, score, 0, n)}, sizeof most) ==
           0,
       "also for scores beyond the ends");
    score_bounds_release(&bounds);
    free(score);
    free(alone);
    forecast_release(&forecast);
    series_release(&series);
}

static void peaks_of_days(void)
{
    struct series series = usual(HOUR_S, 8 * 168, NULL);
    struct forecast forecast = run(&series, 7 * DAY_S + 5 * HOUR_S);
    struct peaks_options options = {.period_s = DAY_S, .paths = PATHS, .seed = 7, .threads = 1};
    struct peaks peaks;
    struct err err = {0};
    ok(peaks_init(&peaks, &forecast, &options, &err) == 0, "peaks of days");
    is_int(peaks.periods, 7, "seven whole days");
    is_int(peaks.left_over, 5, "five hours are left over");
    double least = INFINITY;
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        for (size_t h = 0; h < 24; h++)
            least = fmin(least, peaks.level[i][0] / forecast.level[i][h]);
    ok(least >= 1, "no quantile of a peak is below that of a step (%.3f)", least);
    ok(peaks.level[0][0] < peaks.level[1][0] && peaks.level[1][0] < peaks.level[2][0] &&
           peaks.level[2][0] < peaks.level[3][0],
       "the quantiles of a peak are in order");
    struct peaks again;
    options.threads = 3;
    ok(peaks_init(&again, &forecast, &options, &err) == 0 &&
           memcmp(again.level[3], peaks.level[3], peaks.periods * sizeof(double)) == 0 &&
           memcmp(again.mean, peaks.mean, peaks.periods * sizeof(double)) == 0,
       "three threads give the same");
    peaks_release(&again);
    peaks_release(&peaks);
    forecast_release(&forecast);
    series_release(&series);
}

/// Of hours and of half a day the quantiles are those of the paths.
static void peaks_of_paths(void)
{
    enum { HALF = 12 };
    struct series series = usual(HOUR_S, 8 * 168, NULL);
    struct forecast forecast = run(&series, DAY_S);
    struct peaks_options options = {
        .period_s = HALF * HOUR_S, .paths = PATHS, .seed = 7, .threads = 1};
    struct peaks peaks;
    struct err err = {0};
    double most[PATHS], highest = 0;
    double *value = draw_all(&forecast);
    ok(peaks_init(&peaks, &forecast, &options, &err) == 0, "peaks of half days");
    for (size_t h = 0; h < HALF; h++)
        highest = fmax(highest, forecast.level[0][h]);
    for (size_t j = 0; j < PATHS; j++) {
        most[j] = 0;
        for (size_t h = 0; h < HALF; h++)
            most[j] = fmax(most[j], value[j * forecast.n + h]);
    }
    near(peaks.level[2][0], quantile_present(most, PATHS, .95), 1e-12, "p95 is that of the paths");
    ok(peaks.level[0][0] > highest, "the median peak is above the highest median");
    free(value);
    peaks_release(&peaks);
    forecast_release(&forecast);
    series_release(&series);
}

/// A level that doubled two days before the end: weeks' maxima of before are no bound of the steps
/// to come, nor is a step's quantile above that of its week.
static void peaks_after_a_shift(void)
{
    struct series series = usual(HOUR_S, 8 * 168, NULL);
    for (size_t i = series.n - 48; i < series.n; i++)
        series.value[i] *= 2;
    struct forecast forecast = run(&series, 7 * DAY_S);
    struct peaks_options options = {
        .period_s = 7 * DAY_S, .paths = PEAKS_DEFAULT_PATHS, .seed = 1, .threads = 1};
    struct peaks peaks;
    struct err err = {0};
    double least = INFINITY;
    ok(peaks_init(&peaks, &forecast, &options, &err) == 0, "peaks after a shift");
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        for (size_t h = 0; h < forecast.n; h++)
            least = fmin(least, peaks.level[i][0] / forecast.level[i][h]);
    ok(least >= 1, "no quantile is below that of a step (%.3f)", least);
    peaks_release(&peaks);
    forecast_release(&forecast);
    series_release(&series);
}

/// Weeks alike but for their distance: every seed says nearly the same, and none has a spread that
/// falls from week to week.
static void peaks_of_weeks(void)
{
    enum { SEEDS = 5, WEEKS = 6 };
    struct series series = usual(HOUR_S, 8 * 168, NULL);
    struct forecast forecast = run(&series, WEEKS * 7 * DAY_S);
    double least = INFINITY, most = 0;
    bool is_ordered = true, widens = true;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct peaks_options options = {
            .period_s = 7 * DAY_S, .paths = PEAKS_DEFAULT_PATHS, .seed = seed, .threads = 1};
        struct peaks peaks;
        struct err err = {0};
        if (!ok(peaks_init(&peaks, &forecast, &options, &err) == 0, "peaks of weeks"))
            break;
        for (size_t p = 0; p < peaks.periods; p++) {
            for (size_t i = 1; i < FORECAST_LEVELS; i++) {
                is_ordered = is_ordered && peaks.level[i][p] >= peaks.level[i - 1][p];
                widens =
                    widens && (p == 0 || peaks.level[i][p] / peaks.level[0][p] >
                                             peaks.level[i][p - 1] / peaks.level[0][p - 1] - 1e-9);
            }
        }
        least = fmin(least, peaks.level[3][WEEKS - 1]);
        most = fmax(most, peaks.level[3][WEEKS - 1]);
        peaks_release(&peaks);
    }
    ok(is_ordered, "quantiles of weekly peaks are in order");
    ok(widens, "and spread no less from week to week");
    ok(most / least < 1.03, "p99 differs by under 3 %% between seeds (%.2f)",
       100 * (most / least - 1));
    forecast_release(&forecast);
    series_release(&series);
}

static void refusals(void)
{
    struct series series = usual(HOUR_S, 500, NULL);
    struct forecast forecast = run(&series, 2 * DAY_S);
    struct peaks_options options = {.period_s = 7 * DAY_S, .paths = 500, .seed = 1, .threads = 1};
    struct peaks peaks;
    struct err err = {0};
    ok(peaks_init(&peaks, &forecast, &options, &err) != 0, "a week of two days is refused");
    has_text(err.text, "--peak: 1w is longer than the forecast of 2d", "by name");
    options.period_s = 90 * 60;
    ok(peaks_init(&peaks, &forecast, &options, &err) != 0, "an hour and a half of hours too");
    has_text(err.text, "1h30m is not a multiple of the step of 1h", "with both");
    options.period_s = DAY_S;
    options.paths = 20;
    ok(peaks_init(&peaks, &forecast, &options, &err) != 0, "twenty paths have no p99");
    has_text(err.text, "--paths: 20 are too few", "and that is said");
    ok(paths_check(1000, 43200, 20, 5000000, &err) != 0, "too many values are refused");
    has_text(err.text,
             "1000 paths of 43200 steps for 20 series are 864,000,000 values, at most 5,000,000",
             "with their number");
    has_text(err.text, "fewer paths, a shorter --horizon or a longer --step", "and what to do");
    ok(paths_check(100, 100, 1, 10000, &err) == 0, "as many as allowed are not");
    forecast_release(&forecast);
    series_release(&series);
}

int main(void)
{
    maths_init();
    marginals_and_dependence();
    minutes();
    short_histories();
    seeds();
    paths_side_by_side();
    peaks_of_days();
    peaks_of_paths();
    peaks_after_a_shift();
    peaks_of_weeks();
    refusals();
    return done();
}
