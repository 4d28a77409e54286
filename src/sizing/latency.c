#include "sizing/latency.h"

#include "queueing/staffing.h"

#include <math.h>

/// Beyond this share the percentiles of the models are not reliable.
static const double greatest_percentile = 0.999;
static const double most_workers = 10000;
static const double least_scv = 1e-4;
static const double greatest_scv = 100;

/// The service in units of its mean; the target has passed latency_check.
static struct service_distribution service_of(const struct latency_target *target)
{
    struct service_distribution service;
    enum service_kind kind = target->scv > 0 ? SERVICE_LOGNORMAL : SERVICE_DETERMINISTIC;
    service_distribution_init(kind, target->scv, &service, NULL);
    return service;
}

static struct instance_model model_of(const struct latency_target *target,
                                      const struct service_distribution *service)
{
    return (struct instance_model){service, target->discipline, target->balance, target->workers};
}

/// Mean number of requests in service.
static double offered_load(const struct latency_target *target, double demand)
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
    if (target->scv != 0 && !(target->scv >= least_scv && target->scv <= greatest_scv))
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

int latency_check(const struct latency_target *target, struct err *err)
{
    if (check_values(target, err) != 0)
        return -1;
    struct service_distribution service = service_of(target);
    if (service_tail(&service, target->limit_s / target->service_time_s) <= 1 - target->percentile)
        return 0;
    double percent = 100 * target->percentile;
    double alone_s = target->service_time_s * service_percentile(&service, target->percentile);
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

double latency_instances(const struct latency_target *target, double demand)
{
    struct service_distribution service = service_of(target);
    struct instance_model model = model_of(target, &service);
    return staff_instances(&model, offered_load(target, demand), target->percentile,
                           target->limit_s / target->service_time_s);
}

double latency_percentile_s(const struct latency_target *target, double demand, double instances)
{
    if (!(instances > 0))
        return INFINITY;
    struct service_distribution service = service_of(target);
    struct instance_model model = model_of(target, &service);
    struct fleet_station station;
    fleet_station_init(&station, &model, instances, offered_load(target, demand));
    return target->service_time_s * fleet_response_percentile(&station, target->percentile);
}

double latency_mean_s(const struct latency_target *target, double demand, double instances)
{
    if (!(instances > 0))
        return INFINITY;
    struct service_distribution service = service_of(target);
    struct instance_model model = model_of(target, &service);
    struct fleet_station station;
    fleet_station_init(&station, &model, instances, offered_load(target, demand));
    return target->service_time_s * fleet_response_mean(&station);
}

double latency_demand(const struct latency_target *target, double instances)
{
    if (!(instances > 0))
        return 0;
    struct service_distribution service = service_of(target);
    struct instance_model model = model_of(target, &service);
    double limit = target->limit_s / target->service_time_s;
    double fits = 0;
    double exceeds = instances * latency_saturation(target);
    while (exceeds - fits > 1e-9 * exceeds) {
        double middle = (fits + exceeds) / 2;
        struct fleet_station station;
        fleet_station_init(&station, &model, instances, offered_load(target, middle));
        if (fleet_response_tail(&station, limit) <= 1 - target->percentile)
            fits = middle;
        else
            exceeds = middle;
    }
    return fits;
}
