#include "sizing/spot_fleet.h"

#include "maths/whole_instances.h"
#include "sizing/redundancy.h"

#include <math.h>

double spot_availability(const struct spot_rule *rule)
{
    return 1 / (1 + rule->interruptions_hour * rule->recover_h);
}

double spot_pool_spare(double needed, double pools)
{
    return pools < 2 ? needed : instances_up(needed / (pools - 1)) * pools;
}

double spot_count(double needed, const struct spot_rule *rule)
{
    if (needed <= 0)
        return 0;
    double spare = spot_pool_spare(needed, rule->pools);
    double availability = spot_availability(rule);
    // Most often the spare of a pool is far more than single losses ask for.
    if (rule->target <= 0 || k_of_n_unavailability(needed, spare, availability) <= 1 - rule->target)
        return spare;
    return fmax(spare, k_of_n(needed, availability, rule->target, INFINITY));
}
