#include "sim/load.h"

#include <math.h>

static struct load load_queued(double demand, double capacity, double seconds, double backlog)
{
    double work = demand * seconds + backlog;
    double served = fmin(work, capacity * seconds);
    return (struct load){
        .offered = demand,
        .served = served / seconds,
        .work = served / seconds,
        .busy = capacity > 0 ? served / (capacity * seconds) : 1,
        .excess = fmax(demand - capacity, 0),
        .backlog = work - served,
    };
}

struct load load_of(const struct load_rules *rules, double demand, double instances, double seconds,
                    double backlog)
{
    double capacity = instances * rules->per_instance;
    if (demand <= capacity && backlog <= 0)
        return (struct load){
            .offered = demand,
            .served = demand,
            .work = demand,
            .busy = capacity > 0 ? demand / capacity : 0,
        };
    if (rules->overload == OVERLOAD_QUEUE)
        return load_queued(demand, capacity, seconds, backlog);
    double offered = (demand - rules->retry * capacity) / (1 - rules->retry);
    return (struct load){
        .offered = offered,
        .served = capacity,
        .lost = demand - capacity,
        .work = rules->overload == OVERLOAD_SHED ? capacity : offered,
        .busy = 1,
        .excess = offered - capacity,
    };
}
