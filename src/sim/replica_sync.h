// One sync of a HorizontalPodAutoscaler: metrics, stabilization, rate limits, min and max.
#ifndef HEADROOM_SIM_REPLICA_SYNC_H
#define HEADROOM_SIM_REPLICA_SYNC_H

#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/replica_calculation.h"
#include "sim/rate_limits.h"
#include "sim/stabilization.h"

/// An autoscaler with what it remembers.
struct replica_autoscaler {
    const struct replica_policy *policy;
    struct replica_range range;
    struct stabilization stabilization;
    struct scale_events added, removed;
    bool started; ///< a first sync was made
};

enum sync_outcome {
    SYNC_METRICS,   ///< the metrics decided
    SYNC_RANGE,     ///< the count was outside min and max, which is put right without metrics
    SYNC_NO_METRIC, ///< no metric could be had, or one could not and the others ask for less
    SYNC_DISABLED,  ///< 0 replicas where the minimum is not 0: autoscaling is off
};

struct sync_decision {
    int32_t replicas;
    enum sync_outcome outcome;
    enum scaling_limit limit;
};

/// A new autoscaler; release with replica_autoscaler_release. `policy` is not copied.
void replica_autoscaler_init(struct replica_autoscaler *autoscaler,
                             const struct replica_policy *policy,
                             const struct replica_range *range);

/// The count after a sync at `now_s`, with a proposal for each metric: the largest wins; where one
/// has failed the others may scale up, not down. The first sync records the current count, which
/// holds a scale-down for the down window (kube-controller-manager, reconcileAutoscaler).
struct sync_decision replica_sync(struct replica_autoscaler *autoscaler, double now_s,
                                  int32_t current, const struct replica_proposal *proposal,
                                  size_t proposals);

void replica_autoscaler_release(struct replica_autoscaler *autoscaler);

#endif
