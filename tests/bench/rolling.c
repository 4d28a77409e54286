// Accuracy on metric exports: forecasts from origins spread over the last half of each file, beside
// seasonal naive with the quantiles of its own past errors.
//   build/tests/bench/rolling DAYS ORIGINS FILE ...
// Columns: mean absolute error over that of seasonal naive; coverage of p95 and p99; pinball loss
// of both over that of seasonal naive; highest p95 over the highest value; CPU milliseconds a
// forecast.
#include "base/memory.h"
#include "bench/measures.h"
#include "forecast/forecast.h"
#include "forecast/peaks.h"
#include "ingest/ingest.h"
#include "maths/maths.h"
#include "maths/quantile.h"
#include "series/grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_S = 86400, WEEK_S = 604800, P95 = 2, P99 = 3, PEAK_PATHS = 400 };

/// Sums over steps and origins.
struct scores {
    double error, error_naive;
    double below[FORECAST_LEVELS];
    double pinball[FORECAST_LEVELS], pinball_naive[FORECAST_LEVELS];
    double steps;
    double peak, peak_naive, peak_p95, peak_p99, peak_loss, peaks; ///< of whole weeks
    double seconds, forecasts;
};

static size_t season_of(const struct series *series)
{
    return series->step_s < DAY_S ? (size_t)(DAY_S / series->step_s) : 7;
}

/// The q-quantile of what seasonal naive missed by before the origin.
static double naive_quantile(const struct series *series, size_t origin, size_t ahead, double q)
{
    size_t season = season_of(series);
    size_t lag = season * (ahead / season + 1);
    double *change = mem_alloc(origin, sizeof *change);
    size_t count = 0;
    for (size_t t = lag; t < origin; t++) {
        double difference = series->value[t] - series->value[t - lag];
        if (!isnan(difference))
            change[count++] = difference;
    }
    double quantile = count > 0 ? quantile_select(change, count, q) : 0;
    free(change);
    return quantile;
}

static void score(const struct series *series, size_t origin, const struct forecast *forecast,
                  struct scores *scores)
{
    size_t season = season_of(series);
    double missed[FORECAST_LEVELS] = {0};
    for (size_t h = 0; h < forecast->n; h++) {
        if (h % season == 0)
            for (size_t i = P95; i <= P99; i++)
                missed[i] = naive_quantile(series, origin, h, forecast_level[i]);
        double value = series->value[origin + h];
        double naive = series->value[origin - season + h % season];
        if (isnan(value) || isnan(naive))
            continue;
        scores->error += fabs(value - forecast->mean[h]);
        scores->error_naive += fabs(value - naive);
        scores->steps++;
        for (size_t i = P95; i <= P99; i++) {
            double p = forecast->level[i][h];
            scores->below[i] += value <= p ? 1 : 0;
            scores->pinball[i] += measure_pinball(value, p, forecast_level[i]);
            scores->pinball_naive[i] +=
                measure_pinball(value, naive + missed[i], forecast_level[i]);
        }
    }
}

static double highest_of(const double *value, size_t n)
{
    double highest = 0;
    for (size_t i = 0; i < n; i++)
        highest = isnan(value[i]) ? highest : fmax(highest, value[i]);
    return highest;
}

/// The peaks of the weeks ahead, beside that of the last week.
static void score_peaks(const struct series *series, size_t origin, const struct forecast *forecast,
                        struct scores *scores)
{
    struct peaks_options options = {
        .period_s = WEEK_S, .paths = PEAK_PATHS, .seed = 1, .threads = 1};
    size_t week = (size_t)(WEEK_S / series->step_s);
    struct peaks peaks;
    struct err err = {0};
    if (origin < week || forecast->n < week || peaks_init(&peaks, forecast, &options, &err) != 0)
        return;
    double last = highest_of(series->value + origin - week, week);
    for (size_t w = 0; w < peaks.periods; w++) {
        double highest = highest_of(series->value + origin + w * week, week);
        if (!(highest > 0) || !(last > 0) || !(peaks.level[0][w] > 0))
            continue;
        scores->peak += fabs(log(peaks.level[0][w] / highest));
        scores->peak_naive += fabs(log(last / highest));
        scores->peak_p95 += highest <= peaks.level[P95][w];
        scores->peak_p99 += highest <= peaks.level[P99][w];
        scores->peak_loss += measure_pinball(1, peaks.level[P95][w] / highest, 0.95);
        scores->peaks++;
    }
    peaks_release(&peaks);
}

