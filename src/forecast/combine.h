// One forecast from several: the weighted mean of the middle of what the members say.
#ifndef HEADROOM_FORECAST_COMBINE_H
#define HEADROOM_FORECAST_COMBINE_H

#include <stddef.h>

enum { COMBINE_MOST = 16 };

/// Mean of the weighted step quantile function of `count` values between probabilities .35 and .65:
/// as safe from a stray member as a median, but using its neighbours. At most COMBINE_MOST values;
/// NaN when no weight is positive.
double combine(const double *value, const double *weight, size_t count);

#endif
