// The highest value of a week to come, from the means and maxima of the weeks before: steadier than
// the highest step of any path.
#ifndef HEADROOM_FORECAST_WEEKLY_PEAK_H
#define HEADROOM_FORECAST_WEEKLY_PEAK_H

#include <stdbool.h>
#include <stddef.h>

enum { WEEKLY_PEAK_FEWEST = 2, WEEKLY_PEAK_MOST = 26 };

struct weekly_peak {
    size_t weeks;      ///< of history; 0: too few for an answer
    double slope;      ///< growth of the logarithm a week, shrunk where it is noise
    double ratio;      ///< usual logarithm of maximum / mean
    double last_peaks; ///< median logarithm of the last four maxima, each grown to the last week
};

/// Learns from values at `week` steps a week, whole weeks counted back from the end; NaN is
/// missing. Weeks that are less than half known are left out; no answer with fewer than
/// WEEKLY_PEAK_FEWEST, or a week whose mean is not above 0.
void weekly_peak_fit(struct weekly_peak *peak, const double *value, size_t n, size_t week);

/// The median maximum of the `ahead`-th week after the end, from 1, whose mean is forecast to be
/// `mean`: the geometric mean of what that mean and the usual ratio give and of what the last
/// maxima and their growth give.
double weekly_peak_at(const struct weekly_peak *peak, size_t ahead, double mean);

#endif
