// The forecast table, and the answer for people made from the same forecasts.
#ifndef HEADROOM_ANSWER_FORECAST_ANSWER_H
#define HEADROOM_ANSWER_FORECAST_ANSWER_H

#include "answer/document.h"
#include "forecast/forecast.h"
#include "series/series.h"
#include "table/schema.h"

#include <stdbool.h>
#include <stddef.h>

extern const struct schema schema_forecast;

/// A series and what comes after it.
struct series_forecast {
    const struct series *series;
    struct forecast forecast;
};

/// Adds the columns of a table of forecasts to an empty table. `key` names the column of services;
/// it is left out when no forecast has a key.
void forecast_record_begin(struct record_writer *writer, struct table *table,
                           const struct schema *schema, const struct series_forecast *forecasts,
                           size_t count, const char *key, bool has_events);

/// Adds the columns to an empty table and a row for every step of every forecast. `key` names the
/// column of services; it is left out when no forecast has a key. With `events` (NULL: none) a last
/// column names those that act in each step. Months begin by the zone's clock (NULL: UTC).
void forecast_table_fill(struct table *table, const struct series_forecast *forecasts, size_t count,
                         const char *key, const struct planned_events *events,
                         const struct zone *zone);

/// By what step `h` of a forecast is called.
instant forecast_step_called(const struct forecast *forecast, size_t h, const struct zone *zone);

/// One series: what was done, a chart, a table by day or week. Several: a row a service. Times and
/// days are those of the zone's clock (NULL: UTC).
void forecast_document(struct document *document, const struct series_forecast *forecasts,
                       size_t count, const char *key, const struct zone *zone);

/// One sentence on the method and its backtest.
const char *forecast_method_text(struct arena *arena, const struct forecast *forecast);

#endif
