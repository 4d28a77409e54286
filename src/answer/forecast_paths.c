#include "answer/forecast_paths.h"

#include "answer/answer.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "forecast/paths.h"
#include "forecast/peaks.h"
#include "input/read_series.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { TABLE_MOST_VALUES = 5000000 };

struct path_cells {
    instant time;
    const char *service, *unit;
    double path, value;
};

static const struct schema_column columns_paths[] = {
    FIELD(struct path_cells, time, STYLE_PLAIN, NULL, "start of the step, UTC"),
    FIELD_OPTIONAL(
        struct path_cells, service, STYLE_PLAIN, NULL,
        "what tells series apart, under the name of its column, where there are several"),
    FIELD(struct path_cells, unit, STYLE_PLAIN, NULL, "unit of the numbers that follow"),
    FIELD(struct path_cells, path, STYLE_INTEGER, NULL, "number of the path, from 1"),
    FIELD(struct path_cells, value, STYLE_PLAIN, "that of the row", "demand on this path"),
    FIELD_END,
};

const struct schema schema_paths = {"sample paths, with --paths", columns_paths,
                                    sizeof(struct path_cells)};

struct peak_cells {
    instant time;
    const char *service, *unit;
    double mean, p50, p90, p95, p99;
};

static const struct schema_column columns_peaks[] = {
    FIELD(struct peak_cells, time, STYLE_PLAIN, NULL, "start of the period, UTC"),
    FIELD_OPTIONAL(
        struct peak_cells, service, STYLE_PLAIN, NULL,
        "what tells series apart, under the name of its column, where there are several"),
    FIELD(struct peak_cells, unit, STYLE_PLAIN, NULL, "unit of the numbers that follow"),
    FIELD(struct peak_cells, mean, STYLE_PLAIN, "that of the row", "expected peak of the period"),
    FIELD(struct peak_cells, p50, STYLE_PLAIN, "that of the row",
          "passed by the peak of one period in 2"),
    FIELD(struct peak_cells, p90, STYLE_PLAIN, "that of the row",
          "passed by the peak of one period in 10"),
    FIELD(struct peak_cells, p95, STYLE_PLAIN, "that of the row",
          "passed by the peak of one period in 20"),
    FIELD(struct peak_cells, p99, STYLE_PLAIN, "that of the row",
          "passed by the peak of one period in 100"),
    FIELD_END,
};

const struct schema schema_peaks = {"peaks, with --peak", columns_peaks, sizeof(struct peak_cells)};

// --- paths ---------------------------------------------------------------------------------------

/// What the paths of one series share.
struct draw {
    const struct forecast *forecast;
    uint64_t seed;
    size_t paths;
    double *value; ///< paths x steps
};

/// Draws the paths of group `item`, of PATHS_TOGETHER or, in the last one, fewer.
static void draw_group(void *context, size_t item)
{
    const struct draw *draw = context;
    const size_t first = item * PATHS_TOGETHER, left = draw->paths - first;
    forecast_draw_paths(draw->forecast, draw->seed, first,
                        left < PATHS_TOGETHER ? left : PATHS_TOGETHER,
                        draw->value + first * draw->forecast->n);
}

static void add_paths(struct invocation *invocation, const struct record_writer *writer,
                      const struct forecast *forecast, const struct zone *zone, size_t paths)
{
    struct draw draw = {forecast, (uint64_t)option_whole(invocation, OPT_SEED, PATHS_DEFAULT_SEED),
                        paths, mem_alloc(paths * forecast->n, sizeof(double))};
    parallel_run((paths + PATHS_TOGETHER - 1) / PATHS_TOGETHER, threads_option(invocation),
                 draw_group, &draw);
    for (size_t i = 0; i < paths * forecast->n; i++) {
        const size_t path = i / forecast->n + 1;
        struct path_cells cells;
        record_clear(&schema_paths, &cells);
        cells.time = forecast_step_called(forecast, i % forecast->n, zone);
        cells.service = forecast->key;
        cells.unit = forecast->unit.name;
        cells.path = (double)path;
        cells.value = draw.value[i];
        record_add(writer, &cells);
    }
    free(draw.value);
}

