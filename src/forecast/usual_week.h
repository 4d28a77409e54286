// The usual week (or day): what each phase is worth against the level around it.
#ifndef HEADROOM_FORECAST_USUAL_WEEK_H
#define HEADROOM_FORECAST_USUAL_WEEK_H

#include "forecast/history.h"

/// For every phase of the long season (or of the season) the weighted median of log(value) less the
/// log of the mean over the `period` steps around it; weights halve every four periods. To be
/// freed; NULL without a season.
double *usual_week(const struct history *history, size_t period);

#endif
