// What KEDA does beside the HorizontalPodAutoscaler that it makes: from and to zero.
#ifndef HEADROOM_SIM_KEDA_ACTIVATION_H
#define HEADROOM_SIM_KEDA_ACTIVATION_H

#include "policy/core/platform_defaults.h"
#include "policy/core/policy.h"

#include <stdint.h>

/// What is remembered from poll to poll.
struct keda_activation {
    double last_active_s; ///< of any trigger
};

/// Nothing was active yet; a cooldown counts from `now_s` on.
void keda_activation_init(struct keda_activation *activation, double now_s);

/// Whether a trigger is active: its value is above its activation threshold (0 where none is set).
bool keda_trigger_is_active(const struct replica_metric *trigger, double value);

/// What a poll of all triggers found.
enum keda_poll_state {
    KEDA_INACTIVE,
    KEDA_ACTIVE, ///< one or more are, whatever became of the others
    KEDA_FAILED, ///< none is, and one could not be read
};

/// The count after a poll (KEDA, pkg/scaling/executor/scale_scaledobjects.go, RequestScale).
/// Active: from zero, or from idleReplicaCount, to at least one replica and the minimum; above that
/// the autoscaler decides. Not active for cooldownPeriod (300 s): idleReplicaCount, or zero where
/// that is the minimum. Failed: fallback.replicas where there is a fallback, else nothing is done.
int32_t keda_poll(struct keda_activation *activation, const struct replica_policy *policy,
                  int32_t min, double now_s, enum keda_poll_state state, int32_t current);

#endif
