#include "sizing/instance_rate.h"

/// What one instance takes within the latency target, as long as requests come to it at random;
/// every other balance only spreads them better.
static void keep_latency(struct sizing *sizing)
{
    struct latency_target alone = sizing->latency;
    alone.balance = BALANCE_RANDOM;
    latency_prepare(&alone);
    if (alone.own_demand >= sizing->per_instance)
        return;
    sizing->per_instance = alone.own_demand;
    sizing->rate_by = BOUND_LATENCY;
}

void instance_rate_settle(struct sizing *sizing)
{
    const struct instance_limits *limits = &sizing->limits;
    const struct {
        double limit;
        enum bound_by by;
    } resource[] = {
        {limits->memory, BOUND_MEMORY},
        {limits->connections, BOUND_CONNECTIONS},
    };
    sizing->per_instance = limits->throughput;
    sizing->rate_by = BOUND_THROUGHPUT;
    for (size_t i = 0; i < sizeof resource / sizeof *resource; i++)
        if (resource[i].limit < sizing->per_instance) {
            sizing->per_instance = resource[i].limit;
            sizing->rate_by = resource[i].by;
        }
    sizing->per_instance /= 1 + limits->imbalance;
    if (sizing->latency_as_rate && sizing->latency.limit_s != 0)
        keep_latency(sizing);
}
