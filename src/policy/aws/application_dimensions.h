// What Application Auto Scaling scales beside services of containers, and what it takes for each.
#ifndef HEADROOM_POLICY_AWS_APPLICATION_DIMENSIONS_H
#define HEADROOM_POLICY_AWS_APPLICATION_DIMENSIONS_H

#include "policy/core/policy.h"

#include <stdbool.h>

enum { DIMENSION_METRICS_MAX = 4 };

struct application_dimension {
    const char *name;                          ///< "dynamodb:table:ReadCapacityUnits"
    bool tracking, step, predictive;           ///< which policies it takes
    double target_least, target_most;          ///< of target tracking; NaN: not bounded
    double cooldown_s;                         ///< where a policy has none; NaN: not documented
    const char *metric[DIMENSION_METRICS_MAX]; ///< its predefined metrics
    /// Why a replay of instances would not say what it does; NULL: it does, by the rules of ECS.
    const char *no_replay;
};

/// NULL where the dimension is not known, or `name` is NULL.
const struct application_dimension *application_dimension_find(const char *name);

/// How target tracking of a dimension differs from that of instances.
struct application_tracking {
    int high_datapoints; ///< minutes above the target until it scales out
    double low_share;    ///< of the target, below which it scales in
    bool one_at_a_time;  ///< it removes one of them, whatever the metric is
};

/// NULL where it does not.
const struct application_tracking *application_tracking_of(const struct policy_set *set);

/// The cooldown of a policy that names none; NaN: not documented, or no such target.
double application_cooldown_s(const struct policy_set *set);

/// Whether what is counted are no instances that fail one by one: units of throughput, storage,
/// sessions. False for NULL and dimensions that are not known.
bool application_scales_parts(const char *dimension);

/// Why the policy of this set cannot be replayed; NULL: it can.
const char *application_no_replay(const struct policy_set *set);

#endif
