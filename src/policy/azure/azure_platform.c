#include "policy/azure/azure_platform.h"

#include "policy/azure/azure_parts.h"
#include "policy/core/lint_part.h"

static void (*const lint[])(const struct lint_run *run) = {lint_azure, NULL};

const struct platform platform_scale_set = {
    .name = "VM scale set of Azure",
    // A usual virtual machine; instances are deleted at once; Azure Monitor has a sample a minute.
    .defaults =
        {.boot_s = 120, .drain_s = 0, .metric_point_s = 60, .metric_delay_s = 60, .sample_s = 60},
    .rule = azure_rules,
    .rules = AZURE_RULES,
    .lint = lint,
    .terraform = azure_terraform,
    .terraform_types = 1,
    .link = azure_link,
    .same_own = azure_same,
    .write =
        {[POLICY_FORMAT_AZURE] = write_azure, [POLICY_FORMAT_TERRAFORM] = write_azure_terraform},
    .other_format = "an autoscale setting of Azure cannot be written for another platform; --emit "
                    "azure and terraform are its formats",
    .deploy = azure_deploy,
};
