// A service-time distribution as it was measured: samples, or some of its percentiles.
#ifndef HEADROOM_QUEUEING_EMPIRICAL_DISTRIBUTION_H
#define HEADROOM_QUEUEING_EMPIRICAL_DISTRIBUTION_H

#include "queueing/service_distribution.h"

#include <stddef.h>

/// Times over their mean, as pieces of equal density: between time[i] and time[i + 1] lies the
/// share share[i + 1] - share[i] of all requests. Zero-initialise; release with empirical_release.
struct empirical_distribution {
    size_t count;
    double *time;     ///< ascending; equal neighbours are a step
    double *share;    ///< P(S <= time), ascending from 0 to 1
    double *residual; ///< P(residual <= time)
    double *square;   ///< E[S^2; S <= time], so far in the order of places
    double mean;      ///< what the times were divided by, in the units of the measurements
};

/// The distribution of `count` samples in any unit, in any order. Errors: no sample, one that is
/// negative or not finite, a mean of 0.
int empirical_of_samples(const double *sample, size_t count,
                         struct empirical_distribution *empirical, struct err *err);

/// The distribution with measured percentiles: `share` of the requests, ascending within [0, 1],
/// take at most `time`. Between them the times are evenly spread; below the first they start from
/// 0, and the last is taken for the greatest. Errors: fewer than two, not ascending, a mean of 0.
int empirical_of_percentiles(const double *share, const double *time, size_t count,
                             struct empirical_distribution *empirical, struct err *err);

/// The service distribution that these measurements make; it refers to `empirical`.
struct service_distribution empirical_service(const struct empirical_distribution *empirical);

/// P(S > t) and P(residual <= t), t in mean service times.
double empirical_tail(const struct empirical_distribution *empirical, double t);
double empirical_residual_cdf(const struct empirical_distribution *empirical, double t);

/// E[S^2; S <= t].
double empirical_square_below(const struct empirical_distribution *empirical, double t);

/// The time that a share `p` in [0, 1) of services does not exceed.
double empirical_percentile(const struct empirical_distribution *empirical, double p);

void empirical_release(struct empirical_distribution *empirical);

#endif
