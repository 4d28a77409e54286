// A forecast at a series' own step: from UTC steps to the local clock and back.
#ifndef HEADROOM_FORECAST_CLOCK_STEP_H
#define HEADROOM_FORECAST_CLOCK_STEP_H

#include "forecast/model.h"

/// Forecasts input->steps steps after the series' end. False when fewer than MODEL_FEWEST_VALUES
/// are measured.
bool clock_step_outlook(const struct model_input *input, struct outlook *outlook,
                        struct model_report *report, struct notes *notes);

#endif
