#include "answer/forecast_answer.h"

#include "answer/words.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/str.h"
#include "base/unit.h"
#include "drawing/chart.h"
#include "drawing/chart_axis.h"
#include "series/month_step.h"
#include "time/clock_time.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, WEEK_S = 604800, MOST_DAYS = 16, DIGITS = 4 };

static const char *percent(struct arena *arena, double share)
{
    char text[NUMBER_TEXT_MAX];
    return isnan(share) ? "unknown" : arena_strdup(arena, percent_format(text, share, 2));
}

/// Whole days from two days on: nobody reads "13d23h55m".
static const char *span(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    if (seconds >= 2 * DAY_S)
        seconds = round(seconds / DAY_S) * DAY_S;
    return arena_strdup(arena, duration_format(text, seconds));
}

const char *forecast_method_text(struct arena *arena, const struct forecast *forecast)
{
    const struct backtest *backtest = &forecast->backtest;
    const char *method = strcmp(forecast->method, "ensemble") == 0 ? "nine robust models combined"
                         : strcmp(forecast->method, "drift") == 0  ? "damped drift"
                         : strcmp(forecast->method, "empirical") == 0
                             ? "how often which value occurred"
                         : strcmp(forecast->method, "stock") == 0
                             ? "trends of what fills up, weighed by how well they told the next "
                               "value"
                         : strcmp(forecast->method, "smoothing") == 0
                             ? "exponential smoothing, settings by their likelihood"
                             : "seasonal naive";
    if (backtest->origins == 0 || isnan(backtest->skill))
        return arena_printf(arena, "%s; the history is too short or too even for a backtest",
                            method);
    double tested_s = (double)backtest->steps * (double)backtest->step_s;
    double horizon_s = (double)forecast->n * (double)forecast->step_s;
    const char *asked = horizon_s > tested_s + (double)backtest->step_s
                            ? arena_printf(arena, " (of the horizon's %s)", span(arena, horizon_s))
                            : "";
    return arena_printf(
        arena, "%s; backtest of %zu forecast%s over %s%s: error %s of seasonal naive's%s%s%s",
        method, backtest->origins, backtest->origins == 1 ? "" : "s", span(arena, tested_s), asked,
        percent(arena, 1 - backtest->skill), isnan(backtest->coverage_p95) ? "" : ", p95 covered ",
        isnan(backtest->coverage_p95) ? "" : percent(arena, backtest->coverage_p95),
        isnan(backtest->coverage_p99)
            ? ""
            : arena_printf(arena, ", p99 %s", percent(arena, backtest->coverage_p99)));
}

/// The last part of the history, twice as long as the forecast, with the forecast behind it.
static void add_chart(struct document *document, const struct series_forecast *of,
                      const struct zone *zone)
{
    const struct series *series = of->series;
    const struct forecast *forecast = &of->forecast;
    size_t shown = 2 * forecast->n < series->n ? 2 * forecast->n : series->n;
    size_t from = series->n - shown;
    struct chart_layer layers[] = {
        {.name = "history",
         .texture = CHART_SOLID,
         .start = clock_time(zone, series_time(series, from)),
         .step_s = series->step_s,
         .n = shown,
         .high = series->value + from},
        {.name = "forecast (mean to p95)",
         .texture = CHART_DOTTED,
         .start = clock_time(zone, forecast->start),
         .step_s = forecast->step_s,
         .n = forecast->n,
         .low = forecast->mean,
         .high = forecast->level[FORECAST_P95]},
    };
    struct chart chart = {.y_title = series->unit.name,
                          .y_unit = &series->unit,
                          .layer = layers,
                          .layers = 2,
                          .now = clock_time(zone, forecast->start)};
    document_chart(document, &chart, "The history and the forecast behind it.");
}

/// What a stretch of steps comes to.
struct stretch {
    double mean;
    double highest[FORECAST_LEVELS];
    size_t peak; ///< step of the highest p95
};

static struct stretch stretch_of(const struct forecast *forecast, size_t from, size_t to)
{
    struct stretch stretch = {.peak = from};
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        stretch.highest[i] = -INFINITY;
    for (size_t h = from; h < to; h++) {
        stretch.mean += forecast->mean[h] / (double)(to - from);
        if (forecast->level[FORECAST_P95][h] > stretch.highest[FORECAST_P95])
            stretch.peak = h;
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            stretch.highest[i] = fmax(stretch.highest[i], forecast->level[i][h]);
    }
    return stretch;
}

/// The first step whose clock is `length_s` beyond that of step `from`: a day of 23 or 25 hours is
/// one day.
static size_t stretch_end(const struct forecast *forecast, const struct zone *zone, size_t from,
                          int64_t length_s)
{
    int64_t step_ms = forecast->step_s * INSTANT_PER_SECOND;
    instant begin = clock_time(zone, forecast->start + (instant)from * step_ms);
    size_t to = from + 1;
    while (to < forecast->n && clock_time(zone, forecast->start + (instant)to * step_ms) - begin <
                                   length_s * INSTANT_PER_SECOND)
        to++;
    return to;
}

