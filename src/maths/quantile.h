// Order statistics: quantiles of R's type 7, medians and the median absolute deviation.
#ifndef HEADROOM_MATHS_QUANTILE_H
#define HEADROOM_MATHS_QUANTILE_H

#include <stddef.h>

/// 1 / normal quantile of 3/4: makes the median absolute deviation estimate a standard deviation.
#define MAD_TO_SIGMA 1.4826

/// Sorts ascending; values must not be NaN.
void sort_values(double *value, size_t n);

/// Quantile `q` in [0, 1] of `n` ascending values, R's type 7: linear between the order statistics
/// around (n - 1) q. NaN when n is 0.
double quantile_sorted(const double *sorted, size_t n, double q);

/// The same of unsorted values without NaN by selection, O(n); reorders `scratch`.
double quantile_select(double *scratch, size_t n, double q);

/// Several quantiles, `q` ascending, into `result`; reorders `scratch`.
void quantiles_select(double *scratch, size_t n, const double *q, size_t count, double *result);

/// quantile_select at one half.
double median_select(double *scratch, size_t n);

/// Median absolute deviation from `centre` (not scaled); overwrites `scratch`.
double mad_select(double *scratch, size_t n, double centre);

/// The q-quantile of those of `value` that are not NaN; NaN when none is. Leaves `value` alone.
double quantile_present(const double *value, size_t n, double q);

/// quantile_present at one half.
double median_present(const double *value, size_t n);

/// Median of values with weights >= 0, linear between the centres of the two weights around one
/// half; reorders both arrays. NaN when the weights sum to 0.
double median_weighted(const double *value, const double *weight, size_t n);

/// The least value up to which half of the weight lies: always one of the n values.
double median_weighted_lower(const double *value, const double *weight, size_t n);

#endif
