#include "policy/kubernetes/pod_readiness.h"

#include <math.h>

/// Whether the CPU of a running pod cannot be trusted: it starts up, or never was ready.
static bool cpu_is_unready(const struct pod_status *pod, const struct readiness_rules *rules,
                           double now_s)
{
    if (pod->ready == CONDITION_NONE || isnan(pod->started_s))
        return true;
    bool not_ready = pod->ready == CONDITION_FALSE;
    if (pod->started_s + rules->cpu_initialization_s > now_s)
        return not_ready || pod->metric_s < pod->ready_since_s + pod->metric_window_s;
    return not_ready && pod->started_s + rules->initial_readiness_s > pod->ready_since_s;
}

enum pod_class pod_classify(const struct pod_status *pod, bool cpu,
                            const struct readiness_rules *rules, double now_s)
{
    if (pod->deleting || pod->phase == POD_FAILED || pod->phase == POD_SUCCEEDED)
        return POD_IGNORED;
    if (pod->phase == POD_PENDING)
        return POD_UNREADY;
    if (!pod->has_metric)
        return POD_MISSING;
    return cpu && cpu_is_unready(pod, rules, now_s) ? POD_UNREADY : POD_READY;
}
