// How fast a HorizontalPodAutoscaler may change a count: the policies of `behavior`, min and max.
#ifndef HEADROOM_SIM_RATE_LIMITS_H
#define HEADROOM_SIM_RATE_LIMITS_H

#include "policy/core/policy.h"
#include "sim/sliding_extreme.h"

/// Changes that were made, sizes not below 0. Zero-initialise; release with scale_events_release.
struct scale_events {
    struct timed_value *event;
    size_t count, capacity;
};

/// Adds a change, and forgets those that are `longest_s` old or older.
void scale_events_add(struct scale_events *events, double now_s, int32_t change, double longest_s);

/// Sum of the changes younger than `period_s`.
int32_t scale_events_sum(const struct scale_events *events, double now_s, double period_s);

void scale_events_release(struct scale_events *events);

/// Which bound a count met: the reasons of the condition ScalingLimited.
enum scaling_limit {
    WITHIN_RANGE,
    SCALE_UP_LIMIT,
    SCALE_DOWN_LIMIT,
    TOO_FEW_REPLICAS,
    TOO_MANY_REPLICAS,
};

/// As Kubernetes names it: "DesiredWithinRange".
const char *scaling_limit_name(enum scaling_limit limit);

struct replica_range {
    int32_t min, max;
};

/// The longest period of the rules' policies, in seconds; that of the platform's where there is
/// none.
double scaling_rules_longest_period_s(const struct scaling_rules *rules);

/// The desired count within the rules: with a behavior block by what its policies (the platform's
/// where it has none: up the larger of 4 pods and 100 % in 15 s, down 100 % in 15 s) still allow
/// since the start of their period; without one up to max(2 current, 4). Then min and max.
/// (kube-controller-manager, convertDesiredReplicasWithBehaviorRate and ...WithRules.)
int32_t rate_limits_apply(const struct replica_policy *policy, const struct replica_range *range,
                          const struct scale_events *added, const struct scale_events *removed,
                          double now_s, int32_t current, int32_t desired,
                          enum scaling_limit *limit);

#endif