static int fill_paths(struct invocation *invocation, struct table *table,
                      const struct series_forecast *forecasts, size_t count, const char *key,
                      const struct zone *zone, struct err *err)
{
    size_t paths = option_whole(invocation, OPT_PATHS, 0);
    size_t steps = 0;
    if (paths == 0)
        return err_set(err, ERR_USAGE, "--paths: \"0\" leaves nothing to draw; at least 1");
    for (size_t i = 0; i < count; i++)
        steps = forecasts[i].forecast.n > steps ? forecasts[i].forecast.n : steps;
    if (paths_check(paths, steps, count, TABLE_MOST_VALUES, err) != 0)
        return -1;
    struct record_writer writer;
    forecast_record_begin(&writer, table, &schema_paths, forecasts, count, key, false);
    for (size_t i = 0; i < count; i++)
        add_paths(invocation, &writer, &forecasts[i].forecast, zone, paths);
    return 0;
}

// --- peaks ---------------------------------------------------------------------------------------

static void add_peaks(const struct record_writer *writer, const struct forecast *forecast,
                      const struct zone *zone, const struct peaks *peaks)
{
    for (size_t p = 0; p < peaks->periods; p++) {
        struct peak_cells cells;
        record_clear(&schema_peaks, &cells);
        cells.time = forecast_step_called(forecast, p * peaks->steps, zone);
        cells.service = forecast->key;
        cells.unit = forecast->unit.name;
        cells.mean = peaks->mean[p];
        cells.p50 = peaks->level[FORECAST_P50][p];
        cells.p90 = peaks->level[FORECAST_P90][p];
        cells.p95 = peaks->level[FORECAST_P95][p];
        cells.p99 = peaks->level[FORECAST_P99][p];
        record_add(writer, &cells);
    }
}

static int fill_peaks(struct invocation *invocation, struct table *table,
                      const struct series_forecast *forecasts, size_t count, const char *key,
                      const struct zone *zone, struct err *err)
{
    struct peaks_options options = {
        .period_s = (int64_t)fmin(option_number(invocation, OPT_PEAK), 1e12),
        .paths = option_whole(invocation, OPT_PATHS, 0),
        .seed = (uint64_t)option_whole(invocation, OPT_SEED, PATHS_DEFAULT_SEED),
        .threads = threads_option(invocation),
    };
    struct record_writer writer;
    forecast_record_begin(&writer, table, &schema_peaks, forecasts, count, key, false);
    for (size_t i = 0; i < count; i++) {
        struct peaks peaks;
        if (peaks_init(&peaks, &forecasts[i].forecast, &options, err) != 0)
            return -1;
        add_peaks(&writer, &forecasts[i].forecast, zone, &peaks);
        if (peaks.left_over > 0)
            notes_add(&invocation->notes, NOTE_INFO, "peak-rest",
                      "%zu steps after the last whole %s are left out", peaks.left_over,
                      option_text(invocation, OPT_PEAK));
        peaks_release(&peaks);
    }
    return 0;
}

bool wants_paths(const struct invocation *invocation)
{
    return option_given(invocation, OPT_PATHS) || option_given(invocation, OPT_PEAK);
}

int write_paths(struct invocation *invocation, const struct series_forecast *forecasts,
                size_t count, const char *key, const struct zone *zone, struct err *err)
{
    struct table table = {0};
    int status = option_given(invocation, OPT_PEAK)
                     ? fill_peaks(invocation, &table, forecasts, count, key, zone, err)
                     : fill_paths(invocation, &table, forecasts, count, key, zone, err);
    if (status == 0)
        status = answer_put_table(invocation, &table, err);
    table_release(&table);
    return status;
}
