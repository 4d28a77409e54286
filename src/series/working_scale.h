// The scale on which a series is analysed: proportions for what cannot be negative, else the
// values.
#ifndef HEADROOM_SERIES_WORKING_SCALE_H
#define HEADROOM_SERIES_WORKING_SCALE_H

#include <stdbool.h>
#include <stddef.h>

/// Logarithmic when no value is negative: demand grows and swings in proportion. The offset keeps
/// zeros finite: 0 when the smallest value is over a twentieth of the median, else a tenth of the
/// mean of what is positive.
struct working_scale {
    bool logarithmic;
    double offset;
};

/// Chooses the scale for values of which NaN are left out.
struct working_scale working_scale_of(const double *value, size_t n);

/// NaN stays NaN.
double working_scale_apply(const struct working_scale *scale, double value);

double working_scale_invert(const struct working_scale *scale, double scaled);

#endif
