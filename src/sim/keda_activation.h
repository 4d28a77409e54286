// What KEDA does beside the HorizontalPodAutoscaler that it makes: from and to zero.
#ifndef HEADROOM_SIM_KEDA_ACTIVATION_H
#define HEADROOM_SIM_KEDA_ACTIVATION_H

#include "policy/platform_defaults.h"
#include "policy/policy.h"

#include <stdint.h>

/// What is remembered from poll to poll.
struct keda_activation {
    double last_active_s; ///< of any trigger
};

/// Nothing was active yet; a cooldown counts from `now_s` on.
void keda_activation_init(struct keda_activation *activation, double now_s);

/// Whether a trigger is active: its value is above its activation threshold (0 where none is set).
bool keda_trigger_is_active(const struct replica_metric *trigger, double value);

/// The count after a poll at which a trigger was active or none was. Active: at least one replica
/// and the minimum, above which the autoscaler decides. Not active for cooldownPeriod (300 s):
/// idleReplicaCount, or the minimum where that is 0 (KEDA documentation, "ScaledObject
/// specification").
int32_t keda_poll(struct keda_activation *activation, const struct replica_policy *policy,
                  int32_t min, double now_s, bool active, int32_t current);

#endif
