#include "policy/aws/aws_platforms.h"

#include "policy/aws/aws_names.h"
#include "policy/aws/aws_parts.h"
#include "policy/aws/write_aws.h"
#include "policy/core/lint_part.h"
#include "policy/core/platform_defaults.h"

/// A usual virtual machine with its application; detailed monitoring; EC2 and load balancers count
/// by the minute.
#define AWS_DEFAULTS                                                                               \
    {                                                                                              \
        .boot_s = 120, .drain_s = DRAIN_AWS_S, .metric_point_s = 60, .metric_delay_s = 0,          \
        .sample_s = 60                                                                             \
    }

static void (*const aws_lint[])(const struct lint_run *run) = {
    lint_group,     lint_names,  lint_schedule, lint_steps,       lint_reach,
    lint_dead_band, lint_alarms, lint_targets,  lint_application, NULL,
};

#define AWS_WRITERS                                                                                \
    {                                                                                              \
        [POLICY_FORMAT_AWS] = write_aws_cli,                                                       \
        [POLICY_FORMAT_CLOUDFORMATION] = write_cloudformation,                                     \
        [POLICY_FORMAT_TERRAFORM] = write_terraform,                                               \
    }

static const char other_format[] =
    "a policy of AWS cannot be written as a manifest of Kubernetes; --emit aws, cloudformation and "
    "terraform are its formats";

const struct platform platform_ec2 = {
    .name = "EC2 Auto Scaling",
    .defaults = AWS_DEFAULTS,
    .scheduled_max = EC2_SCHEDULED_MAX,
    .warms_up = true,
    .runs_at_start = true,
    .terraform = aws_terraform,
    .terraform_types = AWS_TERRAFORM_TYPES,
    .lint = aws_lint,
    .link = aws_link,
    .write = AWS_WRITERS,
    .other_format = other_format,
    .deploy = aws_deploy,
    .check_name = aws_check_names,
};

const struct platform platform_application = {
    .name = "Application Auto Scaling",
    .scope_behind = true,
    .defaults = AWS_DEFAULTS,
    .scheduled_max = APPLICATION_SCHEDULED_MAX,
    .cools_down = true,
    .lint = aws_lint,
    .link = aws_link,
    .write = AWS_WRITERS,
    .other_format = other_format,
    .deploy = aws_deploy,
    .check_name = aws_check_names,
};
