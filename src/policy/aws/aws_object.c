#include "policy/aws/aws_object.h"

#include "base/str.h"
#include "base/utf8.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/aws_words.h"

#include <math.h>
#include <string.h>

static const char ecs_dimension[] = "ecs:service:DesiredCount";

void object_put_number(json_t *object, const char *key, double value)
{
    if (!isfinite(value))
        return;
    bool whole = value == floor(value) && fabs(value) < 9007199254740992.0; // 2^53
    json_object_set_new(object, key, whole ? json_integer((json_int_t)value) : json_real(value));
}

void object_put_text(json_t *object, const char *key, const char *value)
{
    if (value == NULL)
        return;
    struct str valid = {0};
    utf8_append_valid(&valid, value, strlen(value));
    json_object_set_new(object, key, json_string(str_text(&valid)));
    str_release(&valid);
}

static void object_put_instant(json_t *object, const char *key, instant value)
{
    char text[INSTANT_TEXT_MAX];
    if (value != INSTANT_NONE)
        object_put_text(object, key, instant_format(text, value));
}

static void put_word(json_t *object, const char *key, const struct field_word *words, size_t count,
                     int value)
{
    object_put_text(object, key, field_word_of(words, count, value));
}

/// Adds "ServiceNamespace", "ResourceId" and "ScalableDimension".
static void aws_object_put_resource(json_t *object, const struct policy_set *set)
{
    const char *dimension = set->group.dimension == NULL ? ecs_dimension : set->group.dimension;
    struct str space = {0};
    str_append_bytes(&space, dimension, strcspn(dimension, ":"));
    object_put_text(object, "ServiceNamespace", str_text(&space));
    object_put_text(object, "ResourceId", set->group.name);
    object_put_text(object, "ScalableDimension", dimension);
    str_release(&space);
}

static void put_group_name(json_t *object, const struct policy_set *set)
{
    if (set->platform == &platform_application)
        aws_object_put_resource(object, set);
    else
        object_put_text(object, "AutoScalingGroupName", set->group.name);
}

static json_t *steps(const struct scaling_policy *policy)
{
    json_t *list = json_array();
    for (size_t i = 0; i < policy->steps; i++) {
        json_t *step = json_object();
        object_put_number(step, "MetricIntervalLowerBound", policy->step[i].lower);
        object_put_number(step, "MetricIntervalUpperBound", policy->step[i].upper);
        object_put_number(step, "ScalingAdjustment", policy->step[i].adjustment);
        json_array_append_new(list, step);
    }
    return list;
}

static void put_adjustment(json_t *object, const struct scaling_policy *policy)
{
    put_word(object, "AdjustmentType", FIELD_LIST(aws_adjustment_types),
             (int)policy->adjustment_type);
    object_put_number(object, "MinAdjustmentMagnitude", policy->min_adjustment_magnitude);
    object_put_number(object, "Cooldown", policy->cooldown_s);
    if (policy->kind == POLICY_SIMPLE) {
        object_put_number(object, "ScalingAdjustment", policy->adjustment);
        return;
    }
    put_word(object, "MetricAggregationType", FIELD_LIST(aws_aggregations),
             (int)policy->aggregation);
    json_object_set_new(object, "StepAdjustments", steps(policy));
}

static json_t *target_configuration(const struct scaling_policy *policy)
{
    json_t *object = json_object();
    if (policy->metric.predefined) {
        json_object_set_new(object, "PredefinedMetricSpecification",
                            aws_object_predefined(&policy->metric));
    } else {
        json_t *customized = json_object();
        aws_object_put_metric(customized, &policy->metric);
        json_object_set_new(object, "CustomizedMetricSpecification", customized);
    }
    object_put_number(object, "TargetValue", policy->target);
    if (policy->scale_in_disabled)
        json_object_set_new(object, "DisableScaleIn", json_true());
    object_put_number(object, "ScaleInCooldown", policy->scale_in_cooldown_s);
    object_put_number(object, "ScaleOutCooldown", policy->scale_out_cooldown_s);
    return object;
}

