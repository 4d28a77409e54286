// Days as curves: the main shapes of a day's departure from its usual profile, and where they go.
#ifndef HEADROOM_FORECAST_DAY_FACTORS_H
#define HEADROOM_FORECAST_DAY_FACTORS_H

#include "forecast/history.h"

#include <stdbool.h>

/// Forecasts `steps` after the end of `history`: singular vectors of the matrix of days (log scale,
/// recent days weighing more), each score a regression on the scores of a day and a week before.
/// False with fewer than 15 days or without a season.
bool day_factors_predict(const struct history *history, size_t steps, double *path);

#endif
