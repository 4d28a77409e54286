// One answer of the scaling equation, every buffer in its own field (columns of the plan table).
#ifndef HEADROOM_SIZING_PLAN_ROW_H
#define HEADROOM_SIZING_PLAN_ROW_H

#include "sizing/latency.h"

#include <stdbool.h>

enum spare_kind {
    SPARE_INSTANCES, ///< this many more (N+1: 1)
    SPARE_ZONE,      ///< survive the loss of the fullest zone with the headroom kept
    SPARE_REGION,    ///< survive the loss of one of the regions (zones counts regions)
    SPARE_AVAILABLE, ///< as many as keep enough of them up with a given probability
};

enum bound_by {
    BOUND_THROUGHPUT,
    BOUND_LATENCY,
    BOUND_MEMORY,
    BOUND_CONNECTIONS,
    BOUND_MIN,
    BOUND_MAX,
    BOUND_ZONE,
    BOUND_BUDGET,
};

/// How many instances a rolling deploy takes out or adds at once: a count and a share, of which one
/// is 0.
struct deploy_batch {
    double count;
    double share; ///< of all instances
};

/// What one instance takes of the demand by each of its resources; infinite: not limited.
struct instance_limits {
    double throughput;
    double memory;
    double connections;
    double imbalance;        ///< how much more than its share the fullest instance gets; 0.2
    double memory_bytes;     ///< that an instance has, where `memory` is finite
    double connection_count; ///< that it holds open, where `connections` is finite
    double duration_s;       ///< for which a request occupies it; 0: not given
};

/// What is fixed while the demand varies. Units: rates per second (or the demand's own unit, the
/// same for both), money per hour.
struct sizing {
    double per_instance;           ///< demand that one instance takes, the least of its limits
    struct instance_limits limits; ///< for the explanation; zero: only per_instance
    enum bound_by rate_by;         ///< what per_instance keeps: one of the limits, or BOUND_LATENCY
    bool latency_as_rate;          ///< the latency target limits per_instance, see instance_rate.h
    double cache_hit;              ///< share of the demand that never reaches the instances
    double headroom;               ///< of demand; 0.5
    enum spare_kind spare_kind;
    double spare;                        ///< instances
    double zones;                        ///< 0: not given
    double cells;                        ///< each with its own buffers; 0: not given
    double instance_up;                  ///< share of the time that one is up, SPARE_AVAILABLE
    double availability;                 ///< share of the time that enough are to be up
    double min, max;                     ///< NaN: not given
    struct deploy_batch max_unavailable; ///< taken out at once, rounded down
    struct deploy_batch max_surge;       ///< added at once, rounded up
    double price_hour;                   ///< of one instance; NaN: not given
    double hours_per_month;              ///< 730
    double budget_month;                 ///< NaN: not given
    struct latency_target latency;       ///< kept with the headroom used up; zero: not given
};

/// base + headroom + rounding + spare + zone_fill + bound = instances, exactly.
struct plan_row {
    double demand;
    double base;     ///< demand / per_instance, not rounded
    double headroom; ///< base * headroom
    double rounding;
    double spare; ///< for failures, and for rolling deploys (`deploy` of them)
    double zone_fill;
    double bound; ///< added by the latency target and by min, taken away by max
    double instances;
    double deploy;             ///< of `spare`: kept so that a rolling deploy takes nothing away
    double queueing;           ///< of `bound`: what the latency target takes beyond throughput
    double peak;               ///< instances while a rolling deploy surges
    double utilization;        ///< of all instances
    double utilization_failed; ///< with the spare lost; NaN when nothing would be left
    double latency_s;          ///< the target's percentile with all instances; NaN without a target
    double latency_mean_s;
    double cost_hour; ///< NaN without a price
    double cost_month;
    enum bound_by bound_by;
    bool met; ///< false: max or budget prevents the need
};

#endif
