#include "policy/gcp/gcp_platform.h"

#include "policy/core/lint_part.h"
#include "policy/gcp/mig_parts.h"

static void (*const lint[])(const struct lint_run *run) = {lint_mig, NULL};

const struct platform platform_mig = {
    .name = "managed instance group of Google Cloud",
    // A usual virtual machine; connection draining is off; Cloud Monitoring has a sample a minute.
    .defaults =
        {.boot_s = 120, .drain_s = 0, .metric_point_s = 60, .metric_delay_s = 60, .sample_s = 1},
    .cancels_pending = true,
    .rule = mig_rules,
    .rules = MIG_RULES,
    .lint = lint,
    .terraform = mig_terraform,
    .terraform_types = MIG_TERRAFORM_TYPES,
    .link = mig_link,
    .same_own = mig_same,
    .write =
        {[POLICY_FORMAT_GCLOUD] = write_gcloud, [POLICY_FORMAT_TERRAFORM] = write_mig_terraform},
    .other_format = "an autoscaler of Google Cloud cannot be written for another platform; --emit "
                    "gcloud and terraform are its formats",
    .deploy = mig_deploy,
};
