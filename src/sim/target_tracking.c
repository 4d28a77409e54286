#include "sim/target_tracking.h"

#include "maths/whole_instances.h"

#include <math.h>

struct tracking_alarms tracking_alarms(double target)
{
    return (struct tracking_alarms){
        .high = target,
        .low = 9 * target / 10, // 18.9 of 21, which 0.9 times it is not
        .high_datapoints = 3,
        .low_datapoints = 15,
        .period_s = 60,
    };
}

double target_tracking_capacity(double capacity, double metric, double target)
{
    return instances_up(capacity * metric / target);
}

struct scaling_proposal target_tracking_proposal(const struct scaling_policy *policy, double metric,
                                                 double current, enum alarm_state high,
                                                 enum alarm_state low)
{
    struct scaling_proposal proposal = {
        .kind = PROPOSAL_TARGET,
        .scale_in_disabled = policy->scale_in_disabled,
        .capacity = NAN,
    };
    if (isnan(metric))
        return proposal;
    double wanted = target_tracking_capacity(current, metric, policy->target);
    bool out = high == ALARM_ON && wanted > current;
    bool in = low == ALARM_ON && wanted < current && !policy->scale_in_disabled;
    if (out || in)
        proposal.capacity = wanted;
    return proposal;
}
