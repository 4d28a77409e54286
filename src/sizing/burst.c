#include "sizing/burst.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"
#include "maths/whole_instances.h"

#include <math.h>
#include <stdlib.h>

double burst_count(double mean, double dispersion, double windows, double probability)
{
    double level = pow(probability, 1 / windows);
    if (dispersion > 1)
        return negative_binomial_quantile(level, mean, mean / (dispersion - 1));
    return poisson_quantile(level, mean);
}

double burst_over_mean_normal(double mean, double dispersion, double windows, double probability)
{
    // The tail 1 - probability^(1 / windows), so small that only expm1 keeps its digits.
    double tail = -expm1(log(probability) / windows);
    return 1 - normal_quantile(tail) * sqrt(fmax(dispersion, 1) / mean);
}

double growth_headroom(const double *demand, size_t n, size_t steps, double quantile)
{
    double *ratio = mem_alloc(n, sizeof *ratio);
    size_t count = 0;
    for (size_t t = 0; t + steps < n; t++) {
        double highest = demand[t];
        for (size_t j = 1; j <= steps && !isnan(highest); j++)
            highest = isnan(demand[t + j]) ? demand[t + j] : fmax(highest, demand[t + j]);
        if (demand[t] > 0 && !isnan(highest))
            ratio[count++] = highest / demand[t];
    }
    sort_values(ratio, count);
    double place = fmin(fmax(instances_up(quantile * (double)count), 1), (double)count);
    double headroom = count == 0 ? (double)NAN : ratio[(size_t)place - 1] - 1;
    free(ratio);
    return headroom;
}

double cheapest_quantile(double miss_price, double idle_price)
{
    return miss_price / (miss_price + idle_price);
}
