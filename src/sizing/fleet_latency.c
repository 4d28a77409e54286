#include "sizing/fleet_latency.h"

#include "queueing/fleet_simulation.h"
#include "queueing/mmck.h"
#include "queueing/unequal_instances.h"

#include <math.h>

struct simulated_latency latency_simulate(const struct latency_target *target, double demand,
                                          double instances, uint64_t seed, size_t threads)
{
    if (!(instances >= 1))
        return (struct simulated_latency){INFINITY, INFINITY, INFINITY, 0, 0};
    struct service_distribution service = latency_service(target);
    struct instance_model model = latency_model(target, &service);
    struct fleet_simulation simulation = {
        .model = &model,
        .instances = instances,
        .load = latency_load(target, demand),
        .p = target->percentile,
        .seed = seed,
        .threads = threads,
    };
    struct simulated_times times = fleet_simulate(&simulation);
    double scale = target->service_time_s;
    return (struct simulated_latency){
        .percentile_s = scale * times.percentile.value,
        .low_s = scale * times.percentile.low,
        .high_s = scale * times.percentile.high,
        .requests = times.requests,
        .instances = times.instances,
    };
}

struct limited_latency latency_with_limit(const struct latency_target *target, double demand,
                                          double instances)
{
    if (!(instances >= 1))
        return (struct limited_latency){1, NAN};
    struct mmck station = mmck_station(target->workers, target->workers + target->queue_limit,
                                       latency_load(target, demand) / instances);
    return (struct limited_latency){
        .blocking = station.blocking,
        .percentile_s =
            target->service_time_s * mmck_response_percentile(&station, target->percentile),
    };
}

struct unequal_latency latency_of_unequal(const struct latency_target *target, double demand,
                                          double instances)
{
    struct service_distribution service = latency_service(target);
    struct instance_model model = latency_model(target, &service);
    struct unequal_instances unequal = {
        .model = &model,
        .weight = target->weight,
        .count = target->weights,
        .utilization = latency_load(target, demand) / (instances * target->workers),
    };
    double p = target->percentile;
    double scale = target->service_time_s;
    return (struct unequal_latency){
        .by_size_s = scale * unequal_percentile(&unequal, SHARES_BY_SIZE, p),
        .equal_s = scale * unequal_percentile(&unequal, SHARES_EQUAL, p),
        .pooled_s = scale * unequal_percentile(&unequal, SHARES_POOLED, p),
        .overloaded_from = demand * unequal_saturation(&unequal) / unequal.utilization,
    };
}
