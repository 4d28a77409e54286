// Whether step scaling can go round in circles at a constant demand: the map from one capacity to
// the next, gone through for every capacity and many demands.
#ifndef HEADROOM_POLICY_AWS_STEP_OSCILLATION_H
#define HEADROOM_POLICY_AWS_STEP_OSCILLATION_H

#include "policy/aws/step_scaling.h"

/// A policy with the alarm that acts on it.
struct alarmed_policy {
    const struct scaling_policy *policy;
    const struct policy_alarm *alarm;
};

/// Policies whose alarms watch the same metric, an average over the instances: at a constant demand
/// it is demand / capacity.
struct step_loop {
    const struct alarmed_policy *member;
    size_t members;
    double min, max; ///< of the group; finite, min at most max
};

enum { STEP_LOOP_DEMANDS = 2000 };

/// What goes round.
struct step_cycle {
    size_t demands;      ///< of those looked at at which it does
    size_t period;       ///< capacities that the longest cycle goes through; 0: none
    double first_demand; ///< the lowest, in units of the metric times instances; NaN: none
    double low, high;    ///< least and greatest capacity of a cycle at first_demand
};

/// The capacity that follows `capacity` at a metric: the largest that a policy with its alarm on
/// asks for; the same where none does.
double step_loop_next(const struct step_loop *loop, double capacity, double metric);

/// Above this metric nothing changes any more: the highest threshold and bound of the loop.
double step_loop_top(const struct step_loop *loop);

/// Goes through the map at `demands` demands, i x max x top / demands for i = 1..demands, from
/// every capacity between min and max; pending instances are counted, so no dead time adds to it.
void step_oscillation(const struct step_loop *loop, double top, size_t demands,
                      struct step_cycle *cycle);

#endif
