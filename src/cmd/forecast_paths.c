#include "cmd/forecast_paths.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "cmd/read_series.h"
#include "forecast/paths.h"
#include "forecast/peaks.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { TABLE_MOST_VALUES = 5000000 };

#define COLUMN_SERVICE                                                                             \
    {                                                                                              \
        "service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,                                           \
            "what tells series apart, under the name of its column, where there are several"       \
    }
#define COLUMN_UNIT                                                                                \
    {                                                                                              \
        "unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "unit of the numbers that follow"           \
    }
#define COLUMN_PEAK(name, help)                                                                    \
    {                                                                                              \
        name, COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, help                           \
    }

static const struct schema_column columns_paths[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step, UTC"},
    COLUMN_SERVICE,
    COLUMN_UNIT,
    {"path", COLUMN_NUMBER, STYLE_INTEGER, NULL, false, "number of the path, from 1"},
    {"value", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "demand on this path"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_paths = {"sample paths, with --paths", columns_paths};

static const struct schema_column columns_peaks[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the period, UTC"},
    COLUMN_SERVICE,
    COLUMN_UNIT,
    COLUMN_PEAK("mean", "expected peak of the period"),
    COLUMN_PEAK("p50", "passed by the peak of one period in 2"),
    COLUMN_PEAK("p90", "passed by the peak of one period in 10"),
    COLUMN_PEAK("p95", "passed by the peak of one period in 20"),
    COLUMN_PEAK("p99", "passed by the peak of one period in 100"),
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_peaks = {"peaks, with --peak", columns_peaks};

/// Where the columns of one table are.
struct places {
    size_t key; ///< SIZE_MAX: no series has one
    size_t unit;
    const struct zone *zone; ///< by whose clock months begin
};

static struct places add_columns(struct table *table, const struct series_forecast *forecasts,
                                 size_t count, const char *key, const struct zone *zone,
                                 const struct schema *schema)
{
    struct places places = {SIZE_MAX, 0, zone};
    bool keyed = false;
    for (size_t i = 0; i < count; i++)
        keyed = keyed || forecasts[i].forecast.key != NULL;
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    if (keyed)
        places.key = table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN);
    places.unit = table_add_column(table, "unit", COLUMN_TEXT, STYLE_PLAIN);
    for (const struct schema_column *column = schema->column; column->name != NULL; column++)
        if (column->type == COLUMN_NUMBER)
            table_add_column(table, column->name, COLUMN_NUMBER, column->style);
    return places;
}

/// A row for step `h` of a forecast, without its numbers.
static size_t add_row(struct table *table, const struct places *places,
                      const struct forecast *forecast, size_t h)
{
    size_t row = table_add_row(table);
    table_set_time(table, row, 0, forecast_step_called(forecast, h, places->zone));
    if (places->key != SIZE_MAX)
        table_set_text(table, row, places->key, forecast->key);
    table_set_text(table, row, places->unit, forecast->unit.name);
    return row;
}

// --- paths ---------------------------------------------------------------------------------------

/// What the paths of one series share.
struct draw {
    const struct forecast *forecast;
    uint64_t seed;
    double *value; ///< paths x steps
};

static void draw_path(void *context, size_t path)
{
    const struct draw *draw = context;
    forecast_draw_path(draw->forecast, draw->seed, path, draw->value + path * draw->forecast->n);
}

static void add_paths(struct invocation *invocation, struct table *table,
                      const struct places *places, const struct forecast *forecast, size_t paths)
{
    struct draw draw = {forecast, (uint64_t)option_whole(invocation, OPT_SEED, PATHS_DEFAULT_SEED),
                        mem_alloc(paths * forecast->n, sizeof(double))};
    parallel_run(paths, threads_option(invocation), draw_path, &draw);
    for (size_t i = 0; i < paths * forecast->n; i++) {
        size_t row = add_row(table, places, forecast, i % forecast->n);
        size_t path = i / forecast->n + 1;
        table_set_number(table, row, places->unit + 1, (double)path);
        table_set_number(table, row, places->unit + 2, draw.value[i]);
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
    struct places places = add_columns(table, forecasts, count, key, zone, &schema_paths);
    for (size_t i = 0; i < count; i++)
        add_paths(invocation, table, &places, &forecasts[i].forecast, paths);
    return 0;
}

// --- peaks ---------------------------------------------------------------------------------------

static void add_peaks(struct table *table, const struct places *places,
                      const struct forecast *forecast, const struct peaks *peaks)
{
    for (size_t p = 0; p < peaks->periods; p++) {
        size_t row = add_row(table, places, forecast, p * peaks->steps);
        table_set_number(table, row, places->unit + 1, peaks->mean[p]);
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            table_set_number(table, row, places->unit + 2 + i, peaks->level[i][p]);
    }
}

static int fill_peaks(struct invocation *invocation, struct table *table,
                      const struct series_forecast *forecasts, size_t count, const char *key,
                      const struct zone *zone, struct err *err)
{
    struct peaks_options options = {
        .period_s = (int64_t)fmin(option_number(invocation, OPT_PEAK), 1e12),
        .paths = option_whole(invocation, OPT_PATHS, PEAKS_DEFAULT_PATHS),
        .seed = (uint64_t)option_whole(invocation, OPT_SEED, PATHS_DEFAULT_SEED),
        .threads = threads_option(invocation),
    };
    struct places places = add_columns(table, forecasts, count, key, zone, &schema_peaks);
    for (size_t i = 0; i < count; i++) {
        struct peaks peaks;
        if (peaks_init(&peaks, &forecasts[i].forecast, &options, err) != 0)
            return -1;
        add_peaks(table, &places, &forecasts[i].forecast, &peaks);
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
        status = output_table(invocation, &table, err);
    table_release(&table);
    return status;
}
