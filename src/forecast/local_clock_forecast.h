// A forecast at a series' own step: from UTC steps to the local clock and back.
#ifndef HEADROOM_FORECAST_LOCAL_CLOCK_FORECAST_H
#define HEADROOM_FORECAST_LOCAL_CLOCK_FORECAST_H

#include "forecast/method_ladder.h"

/// Forecasts input->steps steps after the series' end. False when fewer than LADDER_FEWEST_VALUES
/// are measured.
bool local_clock_forecast(const struct ladder_input *input, struct predictive_table *outlook,
                          struct ladder_report *report, struct notes *notes);

#endif
