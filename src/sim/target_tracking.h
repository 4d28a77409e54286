// Target tracking: what its two managed alarms are, and the capacity that it asks for.
#ifndef HEADROOM_SIM_TARGET_TRACKING_H
#define HEADROOM_SIM_TARGET_TRACKING_H

#include "policy/core/policy.h"
#include "sim/alarm.h"
#include "sim/policy_conflict.h"

/// The two alarms that AWS makes for a policy, and that an export may show. The number of
/// datapoints and the share are parameters: policies that tune themselves use others.
struct tracking_alarms {
    double high;         ///< above it the high alarm breaches: the target
    double low;          ///< below it the low one does
    int high_datapoints; ///< N and M of the high alarm
    int low_datapoints;
    double period_s;
};

/// High 3 of 3 above the target, low 15 of 15 more than 10 % below it, periods of 60 s (EC2 Auto
/// Scaling user guide, "Target tracking scaling policies").
struct tracking_alarms tracking_alarms(double target);

/// The whole capacity that brings a per-instance metric to its target: ceil(capacity x metric /
/// target), rounded up when adding and when removing. A metric of 0 asks for none: the group's
/// minimum decides.
double target_tracking_capacity(double capacity, double metric, double target);

/// What a policy proposes while its alarms are in these states: a greater capacity while the high
/// alarm is on, a smaller one while the low alarm is on unless scale-in is disabled; else none. In
/// insufficient data it does nothing. `current` counts warming instances in when scaling out.
struct scaling_proposal target_tracking_proposal(const struct scaling_policy *policy, double metric,
                                                 double current, enum alarm_state high,
                                                 enum alarm_state low);

#endif
