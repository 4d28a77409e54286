// What a short history allows: repeat its last season, or continue its last level with a cautious
// drift.
#ifndef HEADROOM_FORECAST_NAIVE_H
#define HEADROOM_FORECAST_NAIVE_H

#include "forecast/ensemble.h"
#include "forecast/history.h"
#include "forecast/predictive_table.h"

/// Forecasts steps origin .. origin + steps - 1 from the values before `origin` (at least one):
/// seasonal naive where a whole season is there, else the median of the last three values off a
/// Theil-Sen line, whose slope is shrunk where it is noise and ends after as long as was seen.
void naive_predict(const struct history *history, size_t season, size_t origin, size_t steps,
                   double *path);

/// The same from within the history, for its bands. At least four values.
void naive_trials(const struct history *history, size_t season, size_t steps,
                  struct trials *trials);

/// Raises the bounds from step `from` on to the quantiles of what was seen: a history without a
/// whole season, such as an evening that falls, cannot say when its heights return.
void naive_recall(const struct history *history, size_t from, struct predictive_table *outlook);

#endif
