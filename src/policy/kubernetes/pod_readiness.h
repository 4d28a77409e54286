// Which pods count when Kubernetes looks at a metric.
#ifndef HEADROOM_POLICY_KUBERNETES_POD_READINESS_H
#define HEADROOM_POLICY_KUBERNETES_POD_READINESS_H

#include <stdbool.h>

enum pod_class {
    POD_READY,   ///< its metric counts
    POD_UNREADY, ///< has none that can be trusted: 0 when scaling up, left out when scaling down
    POD_MISSING, ///< has none: 0 when scaling up, all of its request when scaling down
    POD_IGNORED, ///< finished, failed or being deleted
};

enum { POD_CLASSES = POD_IGNORED + 1 };

enum pod_phase {
    POD_PENDING,
    POD_RUNNING,
    POD_SUCCEEDED,
    POD_FAILED,
};

/// The Ready condition of a pod.
enum pod_condition {
    CONDITION_NONE,
    CONDITION_FALSE,
    CONDITION_TRUE,
};

/// One pod; times are seconds on one clock, NaN where there is none.
struct pod_status {
    enum pod_phase phase;
    bool deleting;
    double started_s;
    enum pod_condition ready;
    double ready_since_s; ///< last transition of the condition
    bool has_metric;
    double metric_s; ///< when the sample was taken, at the end of its window
    double metric_window_s;
};

struct readiness_rules {
    double cpu_initialization_s; ///< --horizontal-pod-autoscaler-cpu-initialization-period
    double initial_readiness_s;  ///< --horizontal-pod-autoscaler-initial-readiness-delay
};

/// The class of a pod for a metric; readiness matters for CPU alone (kube-controller-manager's
/// replica calculator, groupPods).
enum pod_class pod_classify(const struct pod_status *pod, bool cpu,
                            const struct readiness_rules *rules, double now_s);

#endif
