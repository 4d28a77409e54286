// What AWS takes for the names of groups, policies, alarms and scheduled actions.
#ifndef HEADROOM_POLICY_AWS_AWS_NAMES_H
#define HEADROOM_POLICY_AWS_AWS_NAMES_H

#include "base/err.h"
#include "policy/core/policy.h"

enum aws_named {
    AWS_GROUP,
    AWS_POLICY,
    AWS_ALARM,
    AWS_ACTION,
    AWS_NAMED ///< how many there are
};

/// A name that AWS refuses.
struct aws_name_fault {
    enum aws_named named;
    const char *what; ///< "an Auto Scaling group"
    const char *name;
    const char *rule; ///< what its names are made of
    struct policy_origin origin;
};

/// Finds the names of a set that AWS refuses, from the fault numbered `first` (from 0) on: false
/// when there is none. Sources: EC2 Auto Scaling API (CreateAutoScalingGroup, PutScalingPolicy,
/// PutScheduledUpdateGroupAction), Application Auto Scaling API (PutScalingPolicy,
/// PutScheduledAction), CloudWatch API (PutMetricAlarm).
bool aws_name_fault(const struct policy_set *set, size_t first, struct aws_name_fault *fault);

/// Whether a set may be written: an error names the first of them.
int aws_check_names(const struct policy_set *set, struct err *err);

#endif
