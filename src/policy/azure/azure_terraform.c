// Terraform's names and nesting of an autoscale setting of Azure.
#include "policy/azure/azure_parts.h"
#include "policy/azure/azure_platform.h"

#define SHAPE(keys)                                                                                \
    {                                                                                              \
        (keys), sizeof(keys) / sizeof *(keys)                                                      \
    }

static const struct terraform_key capacity_keys[] = {
    {"minimum", "minimum", FORM_VALUE, NULL},
    {"maximum", "maximum", FORM_VALUE, NULL},
    {"default", "default", FORM_VALUE, NULL},
};
static const struct terraform_shape capacity_shape = SHAPE(capacity_keys);

static const struct terraform_key trigger_keys[] = {
    {"metric_name", "metricName", FORM_VALUE, NULL},
    {"metric_resource_id", "metricResourceUri", FORM_COMPUTED, NULL},
    {"metric_namespace", "metricNamespace", FORM_COMPUTED, NULL},
    {"time_grain", "timeGrain", FORM_VALUE, NULL},
    {"statistic", "statistic", FORM_VALUE, NULL},
    {"time_window", "timeWindow", FORM_VALUE, NULL},
    {"time_aggregation", "timeAggregation", FORM_VALUE, NULL},
    {"operator", "operator", FORM_VALUE, NULL},
    {"threshold", "threshold", FORM_VALUE, NULL},
    {"divide_by_instance_count", "dividePerInstance", FORM_VALUE, NULL},
    {"dimensions", "dimensions", FORM_LIST, NULL},
};
static const struct terraform_shape trigger_shape = SHAPE(trigger_keys);

static const struct terraform_key action_keys[] = {
    {"direction", "direction", FORM_VALUE, NULL},
    {"type", "type", FORM_VALUE, NULL},
    {"value", "value", FORM_VALUE, NULL},
    {"cooldown", "cooldown", FORM_VALUE, NULL},
};
static const struct terraform_shape action_shape = SHAPE(action_keys);

static const struct terraform_key rule_keys[] = {
    {"metric_trigger", "metricTrigger", FORM_BLOCK, &trigger_shape},
    {"scale_action", "scaleAction", FORM_BLOCK, &action_shape},
};
static const struct terraform_shape rule_shape = SHAPE(rule_keys);

static const struct terraform_key fixed_keys[] = {
    {"timezone", "timeZone", FORM_VALUE, NULL},
    {"start", "start", FORM_VALUE, NULL},
    {"end", "end", FORM_VALUE, NULL},
};
static const struct terraform_shape fixed_shape = SHAPE(fixed_keys);

static const struct terraform_key recurrence_keys[] = {
    {"timezone", "timeZone", FORM_VALUE, NULL},
    {"days", "days", FORM_LIST, NULL},
    {"hours", "hours", FORM_LIST, NULL},
    {"minutes", "minutes", FORM_LIST, NULL},
};
static const struct terraform_shape recurrence_shape = SHAPE(recurrence_keys);

static const struct terraform_key profile_keys[] = {
    {"name", "name", FORM_VALUE, NULL},
    {"capacity", "capacity", FORM_BLOCK, &capacity_shape},
    {"rule", "rules", FORM_BLOCKS, &rule_shape},
    {"fixed_date", "fixedDate", FORM_BLOCK, &fixed_shape},
    {"recurrence", "recurrence", FORM_BLOCK, &recurrence_shape},
};
static const struct terraform_shape profile_shape = SHAPE(profile_keys);

static const struct terraform_key predictive_keys[] = {
    {"scale_mode", "scaleMode", FORM_VALUE, NULL},
    {"look_ahead_time", "scaleLookAheadTime", FORM_COMPUTED, NULL},
};
static const struct terraform_shape predictive_shape = SHAPE(predictive_keys);

static const struct terraform_key setting_keys[] = {
    {"name", "name", FORM_COMPUTED, NULL},
    {"enabled", "enabled", FORM_VALUE, NULL},
    {"target_resource_id", "targetResourceUri", FORM_COMPUTED, NULL},
    {"profile", "profiles", FORM_BLOCKS, &profile_shape},
    {"predictive", "predictiveAutoscalePolicy", FORM_BLOCK, &predictive_shape},
};
static const struct terraform_shape setting_shape = SHAPE(setting_keys);

const struct terraform_type azure_terraform[1] = {
    {"azurerm_monitor_autoscale_setting", OBJECT_AUTOSCALER, &platform_scale_set, "name", NULL,
     &setting_shape},
};
