#include "series/log_transform.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// Whether `least` is at most a twentieth of the median of positive values.
static bool is_far_below_median(double least, double *positive, size_t count)
{
    double greatest = 0;
    for (size_t i = 0; i < count; i++)
        greatest = positive[i] > greatest ? positive[i] : greatest;
    // The median is needed only between the answers that hold for any.
    if (least <= 0 || least > 0.05 * greatest)
        return least <= 0;
    return least <= 0.05 * median_select(positive, count);
}

struct log_transform log_transform_of(const double *value, size_t n)
{
    double *positive = mem_alloc(n, sizeof *positive);
    size_t count = 0;
    double sum = 0;
    double least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            continue;
        least = value[i] < least ? value[i] : least;
        if (value[i] > 0) {
            positive[count++] = value[i];
            sum += value[i];
        }
    }
    struct log_transform scale = {.logarithmic = least >= 0 && count > 0};
    if (scale.logarithmic && is_far_below_median(least, positive, count))
        scale.offset = 0.1 * sum / (double)count;
    free(positive);
    return scale;
}

double log_transform_apply(const struct log_transform *scale, double value)
{
    return scale->logarithmic ? log(value + scale->offset) : value;
}

double log_transform_invert(const struct log_transform *scale, double scaled)
{
    return scale->logarithmic ? fmax(exp(scaled) - scale->offset, 0) : scaled;
}
