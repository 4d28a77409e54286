// The forecast of a stock: its trends and clean-ups carried on, in place of the models of demand.
#ifndef HEADROOM_FORECAST_STOCK_FORECAST_H
#define HEADROOM_FORECAST_STOCK_FORECAST_H

#include "base/notes.h"
#include "forecast/forecast.h"
#include "forecast/method_ladder.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>

/// Whether `series` is to be forecast as a stock: what the options say, or, where they leave it
/// open and name no cause of demand (driver, events, cap), what series/stock_or_flow.h finds. A
/// guess is a warning.
bool stock_is_meant(const struct series *series, const struct forecast_options *options,
                    struct notes *notes);

/// Forecasts the values from step `first` on as a stock, with a backtest of a few origins. Returns
/// -1 where there are fewer than STOCK_BUCKETS_LEAST buckets with values.
int stock_forecast(const struct series *series, size_t first, size_t steps,
                   struct predictive_table *outlook, struct ladder_report *report);

#endif
