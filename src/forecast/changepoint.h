// From where on, and at which level, a series is fitted: --changepoint TIME, auto or none.
#ifndef HEADROOM_FORECAST_CHANGEPOINT_H
#define HEADROOM_FORECAST_CHANGEPOINT_H

#include "forecast/forecast.h"
#include "forecast/model.h"

struct changepoint {
    size_t first; ///< step of the series to fit from; its n when a given time leaves none
    struct level_change change;
};

/// What the options and the last level shift of the series say; the shift is noted. Where nothing
/// was asked for, a shift of the last one to five days moves what was before it to the new level:
/// models that have seen little else than the old one expect it to come back.
struct changepoint changepoint_find(const struct series *series,
                                    const struct forecast_options *options, struct notes *notes);

#endif
