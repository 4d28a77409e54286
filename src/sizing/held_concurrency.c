#include "sizing/held_concurrency.h"

#include <math.h>

struct held_concurrency held_concurrency_best(const struct fleet_use *use, double memory_gb,
                                              double held, double used, double demand)
{
    const double hour = 3600 * memory_gb;
    struct held_concurrency found = {.break_even_use = held / (demand - used)};
    double peak = ceil(fleet_use_peak(use)), served = 0;
    double all = fleet_use_instance_hours(use);
    while (found.level < peak &&
           fleet_use_share(use, found.level + 1) > found.break_even_use * (1 + 1e-12))
        found.level++;
    for (size_t i = 0; i < use->n; i++)
        served += fmin(use->units[i], found.level) * use->hours[i];
    found.on_demand_cost = all * hour * demand;
    found.cost =
        hour * (found.level * use->total_hours * held + served * used + (all - served) * demand);
    return found;
}
