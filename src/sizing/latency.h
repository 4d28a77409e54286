// How many instances a latency target takes, and which latency a fleet gives.
#ifndef HEADROOM_SIZING_LATENCY_H
#define HEADROOM_SIZING_LATENCY_H

#include "base/err.h"
#include "queueing/empirical_distribution.h"
#include "queueing/load_balancing.h"

#include <stdbool.h>
#include <stddef.h>

/// A share of the responses and the time that it may take, and what the instances are like. limit_s
/// 0: no target.
struct latency_target {
    double percentile;                             ///< 0.99
    double limit_s;                                ///< 0.2
    double service_time_s;                         ///< mean of a request alone
    double scv;                                    ///< of the service time; 0: always the same
    enum service_kind kind;                        ///< of services that vary
    const struct empirical_distribution *measured; ///< services as measured; NULL: by kind and scv
    double workers;                                ///< requests that one instance serves at once
    double rate_scale;                             ///< requests per second that a demand of 1 is
    enum discipline discipline;
    enum balance balance;
    bool queue_limited;
    double queue_limit;   ///< requests that may wait at one instance
    double own_demand;    ///< what each instance takes within the target, see latency_prepare; 0
    const double *weight; ///< sizes of unequal instances; NULL: all are equal
    size_t weights;
};

/// Refuses what has no answer: values that are none, and a target below what the service takes
/// without any waiting; each message names the option, its value and what would be possible.
int latency_check(const struct latency_target *target, struct err *err);

/// The service in units of its mean, the instances, and the mean number of requests in service at a
/// demand: what queueing/ goes by. The target has passed latency_check.
struct service_distribution latency_service(const struct latency_target *target);
struct instance_model latency_model(const struct latency_target *target,
                                    const struct service_distribution *service);
double latency_load(const struct latency_target *target, double demand);

/// Demand that one instance serves when all of its workers are always busy.
double latency_saturation(const struct latency_target *target);

/// Works out once what does not depend on the demand, for a target that is asked about often: where
/// requests are divided at random, what one instance takes. It has passed latency_check.
void latency_prepare(struct latency_target *target);

/// The least instances that meet the target at `demand`; NaN beyond 10^9.
double latency_instances(const struct latency_target *target, double demand);

/// The greatest demand at which `instances` meet the target, to 1e-9 of it.
double latency_demand(const struct latency_target *target, double instances);

struct latency_times {
    double percentile_s; ///< the target's
    double mean_s;
};

/// Response times in seconds with `instances` at `demand`; infinite in overload.
struct latency_times latency_times(const struct latency_target *target, double demand,
                                   double instances);

/// The percentile alone.
double latency_percentile_s(const struct latency_target *target, double demand, double instances);

#endif
