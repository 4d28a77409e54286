// A constant floor of a rate: requests that come all the time, as health checks and probes make.
#ifndef HEADROOM_SERIES_FLOOR_H
#define HEADROOM_SERIES_FLOOR_H

#include "series/series.h"

struct rate_floor {
    double rate;  ///< in the series' unit
    size_t steps; ///< that hold it, within a hundredth
    size_t known; ///< steps with a value
};

/// Finds a floor: the lowest value of a rate, above zero, that a twentieth of the steps have within
/// a hundredth, twelve at least, where half of the steps have one and a half times it or more.
bool series_floor(const struct series *series, struct rate_floor *found);

/// Takes a floor off all values; what would be negative is zero. Returns how many steps were.
size_t series_take_floor(struct series *series, double rate);

#endif
