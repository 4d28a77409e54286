#include "advise/tune_ground.h"

#include <math.h>

/// Where no maximum is given: so many times what the peak needs.
static const double MAX_TO_PEAK = 2;

/// A usual virtual machine with its application, and a pod on a node that is there.
static const double BOOT_VM_S = 120, BOOT_POD_S = 30;

/// What a demand needs by the terms without headroom, spare and bounds.
static double bare_fleet(const struct sizing *terms, double demand)
{
    struct sizing sizing = *terms;
    struct plan_row row;
    sizing.min = sizing.max = NAN;
    sizing.headroom = sizing.spare = 0;
    size_demand(&sizing, demand, &row);
    return row.instances;
}

bool tune_ground_learn(struct tune_ground *ground, enum tune_kind kind, const struct sizing *sizing,
                       const struct demand *demand, instant split, const struct zone *zone,
                       struct usual_need *usual)
{
    double highest = 0;
    for (size_t i = 0; i < demand->n && demand_time(demand, i) < split; i++)
        highest = fmax(highest, demand->value[i]);
    if (!(highest > 0))
        return false;
    if (ground->group == NULL)
        ground->group = kind == TUNE_SERVICE ? "service/default/fleet" : "fleet";
    if (isnan(ground->min))
        ground->min = 1;
    if (isnan(ground->max))
        ground->max = fmax(bare_fleet(sizing, MAX_TO_PEAK * highest), ground->min + 1);
    if (isnan(ground->boot_s))
        ground->boot_s = kind == TUNE_HPA ? BOOT_POD_S : BOOT_VM_S;
    ground->peak = highest / sizing->per_instance;
    if (usual_need_learn(demand, split, sizing->per_instance, zone, usual))
        ground->usual = usual;
    return true;
}

double tune_ground_bound(struct tune_ground *ground, const struct sizing *sizing, double peak,
                         const struct stress *surge, size_t surges)
{
    double greatest = 1;
    for (size_t i = 0; i < surges; i++)
        greatest = fmax(greatest, surge[i].factor);
    double fleet = bare_fleet(sizing, greatest * peak);
    double most = fmax(tune_space_fleet_most(fleet), ground->min + 1);
    if (ground->max <= most)
        return 0;
    ground->max = most;
    return fleet;
}
