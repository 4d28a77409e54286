#include "cmd/forecast_table.h"

#include <stdint.h>

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
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_forecast = {"the forecast table", columns};

void forecast_table_fill(struct table *table, const struct outcome *outcomes, size_t count,
                         const char *key)
{
    bool keyed = false;
    for (size_t i = 0; i < count; i++)
        keyed = keyed || outcomes[i].forecast.key != NULL;
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    size_t key_at = keyed ? table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN) : SIZE_MAX;
    size_t unit_at = table_add_column(table, "unit", COLUMN_TEXT, STYLE_PLAIN);
    static const char *const numbers[] = {"mean", "p50", "p90", "p95", "p99"};
    for (size_t i = 0; i <= FORECAST_LEVELS; i++)
        table_add_column(table, numbers[i], COLUMN_NUMBER, STYLE_PLAIN);
    for (size_t i = 0; i < count; i++) {
        const struct forecast *forecast = &outcomes[i].forecast;
        for (size_t h = 0; h < forecast->n; h++) {
            size_t row = table_add_row(table);
            table_set_time(table, row, 0,
                           forecast->start + (instant)h * forecast->step_s * INSTANT_PER_SECOND);
            if (keyed)
                table_set_text(table, row, key_at, forecast->key);
            table_set_text(table, row, unit_at, forecast->unit.name);
            table_set_number(table, row, unit_at + 1, forecast->mean[h]);
            for (size_t level = 0; level < FORECAST_LEVELS; level++)
                table_set_number(table, row, unit_at + 2 + level, forecast->level[level][h]);
        }
    }
}
