// The stabilization window of a HorizontalPodAutoscaler: earlier recommendations hold the count.
#ifndef HEADROOM_SIM_STABILIZATION_H
#define HEADROOM_SIM_STABILIZATION_H

#include "policy/core/policy.h"
#include "sim/sliding_extreme.h"

struct stabilization {
    bool has_behavior;
    double up_s, down_s; ///< windows
    struct sliding_extreme lowest, highest;
};

/// The windows of the policy's behavior: 0 s up and 300 s down where it does not say. Release with
/// stabilization_release.
void stabilization_init(struct stabilization *stabilization, const struct replica_policy *policy);

/// Notes a recommendation; times do not go back.
void stabilization_record(struct stabilization *stabilization, double now_s, int32_t replicas);

/// The recommendation after stabilization. Without a behavior block the highest of the down window
/// and `desired`; with one `current`, clamped between the lowest of the up window and the highest
/// of the down window, `desired` counted in both; recommendations as old as a window are out then.
/// (kube-controller-manager, stabilizeRecommendation and stabilizeRecommendationWithBehaviors.)
int32_t stabilization_apply(struct stabilization *stabilization, double now_s, int32_t current,
                            int32_t desired);

void stabilization_release(struct stabilization *stabilization);

#endif
