// The platforms of Kubernetes: its own autoscaler, and KEDA, which drives that and stands in the
// same files.
#ifndef HEADROOM_POLICY_KUBERNETES_KUBERNETES_PLATFORMS_H
#define HEADROOM_POLICY_KUBERNETES_KUBERNETES_PLATFORMS_H

#include "policy/core/platform.h"

extern const struct platform platform_hpa;  ///< HorizontalPodAutoscalers
extern const struct platform platform_keda; ///< ScaledObjects

/// A pod on a node that is there; a metrics server's resolution, and a scrape; adapters give rates.
#define KUBERNETES_DEFAULTS                                                                        \
    {                                                                                              \
        .boot_s = 30, .drain_s = DRAIN_KUBERNETES_S, .metric_point_s = 15, .metric_delay_s = 15,   \
        .sample_s = 1                                                                              \
    }

/// What both have in common.
extern void (*const kubernetes_lint[])(const struct lint_run *run);
extern const char kubernetes_other_format[];
void kubernetes_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                       struct str *out);
int kubernetes_check_name(const struct policy_set *set, struct err *err);
void write_kubernetes(const struct policy_sets *sets, struct str *out, struct notes *notes);

#endif