static json_t *predictive_configuration(const struct scaling_policy *policy)
{
    json_t *metric = json_object();
    object_put_number(metric, "TargetValue", policy->target);
    if (policy->load.name == NULL) {
        json_object_set_new(metric, "PredefinedMetricPairSpecification",
                            aws_object_predefined(&policy->metric));
    } else {
        json_object_set_new(metric, "PredefinedScalingMetricSpecification",
                            aws_object_predefined(&policy->metric));
        json_object_set_new(metric, "PredefinedLoadMetricSpecification",
                            aws_object_predefined(&policy->load));
    }
    json_t *object = json_object();
    json_t *list = json_array();
    json_array_append_new(list, metric);
    json_object_set_new(object, "MetricSpecifications", list);
    put_word(object, "Mode", FIELD_LIST(aws_predictive_modes), policy->forecast_only);
    object_put_number(object, "SchedulingBufferTime", policy->scheduling_buffer_s);
    put_word(object, "MaxCapacityBreachBehavior", FIELD_LIST(aws_breach_behaviors),
             (int)policy->breach);
    object_put_number(object, "MaxCapacityBuffer", policy->max_capacity_buffer);
    return object;
}

static void put_application(json_t *object, const struct scaling_policy *policy)
{
    if (policy->kind == POLICY_TARGET) {
        json_object_set_new(object, "TargetTrackingScalingPolicyConfiguration",
                            target_configuration(policy));
        return;
    }
    json_t *settings = json_object();
    put_adjustment(settings, policy);
    json_object_set_new(object, "StepScalingPolicyConfiguration", settings);
}

json_t *aws_object_policy(const struct policy_set *set, const struct scaling_policy *policy)
{
    json_t *object = json_object();
    put_group_name(object, set);
    object_put_text(object, "PolicyName", policy->name);
    put_word(object, "PolicyType", FIELD_LIST(aws_policy_types), (int)policy->kind);
    if (set->platform == &platform_application) {
        put_application(object, policy);
        return object;
    }
    object_put_number(object, "EstimatedInstanceWarmup", policy->instance_warmup_s);
    if (policy->kind == POLICY_TARGET)
        json_object_set_new(object, "TargetTrackingConfiguration", target_configuration(policy));
    else if (policy->kind == POLICY_PREDICTIVE)
        json_object_set_new(object, "PredictiveScalingConfiguration",
                            predictive_configuration(policy));
    else
        put_adjustment(object, policy);
    if (!policy->enabled)
        json_object_set_new(object, "Enabled", json_false());
    return object;
}

json_t *aws_object_alarm(const struct policy_alarm *alarm)
{
    json_t *object = json_object();
    object_put_text(object, "AlarmName", alarm->name);
    if (!alarm->actions_enabled)
        json_object_set_new(object, "ActionsEnabled", json_false());
    aws_object_put_metric(object, &alarm->metric);
    object_put_number(object, "EvaluationPeriods", alarm->evaluation_periods);
    object_put_number(object, "DatapointsToAlarm", alarm->datapoints_to_alarm);
    object_put_number(object, "Threshold", alarm->threshold);
    put_word(object, "ComparisonOperator", FIELD_LIST(aws_comparisons), (int)alarm->comparison);
    put_word(object, "TreatMissingData", FIELD_LIST(aws_missing_data), (int)alarm->missing);
    return object;
}

bool aws_object_acts_on(const struct scaling_policy *policy, size_t alarm)
{
    for (size_t i = 0; i < policy->alarms; i++) {
        if (policy->alarm[i] == alarm)
            return true;
    }
    return false;
}

void aws_object_add_other_actions(json_t *list, const struct policy_set *set, size_t alarm)
{
    bool acts = false;
    for (size_t i = 0; i < set->policies; i++)
        acts = acts || aws_object_acts_on(&set->policy[i], alarm);
    for (size_t i = 0; i < set->alarm[alarm].actions; i++) {
        const char *action = set->alarm[alarm].action[i];
        bool policy = strstr(action, ":scalingPolicy:") != NULL;
        if (strncmp(action, "arn:", 4) == 0 && !(policy && acts))
            json_array_append_new(list, json_string(action));
    }
}

