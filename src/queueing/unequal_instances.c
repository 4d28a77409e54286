#include "queueing/unequal_instances.h"

#include "base/memory.h"
#include "queueing/tail_percentile.h"

#include <math.h>
#include <stdlib.h>

struct part {
    double share; ///< of the requests
    struct fleet_station station;
};

struct mixture {
    struct part *part;
    size_t count;
};

static double total_weight(const struct unequal_instances *unequal)
{
    double total = 0;
    for (size_t i = 0; i < unequal->count; i++)
        total += unequal->weight[i];
    return total;
}

static double mixture_tail(double t, void *context)
{
    const struct mixture *mixture = context;
    double tail = 0;
    for (size_t i = 0; i < mixture->count; i++)
        tail += mixture->part[i].share * fleet_response_tail(&mixture->part[i].station, t);
    return tail;
}

/// A station of the size `weight` that gets `share` of the requests; false when it is overloaded.
static bool make_part(const struct unequal_instances *unequal, double weight, double share,
                      struct part *part)
{
    struct instance_model alone = *unequal->model;
    alone.balance = BALANCE_RANDOM;
    alone.workers = unequal->model->workers * weight;
    double load = share * unequal->utilization * unequal->model->workers * total_weight(unequal);
    part->share = share;
    if (load >= alone.workers)
        return false;
    fleet_station_init(&part->station, &alone, 1, load);
    return true;
}

double unequal_percentile(const struct unequal_instances *unequal, enum shares shares, double p)
{
    double total = total_weight(unequal);
    bool pooled = shares == SHARES_POOLED;
    struct mixture mixture = {.count = pooled ? 1 : unequal->count};
    mixture.part = mem_alloc(mixture.count, sizeof *mixture.part);
    bool keeps_up = true;
    double mean = 0;
    for (size_t i = 0; keeps_up && i < mixture.count; i++) {
        double weight = pooled ? total : unequal->weight[i];
        double share = shares == SHARES_EQUAL ? 1 / (double)unequal->count : weight / total;
        keeps_up = make_part(unequal, weight, share, &mixture.part[i]);
        if (keeps_up)
            mean += share * fleet_response_mean(&mixture.part[i].station);
    }
    double found = keeps_up ? tail_percentile(mixture_tail, &mixture, p, mean, 1e-9) : INFINITY;
    free(mixture.part);
    return found;
}

double unequal_saturation(const struct unequal_instances *unequal)
{
    double least = INFINITY;
    for (size_t i = 0; i < unequal->count; i++)
        least = fmin(least, unequal->weight[i]);
    return least * (double)unequal->count / total_weight(unequal);
}
