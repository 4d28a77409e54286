// What was ever seen at the same hours: how far a bound may go before it is a figure of fantasy.
#ifndef HEADROOM_FORECAST_BELIEVABLE_RANGE_H
#define HEADROOM_FORECAST_BELIEVABLE_RANGE_H

#include <stdbool.h>
#include <stddef.h>

struct believable_range {
    size_t n;      ///< steps of the history
    size_t season; ///< steps a cycle; 1: no season
    size_t hours;  ///< parts of a cycle that are told apart: hours of a day, or fewer steps
    bool may_be_negative;
    bool is_capped;     ///< values are odds below a cap, which bounds growth by itself; set by hand
    double wander;      ///< standard deviation of a step of the logarithm of the level; by hand
    double raised;      ///< the level has risen by this factor since; 1: it has not; by hand
    double least, most; ///< of all values
    double *highest;    ///< by hour, with its neighbours
    double *usual;      ///< their 90th percentile
};

/// Learns from `n` values at `season` steps a cycle, at least one of which is present; NaN is
/// missing, and so is what has no weight (NULL: all have). An hour of a day shares a maximum with
/// the hours beside it, and with more of them where values are few.
void believable_range_init(struct believable_range *seen, const double *value, const double *weight,
                           size_t n, size_t season);

/// By what factor a level may have grown `ahead` steps after the end: a doubling for each time as
/// long as the history, and half a doubling at once.
double believable_range_growth_limit(size_t n, double ahead);

/// The highest believable centre of step `n` + `ahead`; infinite below a cap.
double believable_range_centre_limit(const struct believable_range *seen, size_t ahead);

/// The highest believable quantile at `level` (such as 0.95) of step `n` + `ahead`: the highest
/// value of the same hours and a tenth (at p99 three tenths), raised as far as the centre has grown
/// beyond what is usual there; and at least as far from the centre as the level may have wandered.
/// Never below the centre.
double believable_range_limit(const struct believable_range *seen, size_t ahead, double centre,
                              double level);

void believable_range_release(struct believable_range *seen);

#endif
