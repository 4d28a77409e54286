#include "series/dispersion.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// Pairs that a bin needs to speak for itself.
enum { LEAST_PAIRS = 20 };

static size_t bin_of(const struct dispersion *dispersion, double level)
{
    if (!(level > dispersion->unit))
        return 0;
    double bin = log2(level) - log2(dispersion->unit);
    return bin < DISPERSION_BINS ? (size_t)bin : DISPERSION_BINS - 1;
}

/// (x - y)^2 / (x + y) of neighbours has the dispersion as its mean; its median is .455 of that
/// (chi squared, one degree of freedom) and does not mind the bursts.
static double dispersion_of(double *ratio, size_t count)
{
    static const double median_chi_squared = 0.4549;
    return median_select(ratio, count) / median_chi_squared;
}

/// Half the sum of neighbours is their level; NaN when one is missing or both are zero.
static double level_of_pair(const double *value, size_t i)
{
    double sum = value[i] + value[i - 1];
    return sum > 0 ? sum / 2 : NAN;
}

/// Scatters the ratios of all pairs to their bins; first[b] .. first[b + 1] are those of bin b.
static size_t sort_pairs(const struct dispersion *dispersion, const double *value, size_t n,
                         double **ratio, size_t first[DISPERSION_BINS + 1])
{
    size_t pairs = 0;
    for (size_t b = 0; b <= DISPERSION_BINS; b++)
        first[b] = 0;
    for (size_t i = 1; i < n; i++) {
        double level = level_of_pair(value, i);
        if (isnan(level))
            continue;
        first[bin_of(dispersion, level) + 1]++;
        pairs++;
    }
    for (size_t b = 0; b < DISPERSION_BINS; b++)
        first[b + 1] += first[b];
    *ratio = mem_alloc(pairs, sizeof **ratio);
    size_t next[DISPERSION_BINS];
    for (size_t b = 0; b < DISPERSION_BINS; b++)
        next[b] = first[b];
    for (size_t i = 1; i < n; i++) {
        double level = level_of_pair(value, i);
        if (isnan(level))
            continue;
        double difference = value[i] - value[i - 1];
        (*ratio)[next[bin_of(dispersion, level)]++] = difference * difference / (2 * level);
    }
    return pairs;
}

void dispersion_init(struct dispersion *dispersion, const double *value, size_t n, double unit)
{
    dispersion->unit = unit;
    double *ratio = NULL;
    size_t first[DISPERSION_BINS + 1];
    size_t pairs = sort_pairs(dispersion, value, n, &ratio, first);
    for (size_t b = 0; b < DISPERSION_BINS; b++) {
        size_t count = first[b + 1] - first[b];
        dispersion->bin[b] = count >= LEAST_PAIRS ? dispersion_of(ratio + first[b], count) : NAN;
    }
    dispersion->all = pairs > 0 ? dispersion_of(ratio, pairs) : unit;
    free(ratio);
}

double dispersion_at(const struct dispersion *dispersion, double level)
{
    double at = dispersion->bin[bin_of(dispersion, level)];
    return fmax(isnan(at) ? dispersion->all : at, dispersion->unit);
}
