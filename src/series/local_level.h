// The level around each step: what a series that moves slowly stands at.
#ifndef HEADROOM_SERIES_LOCAL_LEVEL_H
#define HEADROOM_SERIES_LOCAL_LEVEL_H

#include "series/condensed.h"

/// Median of `value` (as many as `condensed` has steps; NaN is missing) over the day around each
/// step: the fortnight of daily data, a quarter of the history where days cannot be seen. NaN where
/// nothing is known; the caller frees it.
double *local_level(const struct condensed *condensed, const double *value);

#endif
