// A forecast at a series' own step: from UTC steps to the local clock and back.
#ifndef HEADROOM_FORECAST_LOCAL_CLOCK_FORECAST_H
#define HEADROOM_FORECAST_LOCAL_CLOCK_FORECAST_H

#include "forecast/model.h"

/// Forecasts input->steps steps after the series' end. False when fewer than MODEL_FEWEST_VALUES
/// are measured.
bool local_clock_forecast(const struct model_input *input, struct outlook *outlook,
                          struct model_report *report, struct notes *notes);

#endif
