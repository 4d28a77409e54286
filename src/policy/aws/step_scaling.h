// What a step or simple scaling policy asks for: which step holds, how many instances it means, and
// what becomes of the desired capacity.
#ifndef HEADROOM_POLICY_AWS_STEP_SCALING_H
#define HEADROOM_POLICY_AWS_STEP_SCALING_H

#include "policy/core/policy.h"

/// On which side of its threshold an alarm breaches.
enum alarm_side {
    SIDE_HIGH,
    SIDE_LOW,
};

enum alarm_side alarm_side(enum alarm_comparison comparison);

/// Whether `metric` is past the alarm's threshold; never for NaN.
bool alarm_breaches(const struct policy_alarm *alarm, double metric);

/// Instances of a group as a policy sees them.
struct group_capacity {
    double current; ///< in service: warming instances left out, terminating ones counted
    double desired; ///< already asked for
    double min, max;
};

/// Whole instances for a computed change: over 1 rounds down, 0..1 up to 1, -1..0 down to -1, under
/// -1 toward zero (EC2 Auto Scaling user guide, "Step and simple scaling policies").
double adjustment_round(double change);

/// The change in instances that `adjustment` means for a group of `current` instances, whole. The
/// policy's MinAdjustmentMagnitude raises a percentage, never one of 0.
double adjustment_change(const struct scaling_policy *policy, double adjustment, double current);

/// Whether `metric` lies in the step of an alarm on `side` of `threshold`: on the high side the
/// lower bound is inclusive and the upper exclusive, on the low side the reverse (EC2 Auto Scaling
/// API, StepAdjustment). The rounding error of decimal numbers is forgiven: 0.3 is 0.2 above 0.1.
bool step_holds(const struct step_adjustment *step, enum alarm_side side, double threshold,
                double metric);

/// The step of the policy that holds, NULL if none does.
const struct step_adjustment *step_find(const struct scaling_policy *policy, enum alarm_side side,
                                        double threshold, double metric);

/// The desired capacity after `adjustment`: the change counts from the current capacity, a
/// scale-out never lowers what was already asked for, a scale-in waits while instances warm up
/// (desired above current) and never raises it; within min and max.
double adjustment_desired(const struct scaling_policy *policy, double adjustment,
                          const struct group_capacity *capacity);

/// The desired capacity after an alarm on `side` of `threshold` found `metric`: that of the step
/// that holds, unchanged where none does.
double step_scaling_desired(const struct scaling_policy *policy, enum alarm_side side,
                            double threshold, double metric, const struct group_capacity *capacity);

#endif
