#include "series/working_scale.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

struct working_scale working_scale_of(const double *value, size_t n)
{
    double *positive = mem_alloc(n, sizeof *positive);
    size_t count = 0;
    double sum = 0;
    double least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            continue;
        least = fmin(least, value[i]);
        if (value[i] > 0) {
            positive[count++] = value[i];
            sum += value[i];
        }
    }
    struct working_scale scale = {.logarithmic = least >= 0 && count > 0};
    if (scale.logarithmic && least <= 0.05 * median_select(positive, count))
        scale.offset = 0.1 * sum / (double)count;
    free(positive);
    return scale;
}

double working_scale_apply(const struct working_scale *scale, double value)
{
    return scale->logarithmic ? log(value + scale->offset) : value;
}

double working_scale_invert(const struct working_scale *scale, double scaled)
{
    return scale->logarithmic ? fmax(exp(scaled) - scale->offset, 0) : scaled;
}
