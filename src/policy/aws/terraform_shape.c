#include "policy/core/terraform_shape.h"

#include "policy/aws/aws_parts.h"
#include "policy/aws/aws_platforms.h"

#include <string.h>

#define SHAPE(keys)                                                                                \
    {                                                                                              \
        (keys), sizeof(keys) / sizeof((keys)[0])                                                   \
    }

static const struct terraform_key step_keys[] = {
    {"metric_interval_lower_bound", "MetricIntervalLowerBound", FORM_VALUE, NULL},
    {"metric_interval_upper_bound", "MetricIntervalUpperBound", FORM_VALUE, NULL},
    {"scaling_adjustment", "ScalingAdjustment", FORM_VALUE, NULL},
};
static const struct terraform_shape step_shape = SHAPE(step_keys);

static const struct terraform_key predefined_keys[] = {
    {"predefined_metric_type", "PredefinedMetricType", FORM_VALUE, NULL},
    {"resource_label", "ResourceLabel", FORM_COMPUTED, NULL},
};
static const struct terraform_shape predefined_shape = SHAPE(predefined_keys);

static const struct terraform_key dimension_keys[] = {
    {"name", "Name", FORM_VALUE, NULL},
    {"value", "Value", FORM_COMPUTED, NULL},
};
static const struct terraform_shape dimension_shape = SHAPE(dimension_keys);

static const struct terraform_key named_metric_keys[] = {
    {"metric_name", "MetricName", FORM_VALUE, NULL},
    {"namespace", "Namespace", FORM_VALUE, NULL},
    {"dimensions", "Dimensions", FORM_BLOCKS, &dimension_shape},
};
static const struct terraform_shape named_metric_shape = SHAPE(named_metric_keys);

