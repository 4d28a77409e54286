// Terraform's names and nesting of an autoscaler of Google Cloud.
#include "policy/gcp/gcp_platform.h"
#include "policy/gcp/mig_parts.h"

#define SHAPE(keys)                                                                                \
    {                                                                                              \
        (keys), sizeof(keys) / sizeof *(keys)                                                      \
    }

static const struct terraform_key cpu_keys[] = {
    {"target", "utilizationTarget", FORM_NOT_ZERO, NULL},
    {"predictive_method", "predictiveMethod", FORM_COMPUTED, NULL},
};
static const struct terraform_shape cpu_shape = SHAPE(cpu_keys);

static const struct terraform_key balancing_keys[] = {
    {"target", "utilizationTarget", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape balancing_shape = SHAPE(balancing_keys);

static const struct terraform_key metric_keys[] = {
    {"name", "metric", FORM_VALUE, NULL},
    {"target", "utilizationTarget", FORM_NOT_ZERO, NULL},
    {"type", "utilizationTargetType", FORM_COMPUTED, NULL},
    {"filter", "filter", FORM_COMPUTED, NULL},
    {"single_instance_assignment", "singleInstanceAssignment", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape metric_shape = SHAPE(metric_keys);

static const struct terraform_key most_keys[] = {
    {"fixed", "fixed", FORM_NOT_ZERO, NULL},
    {"percent", "percent", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape most_shape = SHAPE(most_keys);

static const struct terraform_key control_keys[] = {
    {"max_scaled_in_replicas", "maxScaledInReplicas", FORM_BLOCK, &most_shape},
    {"time_window_sec", "timeWindowSec", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape control_shape = SHAPE(control_keys);

static const struct terraform_key schedule_keys[] = {
    {"name", "name", FORM_VALUE, NULL},
    {"min_required_replicas", "minRequiredReplicas", FORM_VALUE, NULL},
    {"schedule", "schedule", FORM_VALUE, NULL},
    {"time_zone", "timeZone", FORM_COMPUTED, NULL},
    {"duration_sec", "durationSec", FORM_VALUE, NULL},
    {"disabled", "disabled", FORM_VALUE, NULL},
    {"description", "description", FORM_IGNORED, NULL},
};
static const struct terraform_shape schedule_shape = SHAPE(schedule_keys);

static const struct terraform_key policy_keys[] = {
    {"min_replicas", "minNumReplicas", FORM_VALUE, NULL},
    {"max_replicas", "maxNumReplicas", FORM_VALUE, NULL},
    {"cooldown_period", "coolDownPeriodSec", FORM_VALUE, NULL},
    {"stabilization_period", "stabilizationPeriodSec", FORM_NOT_ZERO, NULL},
    {"mode", "mode", FORM_COMPUTED, NULL},
    {"cpu_utilization", "cpuUtilization", FORM_BLOCK, &cpu_shape},
    {"load_balancing_utilization", "loadBalancingUtilization", FORM_BLOCK, &balancing_shape},
    {"metric", "customMetricUtilizations", FORM_BLOCKS, &metric_shape},
    {"scale_in_control", "scaleInControl", FORM_BLOCK, &control_shape},
    {"scaling_schedules", "scalingSchedules", FORM_BLOCKS, &schedule_shape},
};
static const struct terraform_shape policy_shape = SHAPE(policy_keys);

static const struct terraform_key autoscaler_keys[] = {
    {"name", "name", FORM_COMPUTED, NULL},
    {"autoscaling_policy", "autoscalingPolicy", FORM_BLOCK, &policy_shape},
};
static const struct terraform_shape autoscaler_shape = SHAPE(autoscaler_keys);

const struct terraform_type mig_terraform[MIG_TERRAFORM_TYPES] = {
    {"google_compute_autoscaler", OBJECT_AUTOSCALER, &platform_mig, "name", NULL,
     &autoscaler_shape},
    {"google_compute_region_autoscaler", OBJECT_AUTOSCALER, &platform_mig, "name", NULL,
     &autoscaler_shape},
};
