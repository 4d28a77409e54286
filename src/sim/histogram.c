#include "sim/histogram.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// The exponent and the first 7 bits of the mantissa of an IEEE double number the bins.
enum { MANTISSA_BITS = 52, SPLIT_BITS = 7, EXPONENT_BIAS = 1023, LEAST_EXPONENT = -20 };

void histogram_add(struct histogram *histogram, double value, double weight)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int64_t bin = (int64_t)(bits >> (MANTISSA_BITS - SPLIT_BITS)) -
                  (int64_t)(EXPONENT_BIAS + LEAST_EXPONENT) * HISTOGRAM_SPLIT;
    histogram->total += weight;
    if (bin < 0)
        histogram->below += weight;
    else if (bin >= HISTOGRAM_BINS)
        histogram->above += weight;
    else
        histogram->weight[bin] += weight;
}

static double bin_start(int bin)
{
    double part = 1 + (double)(bin % HISTOGRAM_SPLIT) / HISTOGRAM_SPLIT;
    return ldexp(part, LEAST_EXPONENT + bin / HISTOGRAM_SPLIT);
}

double histogram_quantile(const struct histogram *histogram, double q)
{
    if (histogram->total <= 0)
        return NAN;
    double wanted = q * histogram->total;
    double sum = histogram->below;
    double highest = 0;
    if (wanted <= sum)
        return 0;
    for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
        double weight = histogram->weight[bin];
        if (weight > 0 && wanted <= sum + weight * (1 + 1e-12)) {
            double start = bin_start(bin);
            return start + (bin_start(bin + 1) - start) * fmin((wanted - sum) / weight, 1);
        }
        if (weight > 0)
            highest = bin_start(bin + 1);
        sum += weight;
    }
    // The bins' sum may be less than the total by rounding.
    return histogram->above > 0 ? INFINITY : highest;
}
