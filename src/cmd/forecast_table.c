#include "cmd/forecast_table.h"

#include "base/memory.h"
#include "base/str.h"
#include "series/month_step.h"

#include <stdint.h>
#include <stdlib.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step, UTC"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "what tells series apart, under the name of its column, where there are several"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "unit of the numbers that follow"},
    {"mean", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "expected demand"},
    {"p50", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "as likely passed as not"},
    {"p90", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "passed in one step of 10"},
    {"p95", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "passed in one step of 20"},
    {"p99", COLUMN_NUMBER, STYLE_PLAIN, "that of the row", false, "passed in one step of 100"},
    {"event", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "the events that act in this step, with + between them; only with --events"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_forecast = {"the forecast table", columns};

instant forecast_step_called(const struct forecast *forecast, size_t h, const struct zone *zone)
{
    return step_called(forecast->start + (instant)h * forecast->step_s * INSTANT_PER_SECOND,
                       forecast->step_s, zone);
}

/// The column of events: a table keeps texts of its own.
static void add_events(struct table *table, const struct series_forecast *forecasts, size_t count,
                       const struct planned_events *events)
{
    size_t column = table_add_column(table, "event", COLUMN_TEXT, STYLE_PLAIN);
    double *strength = mem_alloc(events->count, sizeof *strength);
    struct str names = {0};
    size_t row = 0;
    for (size_t i = 0; i < count; i++) {
        const struct forecast *forecast = &forecasts[i].forecast;
        int64_t step_ms = forecast->step_s * INSTANT_PER_SECOND;
        for (size_t h = 0; h < forecast->n; h++, row++) {
            instant from = forecast->start + (instant)h * step_ms;
            planned_events_factor(events, forecast->key, from, from + step_ms, strength);
            str_clear(&names);
            planned_events_names(events, strength, &names);
            if (names.length > 0)
                table_set_text(table, row, column, str_text(&names));
        }
    }
    str_release(&names);
    free(strength);
}

void forecast_table_fill(struct table *table, const struct series_forecast *forecasts, size_t count,
                         const char *key, const struct planned_events *events,
                         const struct zone *zone)
{
    bool keyed = false;
    for (size_t i = 0; i < count; i++)
        keyed = keyed || forecasts[i].forecast.key != NULL;
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    size_t key_at = keyed ? table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN) : SIZE_MAX;
    size_t unit_at = table_add_column(table, "unit", COLUMN_TEXT, STYLE_PLAIN);
    static const char *const numbers[] = {"mean", "p50", "p90", "p95", "p99"};
    for (size_t i = 0; i <= FORECAST_LEVELS; i++)
        table_add_column(table, numbers[i], COLUMN_NUMBER, STYLE_PLAIN);
    for (size_t i = 0; i < count; i++) {
        const struct forecast *forecast = &forecasts[i].forecast;
        for (size_t h = 0; h < forecast->n; h++) {
            size_t row = table_add_row(table);
            table_set_time(table, row, 0, forecast_step_called(forecast, h, zone));
            if (keyed)
                table_set_text(table, row, key_at, forecast->key);
            table_set_text(table, row, unit_at, forecast->unit.name);
            table_set_number(table, row, unit_at + 1, forecast->mean[h]);
            for (size_t level = 0; level < FORECAST_LEVELS; level++)
                table_set_number(table, row, unit_at + 2 + level, forecast->level[level][h]);
        }
    }
    if (events != NULL)
        add_events(table, forecasts, count, events);
}