/// A time in a cell: by the clock of the zone where there is one.
static void put_time(struct table *table, size_t row, const char *column, struct arena *arena,
                     const struct zone *zone, instant time)
{
    if (zone == NULL)
        table_put_time(table, row, column, time);
    else
        table_put_text(table, row, column, clock_time_text(arena, zone, time));
}

/// A number in a cell: bytes are counted in the unit of the axis, which the column's name ends in.
static void put_number(struct table *table, size_t row, const char *column, struct arena *arena,
                       const struct axis_unit *unit, double value)
{
    table_put_number(table, row, arena_printf(arena, "%s%s", column, unit->name), STYLE_PLAIN,
                     value / unit->worth);
}

/// A row a day up to MOST_DAYS days, else a row a week (or a step, where that is longer).
static void add_stretches(struct document *document, const struct forecast *forecast,
                          const struct zone *zone)
{
    int64_t horizon_s = (int64_t)forecast->n * forecast->step_s;
    int64_t length_s = horizon_s <= (int64_t)MOST_DAYS * DAY_S ? DAY_S : WEEK_S;
    struct table table = {0};
    struct arena arena = {0};
    double most = stretch_of(forecast, 0, forecast->n).highest[FORECAST_P99];
    struct axis_unit unit = chart_axis_unit(&forecast->unit, most);
    for (size_t from = 0; from < forecast->n;) {
        size_t to = stretch_end(forecast, zone, from, length_s);
        struct stretch stretch = stretch_of(forecast, from, to);
        size_t row = table_add_row(&table);
        put_time(&table, row, "from", &arena, zone, forecast_step_called(forecast, from, zone));
        put_number(&table, row, "mean", &arena, &unit, stretch.mean);
        put_number(&table, row, "highest_p50", &arena, &unit, stretch.highest[FORECAST_P50]);
        put_number(&table, row, "highest_p95", &arena, &unit, stretch.highest[FORECAST_P95]);
        put_number(&table, row, "highest_p99", &arena, &unit, stretch.highest[FORECAST_P99]);
        put_time(&table, row, "peak_at", &arena, zone,
                 forecast_step_called(forecast, stretch.peak, zone));
        from = to;
    }
    document_rows(document, &table);
    arena_release(&arena);
}

static void add_facts(struct document *document, const struct series_forecast *of,
                      const struct zone *zone)
{
    const struct series *series = of->series;
    const struct forecast *forecast = &of->forecast;
    struct arena arena = {0};
    char step[UNIT_NAME_MAX];
    struct stretch all = stretch_of(forecast, 0, forecast->n);
    document_fact(document, "history", "%s from %s, step %s",
                  span(&arena, (double)series->n * (double)series->step_s),
                  clock_time_text(&arena, zone, step_called(series->start, series->step_s, zone)),
                  duration_format(step, (double)series->step_s));
    document_fact(document, "horizon", "%s to %s",
                  span(&arena, (double)forecast->n * (double)forecast->step_s),
                  clock_time_text(&arena, zone, forecast_step_called(forecast, forecast->n, zone)));
    if (zone != NULL)
        document_fact(document, "times", "by the clock of %s", zone_name(zone));
    const struct unit *unit = &forecast->unit;
    double most = all.highest[FORECAST_P99];
    document_fact(document, "expected", "mean %s, highest %s",
                  words_number_as(&arena, all.mean, unit, most),
                  words_measure_as(&arena, all.highest[FORECAST_P50], words_number, unit, most));
    document_fact(document, "upper bounds", "highest p95 %s, highest p99 %s",
                  words_number_as(&arena, all.highest[FORECAST_P95], unit, most),
                  words_measure_as(&arena, most, words_number, unit, most));
    document_fact(document, "method", "%s", forecast_method_text(&arena, forecast));
    arena_release(&arena);
}

/// A row a service.
static void add_services(struct document *document, const struct series_forecast *forecasts,
                         size_t count, const char *key)
{
    struct table table = {0};
    for (size_t i = 0; i < count; i++) {
        const struct forecast *forecast = &forecasts[i].forecast;
        struct stretch all = stretch_of(forecast, 0, forecast->n);
        size_t row = table_add_row(&table);
        table_put_text(&table, row, key, forecast->key);
        struct axis_unit unit = chart_axis_unit(&forecast->unit, all.highest[FORECAST_P99]);
        table_put_text(&table, row, "unit",
                       unit.name[0] == '\0' ? forecast->unit.name : unit.name + 1);
        table_put_number(&table, row, "mean", STYLE_PLAIN, all.mean / unit.worth);
        table_put_number(&table, row, "highest_p50", STYLE_PLAIN,
                         all.highest[FORECAST_P50] / unit.worth);
        table_put_number(&table, row, "highest_p95", STYLE_PLAIN,
                         all.highest[FORECAST_P95] / unit.worth);
        table_put_number(&table, row, "highest_p99", STYLE_PLAIN,
                         all.highest[FORECAST_P99] / unit.worth);
        table_put_number(&table, row, "skill", STYLE_RATIO, forecast->backtest.skill);
        table_put_text(&table, row, "method", forecast->method);
    }
    document_rows(document, &table);
}

