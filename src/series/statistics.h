// What a series is like in numbers: level, spread, peaks, idle time.
#ifndef HEADROOM_SERIES_STATISTICS_H
#define HEADROOM_SERIES_STATISTICS_H

#include "series/series.h"

/// All in the series' unit but for counts and ratios; NaN when no value is present.
struct statistics {
    size_t n;       ///< steps
    size_t missing; ///< of them without a value
    double mean, min, max;
    double p01, p50, p95, p99; ///< quantiles of R's type 7
    double deviation;          ///< sample standard deviation
    double peak_to_mean;       ///< max / mean
    double variation;          ///< coefficient of variation: deviation / mean
    double idle_share;         ///< share of steps at most 5 % of p95 (at zero where p95 is zero)
};

void statistics_of(const struct series *series, struct statistics *statistics);

#endif
