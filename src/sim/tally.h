// Adds up what a replay measures, stretch by stretch.
#ifndef HEADROOM_SIM_TALLY_H
#define HEADROOM_SIM_TALLY_H

#include "sim/fleet.h"
#include "sim/histogram.h"
#include "sim/load.h"
#include "sim/outcome.h"
#include "sim/step_response.h"

#include <stdbool.h>

struct tally_rules {
    double per_instance;
    double latency_limit_s; ///< NaN: no target
    bool has_latency;       ///< there is a model of response times
    bool sheds;             ///< what is turned away leaves the rest served well
    double price_hour;      ///< NaN: no price
    double tested_to;       ///< demand that an instance was tested to take; NaN: not known
    double hours_per_month;
};

/// A time of constant demand and fleet.
struct stretch {
    instant from;
    double seconds;
    double demand;
    double need; ///< instances that the demand of the tick needs, whole
    const struct fleet *fleet;
    const struct load *load;
    double
        latency_s; ///< of the target's percentile, the wait in the backlog included; NaN: no model
};

struct tally {
    struct tally_rules rules;
    instant start;
    double seconds, demand; ///< all of the time, all of the demand (x seconds)
    double violation_s, violation_demand, lost, overloaded_s, backlog_most;
    bool violating;
    instant violation_since, longest_at;
    double violation_now_s, longest_s;
    double worst_shortfall;
    instant worst_at;
    double utilization_s, served_s, utilization_max, latency_sum, latency_demand, latency_max;
    double theta_under, theta_over, tau_under, tau_over;
    double need_before, supply_before, steps, unsteady;
    double changes, flaps;
    int direction; ///< of the last change
    double serving_s, pending_s, draining_s, pool_s;
    double instances_min, instances_max;
    double short_demand, waste_s;
    struct step_response response;
    struct histogram utilization, latency;
};

/// Begins anew at `start`.
void tally_begin(struct tally *tally, const struct tally_rules *rules, instant start);

void tally_add(struct tally *tally, const struct stretch *stretch);

/// At the end of each tick, what it lasted having been added: the need in it and the instances in
/// service at its end.
void tally_step(struct tally *tally, double need, double supply);

/// The desired capacity changed.
void tally_change(struct tally *tally, int64_t from, int64_t to);

/// `charged_ms`: what the fleet is charged for.
void tally_finish(const struct tally *tally, double charged_ms, struct outcome *outcome);

#endif
