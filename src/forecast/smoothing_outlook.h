// The forecast of short and coarse series: weeks and months, and the first weeks of days.
#ifndef HEADROOM_FORECAST_SMOOTHING_OUTLOOK_H
#define HEADROOM_FORECAST_SMOOTHING_OUTLOOK_H

#include "forecast/history.h"
#include "forecast/method_ladder.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>

/// Forecasts outlook->steps after the end of `history` by exponential smoothing, of values and of
/// logarithms, each by how likely it makes the history. False when there are too few values.
bool smoothing_quantiles(const struct history *history, struct predictive_table *outlook);

/// The same, with the report's backtest (made by fits that saw only what came before each origin)
/// and paths.
bool smoothing_outlook(const struct history *history, int64_t step_s,
                       struct predictive_table *outlook, struct ladder_report *report);

#endif
