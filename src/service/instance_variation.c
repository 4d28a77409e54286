#include "service/instance_variation.h"

#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>

static double coefficient_of_variation(const double *value, size_t n)
{
    double mean = 0, square = 0;
    for (size_t i = 0; i < n; i++)
        mean += value[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        square += (value[i] - mean) * (value[i] - mean);
    return sqrt(square / (double)(n - 1)) / mean;
}

int instance_variation_find(double *rate, size_t instances, struct instance_variation *variation,
                            struct err *err)
{
    if (instances < INSTANCES_MIN)
        return err_set(err, ERR_DATA,
                       "%zu instances are too few to tell how slow the slow ones are; at least %d "
                       "are needed",
                       instances, INSTANCES_MIN);
    double n = (double)instances;
    sort_values(rate, instances);
    // The number of instances below the quantile is binomial: its own quantiles are the places of
    // the interval's ends.
    double first = binomial_quantile(0.025, n, SLOW_SHARE);
    double last = fmin(binomial_quantile(0.975, n, SLOW_SHARE), n - 1);
    double slow = quantile_sorted(rate, instances, SLOW_SHARE);
    double median = quantile_sorted(rate, instances, 0.5);
    *variation = (struct instance_variation){
        .instances = instances,
        .median = median,
        .slow = slow,
        .low = fmin(rate[(size_t)fmax(first - 1, 0)], slow),
        .high = fmax(rate[(size_t)last], slow),
        .slowest = rate[0],
        .fastest = rate[instances - 1],
        .variation = coefficient_of_variation(rate, instances),
        .derating = slow / median,
    };
    return 0;
}
