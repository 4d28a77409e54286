// Demand that rises faster than instances come, or than the metric shows.
#ifndef HEADROOM_SIZING_BURST_H
#define HEADROOM_SIZING_BURST_H

#include <stddef.h>

/// The count of the fullest window that is not exceeded with probability `probability` in an
/// interval of `windows` windows with `mean` counts each: the quantile probability^(1 / windows) of
/// a Poisson (`dispersion`, variance / mean, 1 or less) or else a negative binomial count of size
/// mean / (dispersion - 1).
double burst_count(double mean, double dispersion, double windows, double probability);

/// The same over the mean, by a normal count: 1 + z sqrt(dispersion / mean).
double burst_over_mean_normal(double mean, double dispersion, double windows, double probability);

/// The headroom that covers, from a share `quantile` of the moments on, the highest demand of the
/// next `steps` steps: the ceil(q m)-th smallest of max(D(t) ... D(t + steps)) / D(t) over the m
/// moments with that future, less 1. Moments without demand, or with a missing value, are left out;
/// NaN when none is left.
double growth_headroom(const double *demand, size_t n, size_t steps, double quantile);

/// The quantile to plan for when too little costs `miss_price` and too much `idle_price`, in the
/// same unit: miss / (miss + idle), the newsvendor's.
double cheapest_quantile(double miss_price, double idle_price);

#endif
