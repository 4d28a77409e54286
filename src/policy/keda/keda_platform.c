#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/kubernetes_parts.h"
#include "policy/kubernetes/kubernetes_platforms.h"

const struct platform platform_keda = {
    .name = "KEDA ScaledObject",
    .kind_shown = "ScaledObject",
    .defaults = KUBERNETES_DEFAULTS,
    .has_replicas = true,
    .to_zero = true,
    .cancels_pending = true,
    .lint = kubernetes_lint,
    .link = scaled_object_link,
    .write = {[POLICY_FORMAT_HPA] = write_kubernetes},
    .other_format = kubernetes_other_format,
    .deploy = kubernetes_deploy,
    .check_name = kubernetes_check_name,
};
