// Theil and Sen's robust line: the median of all pairwise slopes.
#ifndef HEADROOM_MATHS_THEIL_SEN_H
#define HEADROOM_MATHS_THEIL_SEN_H

#include <stdbool.h>
#include <stddef.h>

struct theil_sen {
    double slope;
    double low, high; ///< of the slope, by Kendall's variance (Sen 1968)
    double intercept; ///< median of y - slope x
    size_t n;         ///< points used
};

/// Fits y on x, leaving out points with a NaN. Up to 1,500 points (a day of minutes) all pairs
/// count; beyond that 500,000 pairs drawn with a fixed seed (the slope's own sampling error is then
/// far below its interval). False when fewer than two points differ in x.
bool theil_sen_fit(const double *x, const double *y, size_t n, double confidence,
                   struct theil_sen *fit);

#endif
