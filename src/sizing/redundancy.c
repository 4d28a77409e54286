#include "sizing/redundancy.h"

#include "maths/distribution.h"
#include "maths/whole_instances.h"

#include <math.h>

double zone_survivors(double instances, double zones, double lost)
{
    double each = floor(instances / zones);
    double fuller = instances - each * zones;
    return instances - (lost * each + fmin(lost, fuller));
}

double even_zones(double need, double zones, double lost)
{
    return ceil(need / (zones - lost)) * zones;
}

double balanced_zones(double need, double zones, double lost)
{
    // With the survivors full the last `zones - lost` zones hold the need; only what exceeds `each`
    // a zone lies in lost ones as well, so the answer is within one round of the zones.
    double instances = floor(need / (zones - lost)) * zones;
    for (double i = 0; i < zones && zone_survivors(instances, zones, lost) < need; i++)
        instances++;
    return instances;
}

double k_of_n_unavailability(double k, double n, double availability)
{
    return binomial_cdf(k - 1, n, availability);
}

double k_of_n(double k, double availability, double target, double most)
{
    double allowed = 1 - target;
    for (double n = k; n <= most; n++)
        if (k_of_n_unavailability(k, n, availability) <= allowed * (1 + 1e-9))
            return n;
    return NAN;
}

double rolling_deploy(double need, const struct deploy_batch *max_unavailable)
{
    double share = max_unavailable->share;
    double kept = need + max_unavailable->count;
    double instances = fmax(kept, floor((kept - 1) / (1 - share)));
    // kept / (1 - share) certainly suffices: the search is no longer than what lies between.
    double longest = 1 / (1 - share) + 2;
    for (double i = 0; i < longest && instances - instances_down(instances * share) < kept; i++)
        instances++;
    return instances;
}

double rolling_deploy_peak(double instances, const struct deploy_batch *max_surge)
{
    return instances + max_surge->count + instances_up(instances * max_surge->share);
}