static json_t *application_scheduled(const struct policy_set *set,
                                     const struct scheduled_action *action)
{
    json_t *object = json_object();
    aws_object_put_resource(object, set);
    object_put_text(object, "ScheduledActionName", action->name);
    struct str schedule = {0};
    char start[INSTANT_TEXT_MAX];
    if (action->recurrence != NULL) {
        str_appendf(&schedule, "cron(%s)", action->recurrence);
        object_put_instant(object, "StartTime", action->start);
    } else {
        // at() takes a time without a zone, by Timezone or in UTC.
        (void)instant_format(start, action->start);
        start[strcspn(start, "Z")] = '\0';
        str_appendf(&schedule, "at(%s)", start);
    }
    object_put_text(object, "Schedule", str_text(&schedule));
    str_release(&schedule);
    object_put_text(object, "Timezone", action->zone);
    object_put_instant(object, "EndTime", action->end);
    json_t *target = json_object();
    object_put_number(target, "MinCapacity", action->min);
    object_put_number(target, "MaxCapacity", action->max);
    json_object_set_new(object, "ScalableTargetAction", target);
    return object;
}

json_t *aws_object_scheduled(const struct policy_set *set, const struct scheduled_action *action)
{
    if (set->platform == &platform_application)
        return application_scheduled(set, action);
    json_t *object = json_object();
    put_group_name(object, set);
    object_put_text(object, "ScheduledActionName", action->name);
    object_put_text(object, "Recurrence", action->recurrence);
    object_put_text(object, "TimeZone", action->zone);
    object_put_instant(object, "StartTime", action->start);
    object_put_instant(object, "EndTime", action->end);
    object_put_number(object, "MinSize", action->min);
    object_put_number(object, "MaxSize", action->max);
    object_put_number(object, "DesiredCapacity", action->desired);
    return object;
}

bool aws_object_has_group(const struct policy_set *set)
{
    const struct scaling_group *group = &set->group;
    return !isnan(group->min) || !isnan(group->max) || !isnan(group->desired) ||
           !isnan(group->default_cooldown_s) || !isnan(group->default_warmup_s) ||
           !isnan(group->health_check_grace_s);
}

json_t *aws_object_group(const struct policy_set *set)
{
    const struct scaling_group *group = &set->group;
    json_t *object = json_object();
    put_group_name(object, set);
    if (set->platform == &platform_application) {
        object_put_number(object, "MinCapacity", group->min);
        object_put_number(object, "MaxCapacity", group->max);
        return object;
    }
    object_put_number(object, "MinSize", group->min);
    object_put_number(object, "MaxSize", group->max);
    object_put_number(object, "DesiredCapacity", group->desired);
    object_put_number(object, "DefaultCooldown", group->default_cooldown_s);
    object_put_number(object, "DefaultInstanceWarmup", group->default_warmup_s);
    object_put_number(object, "HealthCheckGracePeriod", group->health_check_grace_s);
    return object;
}

json_t *aws_object_warm_pool(const struct warm_pool *pool)
{
    json_t *object = json_object();
    object_put_number(object, "MinSize", pool->min_size);
    object_put_number(object, "MaxGroupPreparedCapacity", pool->max_prepared);
    put_word(object, "PoolState", FIELD_LIST(aws_pool_states), (int)pool->state);
    if (pool->reuse_on_scale_in)
        json_object_set_new(object, "InstanceReusePolicy", json_pack("{s:b}", "ReuseOnScaleIn", 1));
    return object;
}

json_t *aws_object_hook(const struct policy_set *set, bool launching)
{
    double seconds = launching ? set->group.launch_hook_s : set->group.terminate_hook_s;
    if (isnan(seconds))
        return NULL;
    json_t *object = json_object();
    object_put_text(object, "LifecycleHookName", launching ? "launching" : "terminating");
    put_group_name(object, set);
    object_put_text(object, "LifecycleTransition",
                    launching ? "autoscaling:EC2_INSTANCE_LAUNCHING"
                              : "autoscaling:EC2_INSTANCE_TERMINATING");
    object_put_number(object, "HeartbeatTimeout", seconds);
    return object;
}
