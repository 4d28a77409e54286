// Series finer than a quarter of an hour: forecast by the hour, then give each hour its minutes
// back.
#ifndef HEADROOM_FORECAST_SUBHOURLY_FORECAST_H
#define HEADROOM_FORECAST_SUBHOURLY_FORECAST_H

#include "base/notes.h"
#include "forecast/method_ladder.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>

/// Steps below this are forecast by the hour.
#define FINE_STEP_S 900

/// Hour means are forecast; a bound of a minute is a quantile of hour mean x ratio of the minute to
/// its hour, with ratios from the same hours of the last eight weeks, those of a similar level and
/// of late counting more (Mellin convolution of the two tables). False when there are too few whole
/// hours; then forecast at the series' own step.
bool subhourly_forecast(const struct ladder_input *input, struct predictive_table *outlook,
                        struct ladder_report *report, struct notes *notes);

#endif
