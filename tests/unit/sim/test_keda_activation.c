// KEDA's own part of scaling, by its sources: to and from zero, and what it holds while a source
// fails (scale_scaledobjects.go, fallback.go).
#include "policy/core/policy.h"
#include "sim/keda_activation.h"
#include "tap.h"

#include <math.h>

static int32_t failed(enum fallback_behavior behavior, double fallback, int32_t current)
{
    struct replica_policy policy = {.fallback_replicas = fallback,
                                    .fallback_behavior = behavior,
                                    .idle_replicas = NAN,
                                    .cooldown_s = NAN};
    struct keda_activation activation;
    keda_activation_init(&activation, 0);
    return keda_poll(&activation, &policy, 1, 30, KEDA_FAILED, current);
}

int main(void)
{
    is_int(failed(FALLBACK_STATIC, 5, 3), 5, "static: the fallback's count, above");
    is_int(failed(FALLBACK_STATIC, 5, 8), 5, "and below");
    is_int(failed(FALLBACK_CURRENT, 5, 8), 8, "currentReplicas: what there is");
    is_int(failed(FALLBACK_HIGHER, 5, 8), 8, "currentReplicasIfHigher: what there is, if more");
    is_int(failed(FALLBACK_HIGHER, 5, 3), 5, "else the fallback's");
    is_int(failed(FALLBACK_LOWER, 5, 3), 3, "currentReplicasIfLower: what there is, if less");
    is_int(failed(FALLBACK_LOWER, 5, 8), 5, "else the fallback's");
    is_int(failed(FALLBACK_STATIC, NAN, 8), 8, "without a fallback nothing changes");

    struct replica_policy policy = {
        .fallback_replicas = NAN, .idle_replicas = NAN, .cooldown_s = NAN};
    struct keda_activation activation;
    keda_activation_init(&activation, 0);
    is_int(keda_poll(&activation, &policy, 0, 30, KEDA_ACTIVE, 0), 1, "one replica from zero");
    is_int(keda_poll(&activation, &policy, 0, 329, KEDA_INACTIVE, 1), 1,
           "299 s of the cooldown of 300 s");
    is_int(keda_poll(&activation, &policy, 0, 331, KEDA_INACTIVE, 1), 0, "to zero behind it");
    return done();
}
