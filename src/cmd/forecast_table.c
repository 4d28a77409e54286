#include "cmd/forecast_table.h"

#include "base/memory.h"
#include "base/str.h"
#include "series/month_step.h"

#include <stdint.h>
#include <stdlib.h>

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
