// Outliers: values so far from what the hours before promised that a fit is better off without
// them.
#ifndef HEADROOM_FORECAST_CLEANING_H
#define HEADROOM_FORECAST_CLEANING_H

#include "forecast/history.h"

#include <stddef.h>

/// Copies `history` with each outlier replaced by its one-step prediction, going forward: a robust
/// autoregression on logarithms, and ten median absolute deviations of the phase. A run of outliers
/// longer than a third of a season is a shift of level and stays. `outlier`, of history->n, is set
/// to 1 where replaced. Returns how many were; with 0 `cleaned` is not initialised.
size_t cleaning_apply(const struct history *history, struct history *cleaned,
                      unsigned char *outlier);

#endif
