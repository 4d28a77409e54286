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

int32_t keda_poll(struct keda_activation *activation, const struct replica_policy *policy,
                  int32_t min, double now_s, bool active, int32_t current)
{
    bool has_idle = !isnan(policy->idle_replicas);
    if (active) {
        activation->last_active_s = now_s;
        int32_t least = min > 1 ? min : 1;
        return current < least ? least : current;
    }
    // Above zero the minimum is the autoscaler's, and nothing goes below it.
    if (!has_idle && min > 0)
        return current < min ? min : current;
    double cooldown_s = isnan(policy->cooldown_s) ? KEDA_COOLDOWN_S : policy->cooldown_s;
    int32_t idle = has_idle ? (int32_t)policy->idle_replicas : 0;
    if (current > idle && now_s - activation->last_active_s < cooldown_s)
        return current;
    return idle;
}
