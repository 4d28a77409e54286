// From one metric to the replicas that a HorizontalPodAutoscaler proposes, before limits and
// stabilization. Values are whole milli-units, as Kubernetes computes with them.
#ifndef HEADROOM_POLICY_KUBERNETES_REPLICA_CALCULATION_H
#define HEADROOM_POLICY_KUBERNETES_REPLICA_CALCULATION_H

#include "policy/kubernetes/pod_readiness.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// No change while 1 - down <= metric / target <= 1 + up.
struct replica_tolerance {
    double down, up;
};

enum replica_error {
    REPLICAS_PROPOSED,
    REPLICAS_NO_PODS,
    REPLICAS_NO_METRICS,  ///< of any pod that is ready
    REPLICAS_NO_REQUESTS, ///< utilization of pods of which one requests nothing
    REPLICAS_NO_SOURCE,   ///< the metric cannot be had, or is none
};

struct replica_proposal {
    enum replica_error error;
    int32_t replicas;
    int64_t current; ///< the metric as status shows it: per cent, or milli-units (per pod)
};

/// What the pods of a target report of one metric, added up by class.
struct pod_usage {
    int64_t pods[POD_CLASSES];
    int64_t usage_m; ///< of ready pods
    int64_t request_m[POD_CLASSES];
    bool request_missing;
    int32_t fallback_percent; ///< of its request that a pod without a metric is taken to use
    int64_t fallback_m;       ///< the same of all of them
};

/// No pods yet; `target_percent` is the target of a utilization, 0 for other metrics.
void pod_usage_init(struct pod_usage *usage, int32_t target_percent);

/// Adds `count` equal pods; `usage_m` counts for ready pods, `request_m` below 0 is missing.
void pod_usage_add(struct pod_usage *usage, enum pod_class pods, int64_t count, int64_t usage_m,
                   int64_t request_m);

/// Utilization of the pods' requests, an integer per cent cut off before the ratio is taken.
struct replica_proposal replicas_for_utilization(const struct pod_usage *usage, int32_t current,
                                                 int32_t target_percent,
                                                 const struct replica_tolerance *tolerance);

/// A value of each pod against a target for each pod.
struct replica_proposal replicas_for_average(const struct pod_usage *usage, int32_t current,
                                             int64_t target_m,
                                             const struct replica_tolerance *tolerance);

/// One value of an object or an external metric against a target: ceil(ratio x pods that run and
/// are ready); from 0 replicas ceil(ratio), whatever the tolerance.
struct replica_proposal replicas_for_value(int64_t value_m, int64_t target_m, int32_t current,
                                           int64_t ready_pods,
                                           const struct replica_tolerance *tolerance);

/// One value divided by the replicas against a target for each: ceil(value / target).
struct replica_proposal replicas_for_shared_value(int64_t value_m, int64_t target_m,
                                                  int32_t current,
                                                  const struct replica_tolerance *tolerance);

/// a + b of two values not below 0, at most INT64_MAX: several series of an external metric.
int64_t metric_value_add(int64_t a, int64_t b);

#endif
