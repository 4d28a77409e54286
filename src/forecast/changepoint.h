// From where on a series is fitted: --changepoint TIME, auto or none.
#ifndef HEADROOM_FORECAST_CHANGEPOINT_H
#define HEADROOM_FORECAST_CHANGEPOINT_H

#include "forecast/forecast.h"

/// First step of `series` to fit; series->n when a given time leaves none. Level shifts are noted:
/// the one that was taken, or that one could be.
size_t changepoint_first(const struct series *series, const struct forecast_options *options,
                         struct notes *notes);

#endif