static const struct terraform_key metric_stat_keys[] = {
    {"metric", "Metric", FORM_BLOCK, &named_metric_shape},
    {"stat", "Stat", FORM_VALUE, NULL},
    {"unit", "Unit", FORM_VALUE, NULL},
    {"period", "Period", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape metric_stat_shape = SHAPE(metric_stat_keys);

static const struct terraform_key metrics_keys[] = {
    {"id", "Id", FORM_VALUE, NULL},
    {"expression", "Expression", FORM_VALUE, NULL},
    {"label", "Label", FORM_VALUE, NULL},
    {"return_data", "ReturnData", FORM_VALUE, NULL},
    {"metric_stat", "MetricStat", FORM_BLOCK, &metric_stat_shape},
};
static const struct terraform_shape metrics_shape = SHAPE(metrics_keys);

static const struct terraform_key customized_keys[] = {
    {"metric_name", "MetricName", FORM_VALUE, NULL},
    {"namespace", "Namespace", FORM_VALUE, NULL},
    {"statistic", "Statistic", FORM_VALUE, NULL},
    {"unit", "Unit", FORM_VALUE, NULL},
    {"period", "Period", FORM_NOT_ZERO, NULL},
    {"metric_dimension", "Dimensions", FORM_BLOCKS, &dimension_shape},
    {"metrics", "Metrics", FORM_BLOCKS, &metrics_shape},
};
static const struct terraform_shape customized_shape = SHAPE(customized_keys);

static const struct terraform_key application_customized_keys[] = {
    {"metric_name", "MetricName", FORM_VALUE, NULL},
    {"namespace", "Namespace", FORM_VALUE, NULL},
    {"statistic", "Statistic", FORM_VALUE, NULL},
    {"unit", "Unit", FORM_VALUE, NULL},
    {"dimensions", "Dimensions", FORM_BLOCKS, &dimension_shape},
    {"metrics", "Metrics", FORM_BLOCKS, &metrics_shape},
};
static const struct terraform_shape application_customized_shape =
    SHAPE(application_customized_keys);

static const struct terraform_key target_keys[] = {
    {"predefined_metric_specification", "PredefinedMetricSpecification", FORM_BLOCK,
     &predefined_shape},
    {"customized_metric_specification", "CustomizedMetricSpecification", FORM_BLOCK,
     &customized_shape},
    {"target_value", "TargetValue", FORM_VALUE, NULL},
    {"disable_scale_in", "DisableScaleIn", FORM_VALUE, NULL},
};
static const struct terraform_shape target_shape = SHAPE(target_keys);

static const struct terraform_key application_target_keys[] = {
    {"predefined_metric_specification", "PredefinedMetricSpecification", FORM_BLOCK,
     &predefined_shape},
    {"customized_metric_specification", "CustomizedMetricSpecification", FORM_BLOCK,
     &application_customized_shape},
    {"target_value", "TargetValue", FORM_VALUE, NULL},
    {"disable_scale_in", "DisableScaleIn", FORM_VALUE, NULL},
    {"scale_in_cooldown", "ScaleInCooldown", FORM_VALUE, NULL},
    {"scale_out_cooldown", "ScaleOutCooldown", FORM_VALUE, NULL},
};
static const struct terraform_shape application_target_shape = SHAPE(application_target_keys);

static const struct terraform_key prediction_keys[] = {
    {"target_value", "TargetValue", FORM_VALUE, NULL},
    {"predefined_metric_pair_specification", "PredefinedMetricPairSpecification", FORM_BLOCK,
     &predefined_shape},
    {"predefined_scaling_metric_specification", "PredefinedScalingMetricSpecification", FORM_BLOCK,
     &predefined_shape},
    {"predefined_load_metric_specification", "PredefinedLoadMetricSpecification", FORM_BLOCK,
     &predefined_shape},
    {"customized_scaling_metric_specification", "CustomizedScalingMetricSpecification", FORM_LIST,
     NULL},
    {"customized_load_metric_specification", "CustomizedLoadMetricSpecification", FORM_LIST, NULL},
    {"customized_capacity_metric_specification", "CustomizedCapacityMetricSpecification", FORM_LIST,
     NULL},
};
static const struct terraform_shape prediction_shape = SHAPE(prediction_keys);

static const struct terraform_key predictive_keys[] = {
    {"max_capacity_breach_behavior", "MaxCapacityBreachBehavior", FORM_VALUE, NULL},
    {"max_capacity_buffer", "MaxCapacityBuffer", FORM_VALUE, NULL},
    {"mode", "Mode", FORM_VALUE, NULL},
    {"scheduling_buffer_time", "SchedulingBufferTime", FORM_VALUE, NULL},
    {"metric_specification", "MetricSpecifications", FORM_BLOCKS, &prediction_shape},
};
static const struct terraform_shape predictive_shape = SHAPE(predictive_keys);

static const struct terraform_key policy_keys[] = {
    {"id", NULL, FORM_IGNORED, NULL},
    {"arn", "PolicyARN", FORM_COMPUTED, NULL},
    {"region", NULL, FORM_IGNORED, NULL},
    {"name", "PolicyName", FORM_COMPUTED, NULL},
    {"autoscaling_group_name", "AutoScalingGroupName", FORM_COMPUTED, NULL},
    {"policy_type", "PolicyType", FORM_VALUE, NULL},
    {"adjustment_type", "AdjustmentType", FORM_VALUE, NULL},
    {"min_adjustment_magnitude", "MinAdjustmentMagnitude", FORM_NOT_ZERO, NULL},
    {"scaling_adjustment", "ScalingAdjustment", FORM_NOT_ZERO, NULL},
    {"cooldown", "Cooldown", FORM_VALUE, NULL},
    {"metric_aggregation_type", "MetricAggregationType", FORM_COMPUTED, NULL},
    {"estimated_instance_warmup", "EstimatedInstanceWarmup", FORM_VALUE, NULL},
    {"enabled", "Enabled", FORM_VALUE, NULL},
    {"step_adjustment", "StepAdjustments", FORM_BLOCKS, &step_shape},
    {"target_tracking_configuration", "TargetTrackingConfiguration", FORM_BLOCK, &target_shape},
    {"predictive_scaling_configuration", "PredictiveScalingConfiguration", FORM_BLOCK,
     &predictive_shape},
};
static const struct terraform_shape policy_shape = SHAPE(policy_keys);

static const struct terraform_key query_metric_keys[] = {
    {"metric_name", "Metric/MetricName", FORM_VALUE, NULL},
    {"namespace", "Metric/Namespace", FORM_VALUE, NULL},
    {"dimensions", "Metric/Dimensions", FORM_PAIRS, NULL},
    {"period", "Period", FORM_VALUE, NULL},
    {"stat", "Stat", FORM_VALUE, NULL},
    {"unit", "Unit", FORM_VALUE, NULL},
};
static const struct terraform_shape query_metric_shape = SHAPE(query_metric_keys);

static const struct terraform_key query_keys[] = {
    {"id", "Id", FORM_VALUE, NULL},
    {"account_id", NULL, FORM_IGNORED, NULL},
    {"expression", "Expression", FORM_VALUE, NULL},
    {"label", "Label", FORM_VALUE, NULL},
    {"period", "Period", FORM_NOT_ZERO, NULL},
    {"return_data", "ReturnData", FORM_FALSE, NULL},
    {"metric", "MetricStat", FORM_BLOCK, &query_metric_shape},
};
static const struct terraform_shape query_shape = SHAPE(query_keys);

static const struct terraform_key alarm_keys[] = {
    {"id", NULL, FORM_IGNORED, NULL},
    {"arn", NULL, FORM_IGNORED, NULL},
    {"region", NULL, FORM_IGNORED, NULL},
    {"alarm_name", "AlarmName", FORM_COMPUTED, NULL},
    {"alarm_description", NULL, FORM_IGNORED, NULL},
    {"actions_enabled", "ActionsEnabled", FORM_VALUE, NULL},
    {"alarm_actions", NULL, FORM_IGNORED, NULL}, // references, taken apart from the rest
    {"ok_actions", NULL, FORM_IGNORED, NULL},
    {"insufficient_data_actions", NULL, FORM_IGNORED, NULL},
    {"comparison_operator", "ComparisonOperator", FORM_VALUE, NULL},
    {"datapoints_to_alarm", "DatapointsToAlarm", FORM_NOT_ZERO, NULL},
    {"dimensions", "Dimensions", FORM_PAIRS, NULL},
    {"evaluate_low_sample_count_percentiles", NULL, FORM_IGNORED, NULL},
    {"evaluation_periods", "EvaluationPeriods", FORM_VALUE, NULL},
    {"extended_statistic", "ExtendedStatistic", FORM_VALUE, NULL},
    {"metric_name", "MetricName", FORM_VALUE, NULL},
    {"metric_query", "Metrics", FORM_BLOCKS, &query_shape},
    {"namespace", "Namespace", FORM_VALUE, NULL},
    {"period", "Period", FORM_NOT_ZERO, NULL},
    {"statistic", "Statistic", FORM_VALUE, NULL},
    {"tags", NULL, FORM_IGNORED, NULL},
    {"tags_all", NULL, FORM_IGNORED, NULL},
    {"threshold", "Threshold", FORM_VALUE, NULL},
    {"threshold_metric_id", "ThresholdMetricId", FORM_VALUE, NULL},
    {"treat_missing_data", "TreatMissingData", FORM_VALUE, NULL},
    {"unit", "Unit", FORM_VALUE, NULL},
};
static const struct terraform_shape alarm_shape = SHAPE(alarm_keys);

static const struct terraform_key reuse_keys[] = {
    {"reuse_on_scale_in", "ReuseOnScaleIn", FORM_VALUE, NULL},
};
static const struct terraform_shape reuse_shape = SHAPE(reuse_keys);

static const struct terraform_key pool_keys[] = {
    {"pool_state", "PoolState", FORM_VALUE, NULL},
    {"min_size", "MinSize", FORM_VALUE, NULL},
    {"max_group_prepared_capacity", "MaxGroupPreparedCapacity", FORM_VALUE, NULL},
    {"instance_reuse_policy", "InstanceReusePolicy", FORM_BLOCK, &reuse_shape},
};
static const struct terraform_shape pool_shape = SHAPE(pool_keys);

static const struct terraform_key hook_keys[] = {
    {"name", "LifecycleHookName", FORM_COMPUTED, NULL},
    {"lifecycle_transition", "LifecycleTransition", FORM_VALUE, NULL},
    {"heartbeat_timeout", "HeartbeatTimeout", FORM_NOT_ZERO, NULL},
};
static const struct terraform_shape hook_shape = SHAPE(hook_keys);

/// What else a group has says nothing about scaling, so it is left out without a word.
static const struct terraform_key group_keys[] = {
    {"name", "AutoScalingGroupName", FORM_COMPUTED, NULL},
    {"min_size", "MinSize", FORM_VALUE, NULL},
    {"max_size", "MaxSize", FORM_VALUE, NULL},
    {"desired_capacity", "DesiredCapacity", FORM_COMPUTED, NULL},
    {"desired_capacity_type", "DesiredCapacityType", FORM_VALUE, NULL},
    {"default_cooldown", "DefaultCooldown", FORM_COMPUTED, NULL},
    {"default_instance_warmup", "DefaultInstanceWarmup", FORM_VALUE, NULL},
    {"health_check_grace_period", "HealthCheckGracePeriod", FORM_VALUE, NULL},
    {"availability_zones", "AvailabilityZones", FORM_LIST, NULL},
    {"vpc_zone_identifier", "VPCZoneIdentifier", FORM_LIST, NULL},
    {"warm_pool", "WarmPoolConfiguration", FORM_BLOCK, &pool_shape},
    {"initial_lifecycle_hook", "LifecycleHookSpecificationList", FORM_BLOCKS, &hook_shape},
};
static const struct terraform_shape group_shape = SHAPE(group_keys);

/// What else a target group has is of the load balancer.
static const struct terraform_key target_group_keys[] = {
    {"name", "TargetGroupName", FORM_COMPUTED, NULL},
    {"deregistration_delay", "DeregistrationDelay", FORM_COMPUTED, NULL},
};
static const struct terraform_shape target_group_shape = SHAPE(target_group_keys);

static const struct terraform_key schedule_keys[] = {
    {"id", NULL, FORM_IGNORED, NULL},
    {"arn", NULL, FORM_IGNORED, NULL},
    {"region", NULL, FORM_IGNORED, NULL},
    {"scheduled_action_name", "ScheduledActionName", FORM_COMPUTED, NULL},
    {"autoscaling_group_name", NULL, FORM_IGNORED, NULL},
    {"min_size", "MinSize", FORM_NOT_NEGATIVE, NULL},
    {"max_size", "MaxSize", FORM_NOT_NEGATIVE, NULL},
    {"desired_capacity", "DesiredCapacity", FORM_NOT_NEGATIVE, NULL},
    {"recurrence", "Recurrence", FORM_COMPUTED, NULL},
    {"start_time", "StartTime", FORM_COMPUTED, NULL},
    {"end_time", "EndTime", FORM_COMPUTED, NULL},
    {"time_zone", "TimeZone", FORM_COMPUTED, NULL},
};
static const struct terraform_shape schedule_shape = SHAPE(schedule_keys);

static const struct terraform_key scalable_target_keys[] = {
    {"min_capacity", "MinCapacity", FORM_VALUE, NULL},
    {"max_capacity", "MaxCapacity", FORM_VALUE, NULL},
    {"resource_id", "ResourceId", FORM_COMPUTED, NULL},
    {"scalable_dimension", "ScalableDimension", FORM_COMPUTED, NULL},
    {"service_namespace", "ServiceNamespace", FORM_COMPUTED, NULL},
};
static const struct terraform_shape scalable_target_shape = SHAPE(scalable_target_keys);

static const struct terraform_key step_configuration_keys[] = {
    {"adjustment_type", "AdjustmentType", FORM_VALUE, NULL},
    {"cooldown", "Cooldown", FORM_VALUE, NULL},
    {"metric_aggregation_type", "MetricAggregationType", FORM_VALUE, NULL},
    {"min_adjustment_magnitude", "MinAdjustmentMagnitude", FORM_NOT_ZERO, NULL},
    {"step_adjustment", "StepAdjustments", FORM_BLOCKS, &step_shape},
};
static const struct terraform_shape step_configuration_shape = SHAPE(step_configuration_keys);

static const struct terraform_key application_policy_keys[] = {
    {"id", NULL, FORM_IGNORED, NULL},
    {"arn", NULL, FORM_IGNORED, NULL},
    {"region", NULL, FORM_IGNORED, NULL},
    {"alarm_arns", NULL, FORM_IGNORED, NULL},
    {"name", "PolicyName", FORM_COMPUTED, NULL},
    {"policy_type", "PolicyType", FORM_VALUE, NULL},
    {"resource_id", "ResourceId", FORM_COMPUTED, NULL},
    {"scalable_dimension", "ScalableDimension", FORM_COMPUTED, NULL},
    {"service_namespace", "ServiceNamespace", FORM_COMPUTED, NULL},
    {"step_scaling_policy_configuration", "StepScalingPolicyConfiguration", FORM_BLOCK,
     &step_configuration_shape},
    {"target_tracking_scaling_policy_configuration", "TargetTrackingScalingPolicyConfiguration",
     FORM_BLOCK, &application_target_shape},
    {"predictive_scaling_policy_configuration", "PredictiveScalingPolicyConfiguration", FORM_LIST,
     NULL},
};
static const struct terraform_shape application_policy_shape = SHAPE(application_policy_keys);

static const struct terraform_key target_action_keys[] = {
    {"min_capacity", "MinCapacity", FORM_VALUE, NULL},
    {"max_capacity", "MaxCapacity", FORM_VALUE, NULL},
};
static const struct terraform_shape target_action_shape = SHAPE(target_action_keys);

static const struct terraform_key application_schedule_keys[] = {
    {"id", NULL, FORM_IGNORED, NULL},
    {"arn", NULL, FORM_IGNORED, NULL},
    {"region", NULL, FORM_IGNORED, NULL},
    {"name", "ScheduledActionName", FORM_COMPUTED, NULL},
    {"resource_id", "ResourceId", FORM_COMPUTED, NULL},
    {"scalable_dimension", "ScalableDimension", FORM_COMPUTED, NULL},
    {"service_namespace", "ServiceNamespace", FORM_COMPUTED, NULL},
    {"schedule", "Schedule", FORM_VALUE, NULL},
    {"timezone", "Timezone", FORM_VALUE, NULL},
    {"start_time", "StartTime", FORM_VALUE, NULL},
    {"end_time", "EndTime", FORM_VALUE, NULL},
    {"scalable_target_action", "ScalableTargetAction", FORM_BLOCK, &target_action_shape},
};
static const struct terraform_shape application_schedule_shape = SHAPE(application_schedule_keys);

const struct terraform_type aws_terraform[AWS_TERRAFORM_TYPES] = {
    {"aws_autoscaling_group", OBJECT_GROUP, &platform_ec2, "name", NULL, &group_shape},
    {"aws_autoscaling_policy", OBJECT_POLICY, &platform_ec2, "name", "autoscaling_group_name",
     &policy_shape},
    {"aws_autoscaling_schedule", OBJECT_SCHEDULED, &platform_ec2, "scheduled_action_name",
     "autoscaling_group_name", &schedule_shape},
    {"aws_autoscaling_lifecycle_hook", OBJECT_HOOK, &platform_ec2, "name", "autoscaling_group_name",
     &hook_shape},
    {"aws_lb_target_group", OBJECT_TARGET_GROUP, &platform_ec2, "name", NULL, &target_group_shape},
    {"aws_alb_target_group", OBJECT_TARGET_GROUP, &platform_ec2, "name", NULL, &target_group_shape},
    {"aws_cloudwatch_metric_alarm", OBJECT_ALARM, &platform_ec2, "alarm_name", NULL, &alarm_shape},
    {"aws_appautoscaling_target", OBJECT_GROUP, &platform_application, "resource_id", NULL,
     &scalable_target_shape},
    {"aws_appautoscaling_policy", OBJECT_POLICY, &platform_application, "name", "resource_id",
     &application_policy_shape},
    {"aws_appautoscaling_scheduled_action", OBJECT_SCHEDULED, &platform_application, "name",
     "resource_id", &application_schedule_shape},
};
