// Predictive scaling: what the forecast of an hour makes of a group.
#ifndef HEADROOM_SIM_PREDICTIVE_SCALING_H
#define HEADROOM_SIM_PREDICTIVE_SCALING_H

#include "policy/core/policy.h"

struct predicted_capacity {
    double desired;
    double max; ///< that holds while this forecast does
};

/// Instances for a forecast load at the policy's target per instance, rounded up.
double predictive_forecast_capacity(double load, double target);

/// The desired capacity and the effective maximum under a forecast capacity: HonorMaxCapacity stays
/// within `max`; IncreaseMaxCapacity goes to the forecast and MaxCapacityBuffer per cent OF THE
/// FORECAST above it where that is more. It never scales in, and a policy that only forecasts
/// changes nothing (EC2 Auto Scaling user guide, "Predictive scaling").
struct predicted_capacity predictive_scaling(const struct scaling_policy *policy,
                                             double forecast_capacity, double desired, double max);

/// When the capacity of the hour that begins at `hour` is asked for: SchedulingBufferTime before it
/// (300 s where the policy does not say, at most 3600).
instant predictive_start(const struct scaling_policy *policy, instant hour);

#endif
