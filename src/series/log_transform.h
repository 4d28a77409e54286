// The scale on which a series is analysed: proportions for what cannot be negative, else the
// values.
#ifndef HEADROOM_SERIES_LOG_TRANSFORM_H
#define HEADROOM_SERIES_LOG_TRANSFORM_H

#include <stdbool.h>
#include <stddef.h>

/// Logarithmic when no value is negative: demand grows and swings in proportion. The offset keeps
/// zeros finite: 0 when the smallest value is over a twentieth of the median, else a tenth of the
/// mean of what is positive.
struct log_transform {
    bool logarithmic;
    double offset;
};

/// Chooses the scale for values of which NaN are left out.
struct log_transform log_transform_of(const double *value, size_t n);

/// NaN stays NaN.
double log_transform_apply(const struct log_transform *scale, double value);

double log_transform_invert(const struct log_transform *scale, double scaled);

#endif
