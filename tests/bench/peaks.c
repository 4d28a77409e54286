// The highest value of a week, or of four, on metric exports: how often a bound was short of it,
// and what the bound cost, beside rules that multiply the peaks of the last weeks.
//   build/tests/bench/peaks DAYS ORIGINS FILE ...
// Hourly means, from origins spread over the last half of each file. A file counts once, whatever
// its length. short: share of periods whose peak passed the bound; cost: geometric mean of bound /
// peak; loss: pinball loss of log(peak / bound). Rules: the highest of the last week, and of the
// last four, times what makes them cost as much.
#include "forecast/peaks.h"

#include "base/memory.h"
#include "bench/measures.h"
#include "forecast/forecast.h"
#include "ingest/ingest.h"
#include "maths/maths.h"
#include "series/grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { HOUR_S = 3600, DAY = 24, WEEK = 168, MOST_WINDOWS = 4096, P95 = 2, P99 = 3, WAYS = 3 };

/// One period: logarithms, and which share of a file it is.
struct window {
    double weight;
    double peak, bound[2], rule[WAYS - 1];
};

static struct window window[MOST_WINDOWS];
static size_t windows;

static double highest_of(const double *value, size_t n)
{
    double highest = 0;
    for (size_t i = 0; i < n; i++)
        highest = isnan(value[i]) ? highest : fmax(highest, value[i]);
    return highest;
}

static bool read_first(const char *path, struct series_set *set, struct series *hourly)
{
    struct err err = {0};
    struct ingest_options options = {0};
    struct grid_options grid = {.since = INSTANT_NONE, .until = INSTANT_NONE};
    struct samples samples = {0};
    bool is_read = ingest_file(path, &options, &samples, NULL, &err) == 0 &&
                   grid_build(&samples, &grid, set, NULL, &err) == 0 && set->count > 0 &&
                   set->item[0].step_s <= HOUR_S &&
                   series_resample(&set->item[0], HOUR_S, NULL, hourly, &err) == 0;
    samples_release(&samples);
    return is_read;
}

static void add_window(const struct series *series, size_t origin, size_t steps)
{
    struct series shown = *series;
    struct forecast forecast;
    struct peaks peaks;
    struct err err = {0};
    const struct forecast_options options = {
        .horizon_s = (int64_t)steps * HOUR_S, .changepoint = INSTANT_NONE, .with_paths = true};
    const struct peaks_options asked = {
        .period_s = (int64_t)steps * HOUR_S, .paths = 1000, .seed = 1, .threads = 1};
    double peak = highest_of(series->value + origin, steps);
    double last = highest_of(series->value + origin - WEEK, WEEK);
    size_t before = origin < 4 * WEEK ? origin : 4 * WEEK;
    shown.n = origin;
    if (!(peak > 0) || !(last > 0) || windows == MOST_WINDOWS ||
        forecast_series(&shown, &options, &forecast, NULL, &err) != 0)
        return;
    if (peaks_init(&peaks, &forecast, &asked, &err) == 0 && peaks.level[P95][0] > 0) {
        window[windows++] = (struct window){
            .peak = log(peak),
            .bound = {log(peaks.level[P95][0]), log(peaks.level[P99][0])},
            .rule = {log(last), log(highest_of(series->value + origin - before, before))}};
        peaks_release(&peaks);
    }
    forecast_release(&forecast);
}

static void add_file(const char *path, size_t steps, size_t origins)
{
    struct series_set set = {0};
    struct series series = {0};
    if (read_first(path, &set, &series)) {
        const size_t first = windows, half = series.n / 2 > WEEK ? series.n / 2 : WEEK;
        size_t before = 0;
        for (size_t i = 0; i < origins && half + steps <= series.n; i++) {
            size_t room = series.n - steps - half;
            size_t origin = half + (origins > 1 ? room * i / (origins - 1) : room);
            if (i > 0 && origin < before + DAY)
                continue;
            before = origin;
            add_window(&series, origin, steps);
        }
        for (size_t i = first; i < windows; i++)
            window[i].weight = 1 / (double)(windows - first);
    }
    series_release(&series);
    series_set_release(&set);
}

/// Short, cost and loss of one way at one level; a rule is moved to the cost `like`.
static double print_way(const char *name, size_t way, size_t level, double like)
{
    static const double at[] = {0.95, 0.99};
    double files = 0, cost = 0, passed = 0, loss = 0;
    for (size_t i = 0; i < windows; i++) {
        double bound = way == 0 ? window[i].bound[level] : window[i].rule[way - 1];
        files += window[i].weight;
        cost += window[i].weight * (bound - window[i].peak);
    }
    const double moved = way == 0 ? 0 : like - cost / files;
    for (size_t i = 0; i < windows; i++) {
        double bound = (way == 0 ? window[i].bound[level] : window[i].rule[way - 1]) + moved;
        passed += window[i].weight * (window[i].peak > bound);
        loss += window[i].weight * measure_pinball(window[i].peak, bound, at[level]);
    }
    printf("  %-28s %8.3f %7.1f%% %7.2f %7.4f\n", name, at[level], 100 * passed / files,
           exp(cost / files + moved), loss / files);
    return cost / files;
}

int main(int argc, char **argv)
{
    static const char *const names[WAYS] = {"this", "last week times a factor",
                                            "last four weeks times one"};
    if (argc < 4) {
        fprintf(stderr, "usage: peaks DAYS ORIGINS FILE ...\n");
        return 2;
    }
    maths_init();
    const size_t steps = strtoul(argv[1], NULL, 10) * DAY, origins = strtoul(argv[2], NULL, 10);
    for (int i = 3; i < argc; i++)
        add_file(argv[i], steps, origins);
    printf("%s days, %zu periods\n  %-28s %8s %8s %7s %7s\n", argv[1], windows, "", "level",
           "short", "cost", "loss");
    for (size_t level = 0; level < 2; level++) {
        double cost = 0;
        for (size_t way = 0; way < WAYS; way++) {
            double own = print_way(names[way], way, level, cost);
            cost = way == 0 ? own : cost;
        }
    }
    return 0;
}
