#include "sizing/latency.h"

#include "maths/whole_instances.h"
#include "queueing/staffing.h"

#include <math.h>

/// Beyond this share the percentiles of the models are not reliable.
static const double greatest_percentile = 0.999;
static const double most_workers = 10000;
static const double least_scv = 1e-4;
static const double greatest_scv = 100;

struct service_distribution latency_service(const struct latency_target *target)
{
    struct service_distribution service = {.kind = SERVICE_DETERMINISTIC};
    if (target->measured != NULL)
        return empirical_service(target->measured);
    enum service_kind kind = target->scv > 0 ? target->kind : SERVICE_DETERMINISTIC;
    service_distribution_init(kind, target->scv, &service, NULL);
    return service;
}

struct instance_model latency_model(const struct latency_target *target,
                                    const struct service_distribution *service)
{
    return (struct instance_model){service, target->discipline, target->balance, target->workers};
}

double latency_load(const struct latency_target *target, double demand)
{
    return demand * target->rate_scale * target->service_time_s;
}

static int check_values(const struct latency_target *target, struct err *err)
{
    if (!(target->percentile > 0 && target->percentile <= greatest_percentile))
        return err_set(err, ERR_USAGE,
                       "--latency p%.10g: the percentile must be more than 0 and at most %.10g",
                       100 * target->percentile, 100 * greatest_percentile);
    if (!(target->limit_s > 0) || !isfinite(target->limit_s))
        return err_set(err, ERR_USAGE, "--latency p%.10g=%.10gs: the time must be more than 0",
                       100 * target->percentile, target->limit_s);
    if (!(target->service_time_s > 0) || !isfinite(target->service_time_s))
        return err_set(err, ERR_USAGE,
                       "--service-time is %.10gs: it must be more than 0, the mean time that a "
                       "request takes alone",
                       target->service_time_s);
    if (target->measured == NULL && target->scv != 0 &&
        !(target->scv >= least_scv && target->scv <= greatest_scv))
        return err_set(err, ERR_USAGE,
                       "--scv is %.10g: it must be 0 or from %g to %g, the variance of service "
                       "times over their mean squared",
                       target->scv, least_scv, greatest_scv);
    if (!(target->workers >= 1 && target->workers <= most_workers))
        return err_set(err, ERR_USAGE,
                       "--workers is %.10g: it must be from 1 to %.10g, the requests that one "
                       "instance serves at once",
                       target->workers, most_workers);
    return 0;
}

/// A kind of service and a scv that fit each other, and weights that make whole workers.
static int check_shapes(const struct latency_target *target, struct err *err)
{
    struct service_distribution service;
    struct err why;
    if (target->measured == NULL && target->scv > 0 &&
        service_distribution_init(target->kind, target->scv, &service, &why) != 0)
        return err_set(err, ERR_USAGE, "--service-shape and --scv: %s", why.text);
    for (size_t i = 0; i < target->weights; i++) {
        double workers = target->weight[i] * target->workers;
        if (fabs(workers - round(workers)) > 1e-9 * workers || workers > most_workers)
            return err_set(err, ERR_USAGE,
                           "--weights: an instance of size %.10g has %.10g workers with --workers "
                           "%.10g: it must be a whole number up to %.10g",
                           target->weight[i], workers, target->workers, most_workers);
    }
    return 0;
}

int latency_check(const struct latency_target *target, struct err *err)
{
    if (check_values(target, err) != 0 || check_shapes(target, err) != 0)
        return -1;
    struct service_distribution service = latency_service(target);
    if (service_tail(&service, target->limit_s / target->service_time_s) <= 1 - target->percentile)
        return 0;
    double percent = 100 * target->percentile;
    double alone_s = target->service_time_s * service_percentile(&service, target->percentile);
    if (target->measured != NULL)
        return err_set(err, ERR_USAGE,
                       "--latency p%.10g=%.10gms is out of reach: without any waiting p%.10g is "
                       "%.6gms, as measured (--service-time); allow more, or shorten the service",
                       percent, 1e3 * target->limit_s, percent, 1e3 * alone_s);
    return err_set(err, ERR_USAGE,
                   "--latency p%.10g=%.10gms is out of reach: without any waiting p%.10g is %.6gms "
                   "(--service-time %.10gms, --scv %.10g); allow more, or shorten the service",
                   percent, 1e3 * target->limit_s, percent, 1e3 * alone_s,
                   1e3 * target->service_time_s, target->scv);
}

double latency_saturation(const struct latency_target *target)
{
    return target->workers / (target->service_time_s * target->rate_scale);
}

void latency_prepare(struct latency_target *target)
{
    target->own_demand = 0;
    if (target->balance == BALANCE_RANDOM)
        target->own_demand = latency_demand(target, 1);
}

double latency_instances(const struct latency_target *target, double demand)
{
    if (target->own_demand > 0)
        return fmax(1, instances_up(demand / target->own_demand));
    struct service_distribution service = latency_service(target);
    struct instance_model model = latency_model(target, &service);
    return staff_instances(&model, latency_load(target, demand), target->percentile,
                           target->limit_s / target->service_time_s);
}

struct latency_times latency_times(const struct latency_target *target, double demand,
                                   double instances)
{
    if (!(instances > 0))
        return (struct latency_times){INFINITY, INFINITY};
    struct service_distribution service = latency_service(target);
    struct instance_model model = latency_model(target, &service);
    struct fleet_station station;
    fleet_station_init(&station, &model, instances, latency_load(target, demand));
    return (struct latency_times){
        .percentile_s =
            target->service_time_s * fleet_response_percentile(&station, target->percentile),
        .mean_s = target->service_time_s * fleet_response_mean(&station),
    };
}

double latency_percentile_s(const struct latency_target *target, double demand, double instances)
{
    return latency_times(target, demand, instances).percentile_s;
}

double latency_demand(const struct latency_target *target, double instances)
{
    if (!(instances > 0))
        return 0;
    struct service_distribution service = latency_service(target);
    struct instance_model model = latency_model(target, &service);
    double limit = target->limit_s / target->service_time_s;
    double fits = 0;
    double exceeds = instances * latency_saturation(target);
    while (exceeds - fits > 1e-9 * exceeds) {
        double middle = (fits + exceeds) / 2;
        struct fleet_station station;
        fleet_station_init(&station, &model, instances, latency_load(target, middle));
        if (fleet_response_tail(&station, limit) <= 1 - target->percentile)
            fits = middle;
        else
            exceeds = middle;
    }
    return fits;
}