static bool score_origin(const struct series *series, size_t origin, double days,
                         struct scores *scores)
{
    struct series shown = *series;
    shown.n = origin;
    struct forecast_options options = {
        .horizon_s = (int64_t)(days * DAY_S), .changepoint = INSTANT_NONE, .with_paths = days >= 7};
    struct forecast forecast;
    struct err err = {0};
    clock_t begin = clock();
    if (forecast_series(&shown, &options, &forecast, NULL, &err) != 0) {
        fprintf(stderr, "rolling: %s\n", err.text);
        return false;
    }
    scores->seconds += (double)(clock() - begin) / CLOCKS_PER_SEC;
    scores->forecasts++;
    score(series, origin, &forecast, scores);
    score_peaks(series, origin, &forecast, scores);
    forecast_release(&forecast);
    return true;
}

static void print_scores(const char *name, double days, const struct scores *scores)
{
    printf("%-44.44s %4gd %6.3f %6.3f %6.3f %6.3f %6.3f %7.1f", name, days,
           scores->error / scores->error_naive, scores->below[P95] / scores->steps,
           scores->below[P99] / scores->steps, scores->pinball[P95] / scores->pinball_naive[P95],
           scores->pinball[P99] / scores->pinball_naive[P99],
           1000 * scores->seconds / scores->forecasts);
    if (scores->peaks > 0)
        printf(" %6.1f %6.1f %6.3f %6.3f %6.3f", 100 * scores->peak / scores->peaks,
               100 * scores->peak_naive / scores->peaks, scores->peak_p95 / scores->peaks,
               scores->peak_p99 / scores->peaks, scores->peak_loss / scores->peaks);
    putchar('\n');
}

static bool read_first(const char *path, struct series_set *set)
{
    struct err err = {0};
    struct ingest_options options = {0};
    struct grid_options grid = {.since = INSTANT_NONE, .until = INSTANT_NONE};
    struct samples samples = {0};
    bool is_read = ingest_file(path, &options, &samples, NULL, &err) == 0 &&
                   grid_build(&samples, &grid, set, NULL, &err) == 0 && set->count > 0;
    if (!is_read)
        fprintf(stderr, "rolling: %s: %s\n", path, err.text);
    samples_release(&samples);
    return is_read;
}

/// Scores the first series of a file; its ratios count once in `means`, whatever its length.
static void score_file(const char *path, double days, size_t origins, struct scores *means)
{
    struct series_set set = {0};
    if (read_first(path, &set)) {
        const struct series *series = &set.item[0];
        size_t steps = (size_t)(days * DAY_S / (double)series->step_s);
        size_t half = series->n / 2;
        struct scores scores = {0};
        for (size_t i = 0;
             i < origins && steps > 0 && half + steps <= series->n && half >= 2 * season_of(series);
             i++) {
            size_t room = series->n - steps - half;
            if (!score_origin(series, half + (origins > 1 ? room * i / (origins - 1) : room), days,
                              &scores))
                break;
        }
        const char *name = strrchr(path, '/');
        if (scores.steps > 0) {
            print_scores(name == NULL ? path : name + 1, days, &scores);
            means->error += scores.error / scores.error_naive;
            for (size_t i = P95; i <= P99; i++) {
                means->below[i] += scores.below[i] / scores.steps;
                means->pinball[i] += scores.pinball[i] / scores.pinball_naive[i];
                means->pinball_naive[i] += 1;
            }
            means->error_naive += 1;
            means->steps += 1;
            if (scores.peaks > 0) {
                means->peak += scores.peak / scores.peaks;
                means->peak_naive += scores.peak_naive / scores.peaks;
                means->peak_p95 += scores.peak_p95 / scores.peaks;
                means->peak_p99 += scores.peak_p99 / scores.peaks;
                means->peak_loss += scores.peak_loss / scores.peaks;
                means->peaks += 1;
            }
            means->seconds += scores.seconds / scores.forecasts;
            means->forecasts += 1;
        }
    }
    series_set_release(&set);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: rolling DAYS ORIGINS FILE ...\n");
        return 2;
    }
    maths_init();
    double days = strtod(argv[1], NULL);
    size_t origins = strtoul(argv[2], NULL, 10);
    struct scores means = {0};
    printf("%-44s %5s %6s %6s %6s %6s %6s %7s %6s %6s %6s %6s %6s\n", "file", "ahead", "error",
           "p95", "p99", "loss95", "loss99", "ms", "peak%", "last%", "peak95", "peak99", "loss");
    for (int i = 3; i < argc; i++)
        score_file(argv[i], days, origins, &means);
    if (means.steps > 0)
        print_scores("mean", days, &means);
    return 0;
}
