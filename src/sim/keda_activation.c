#include "sim/keda_activation.h"

#include <math.h>

void keda_activation_init(struct keda_activation *activation, double now_s)
{
    activation->last_active_s = now_s;
}

bool keda_trigger_is_active(const struct replica_metric *trigger, double value)
{
    return value > (isnan(trigger->activation) ? 0 : trigger->activation);
}

/// The count while a source fails.
static int32_t fallen_back(const struct replica_policy *policy, int32_t current)
{
    if (isnan(policy->fallback_replicas))
        return current;
    int32_t fallback = (int32_t)policy->fallback_replicas;
    switch (policy->fallback_behavior) {
    case FALLBACK_CURRENT:
        return current;
    case FALLBACK_HIGHER:
        return current > fallback ? current : fallback;
    case FALLBACK_LOWER:
        return current < fallback ? current : fallback;
    case FALLBACK_STATIC:
        break;
    }
    return fallback;
}

int32_t keda_poll(struct keda_activation *activation, const struct replica_policy *policy,
                  int32_t min, double now_s, enum keda_poll_state state, int32_t current)
{
    bool has_idle = !isnan(policy->idle_replicas);
    if (state == KEDA_ACTIVE) {
        activation->last_active_s = now_s;
        bool rests = current == 0 || (has_idle && current < min);
        return rests ? (min > 1 ? min : 1) : current;
    }
    if (state == KEDA_FAILED)
        return fallen_back(policy, current);
    int32_t idle = has_idle ? (int32_t)policy->idle_replicas : 0;
    if ((has_idle && current > idle) || (current > 0 && min == 0)) {
        double cooldown_s = isnan(policy->cooldown_s) ? KEDA_COOLDOWN_S : policy->cooldown_s;
        return now_s - activation->last_active_s < cooldown_s ? current : idle;
    }
    return current < min && !has_idle ? min : current;
}
