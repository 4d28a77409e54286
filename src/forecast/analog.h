// The forecast of a history's own past: what followed the days that looked most like the last two.
#ifndef HEADROOM_FORECAST_ANALOG_H
#define HEADROOM_FORECAST_ANALOG_H

#include "forecast/history.h"

#include <stdbool.h>

/// Forecasts `steps` after the end of `history`. False when it has no season or fewer than three
/// earlier moments to compare with.
bool analog_predict(const struct history *history, size_t steps, double *path);

#endif