void forecast_document(struct document *document, const struct series_forecast *forecasts,
                       size_t count, const char *key, const struct zone *zone)
{
    const struct forecast *first = &forecasts[0].forecast;
    char name[128];
    err_quote(name, sizeof name, first->name, strlen(first->name));
    if (count > 1) {
        document_title(document, "Forecast of %s for %zu series", name, count);
        add_services(document, forecasts, count, key);
        return;
    }
    document_title(document, "Forecast of %s", name);
    add_facts(document, &forecasts[0], zone);
    add_chart(document, &forecasts[0], zone);
    add_stretches(document, first, zone);
}

struct forecast_cells {
    instant time;
    const char *service, *unit;
    double mean, p50, p90, p95, p99;
    const char *event;
};

static const struct schema_column columns[] = {
    FIELD(struct forecast_cells, time, STYLE_PLAIN, NULL, "start of the step, UTC"),
    FIELD_OPTIONAL(
        struct forecast_cells, service, STYLE_PLAIN, NULL,
        "what tells series apart, under the name of its column, where there are several"),
    FIELD(struct forecast_cells, unit, STYLE_PLAIN, NULL, "unit of the numbers that follow"),
    FIELD(struct forecast_cells, mean, STYLE_PLAIN, "that of the row", "expected demand"),
    FIELD(struct forecast_cells, p50, STYLE_PLAIN, "that of the row", "as likely passed as not"),
    FIELD(struct forecast_cells, p90, STYLE_PLAIN, "that of the row", "passed in one step of 10"),
    FIELD(struct forecast_cells, p95, STYLE_PLAIN, "that of the row", "passed in one step of 20"),
    FIELD(struct forecast_cells, p99, STYLE_PLAIN, "that of the row", "passed in one step of 100"),
    FIELD_OPTIONAL(struct forecast_cells, event, STYLE_PLAIN, NULL,
                   "the events that act in this step, with + between them; only with --events"),
    FIELD_END,
};

const struct schema schema_forecast = {"the forecast table", columns,
                                       sizeof(struct forecast_cells)};

instant forecast_step_called(const struct forecast *forecast, size_t h, const struct zone *zone)
{
    return step_called(forecast->start + (instant)h * forecast->step_s * INSTANT_PER_SECOND,
                       forecast->step_s, zone);
}

/// The names of the events that act from `from` to `to`; NULL when none does. `strength` has room
/// for one each, `names` holds the text.
static const char *events_between(const struct planned_events *events, const char *key,
                                  instant from, instant to, double *strength, struct str *names)
{
    planned_events_factor(events, key, from, to, strength);
    str_clear(names);
    planned_events_names(events, strength, names);
    return names->length > 0 ? str_text(names) : NULL;
}

static void fill_series(const struct record_writer *writer, const struct forecast *forecast,
                        const struct planned_events *events, const struct zone *zone)
{
    int64_t step_ms = forecast->step_s * INSTANT_PER_SECOND;
    double *strength = events == NULL ? NULL : mem_alloc(events->count, sizeof *strength);
    struct str names = {0};
    for (size_t h = 0; h < forecast->n; h++) {
        instant from = forecast->start + (instant)h * step_ms;
        struct forecast_cells cells;
        record_clear(&schema_forecast, &cells);
        cells.time = forecast_step_called(forecast, h, zone);
        cells.service = forecast->key;
        cells.unit = forecast->unit.name;
        cells.mean = forecast->mean[h];
        cells.p50 = forecast->level[FORECAST_P50][h];
        cells.p90 = forecast->level[FORECAST_P90][h];
        cells.p95 = forecast->level[FORECAST_P95][h];
        cells.p99 = forecast->level[FORECAST_P99][h];
        if (events != NULL)
            cells.event =
                events_between(events, forecast->key, from, from + step_ms, strength, &names);
        record_add(writer, &cells);
    }
    str_release(&names);
    free(strength);
}

void forecast_record_begin(struct record_writer *writer, struct table *table,
                           const struct schema *schema, const struct series_forecast *forecasts,
                           size_t count, const char *key, bool has_events)
{
    const char *skip[3] = {NULL};
    size_t skips = 0;
    bool keyed = false;
    for (size_t i = 0; i < count; i++)
        keyed = keyed || forecasts[i].forecast.key != NULL;
    if (!keyed)
        skip[skips++] = "service";
    if (!has_events)
        skip[skips++] = "event";
    record_begin(writer, table, schema, skip);
    record_rename(writer, "service", key);
}

void forecast_table_fill(struct table *table, const struct series_forecast *forecasts, size_t count,
                         const char *key, const struct planned_events *events,
                         const struct zone *zone)
{
    struct record_writer writer;
    forecast_record_begin(&writer, table, &schema_forecast, forecasts, count, key, events != NULL);
    for (size_t i = 0; i < count; i++)
        fill_series(&writer, &forecasts[i].forecast, events, zone);
}
