// Back to seasonal naive where the models lately did worse than it.
#ifndef HEADROOM_FORECAST_FALLBACK_H
#define HEADROOM_FORECAST_FALLBACK_H

#include "forecast/ensemble.h"
#include "forecast/history.h"

/// Share of seasonal naive in the forecast, 0 to 1: from none where the trials' mean absolute error
/// is up to 2.2 times seasonal naive's, to all of it from 3 times on; the last trials count most
/// (half-life: a quarter of them). 0 without a season.
double fallback_share(const struct history *history, const struct trials *trials);

/// Moves the trials' paths towards seasonal naive by the share, so that bands and scores are those
/// of what is forecast.
void fallback_trials(const struct history *history, double share, struct trials *trials);

/// The same for `steps` of a path after the end of the history, by ever less from step `whole` to
/// none at step `until`.
void fallback_path(const struct history *history, double share, size_t whole, size_t until,
                   size_t steps, double *path);

#endif
