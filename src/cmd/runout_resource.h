// What may run out: limits of instances or of demand, the fleet in service, the budget.
#ifndef HEADROOM_CMD_RUNOUT_RESOURCE_H
#define HEADROOM_CMD_RUNOUT_RESOURCE_H

#include "sizing/remedies.h"
#include "terms/terms.h"

struct runout_resource {
    const char *name;     ///< "instances", "demand", "current", "budget"
    double limit;         ///< instances, demand, or money a month
    double capacity;      ///< demand that it carries with every buffer kept; NaN: none
    const char *sentence; ///< "a fleet of 120 instances carries 39,666 requests/s"
    const char *raised;   ///< "limit raised to", "today's fleet raised to": how it would be more
    bool is_sized;        ///< `limited` has the terms and the limit; else demand itself is limited
    struct sized_demand limited;
};

/// Texts live as long as the invocation.
struct runout_resources {
    struct runout_resource *item;
    size_t count;
};

/// Lists what may run out for a service. Errors: nothing may; a limit of demand in a unit that does
/// not fit; sizing_for_service's, unless only demand is limited. The array is in the invocation's
/// arena.
int runout_list_resources(const struct sizing_options *options, const char *service,
                          const struct demand_unit *unit, struct runout_resources *resources,
                          struct err *err);

#endif
