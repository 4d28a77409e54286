// An ensemble with its trials, fitted to a history or, where that forecasts better, to one without
// its outliers.
#ifndef HEADROOM_FORECAST_TRAINED_ENSEMBLE_H
#define HEADROOM_FORECAST_TRAINED_ENSEMBLE_H

#include "forecast/ensemble.h"
#include "forecast/history.h"
#include "forecast/method_ladder.h"

#include <stdbool.h>

struct trained_ensemble {
    struct ensemble ensemble;
    struct trials trials;
};

/// Fits a history cleaned of outliers, and takes it when its trials are clearly better: true,
/// `cleaned` is then in use, *fitted replaced and the outliers reported.
bool trained_ensemble_try_cleaned(const struct history *history, size_t steps,
                                  struct trained_ensemble *fitted, struct history *cleaned,
                                  struct ladder_report *report);

void trained_ensemble_release(struct trained_ensemble *fitted);

#endif
