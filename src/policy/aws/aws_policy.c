#include "policy/aws/aws_metric.h"
#include "policy/aws/aws_parts.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/aws_words.h"

#include <math.h>
#include <string.h>

/// Instances, adjustments, seconds: far beyond what AWS takes, and exact in every computation.
static const double LARGEST = 1e9;

static const char not_modelled[] = "is not modelled; a replay would not do what this policy does";

static void read_steps(struct fields *fields, const struct node *body,
                       struct scaling_policy *policy)
{
    static const struct key_rule rules[] = {
        {"MetricIntervalLowerBound", KEY_READ, NULL},
        {"MetricIntervalUpperBound", KEY_READ, NULL},
        {"ScalingAdjustment", KEY_READ, NULL},
    };
    const struct node *list = field_list(fields, body, "StepAdjustments");
    if (list == NULL || list->entries == 0)
        return;
    policy->step = arena_alloc(fields->arena, list->entries * sizeof *policy->step);
    policy->steps = list->entries;
    for (size_t i = 0; i < list->entries && !fields->failed; i++) {
        const struct node *item = list->entry[i].value;
        struct step_adjustment *step = &policy->step[i];
        if (item->kind != NODE_MAP)
            field_refuse(fields, item, NULL, "a step is an object");
        field_check_keys(fields, item, "a step adjustment", FIELD_LIST(rules), false);
        field_require(fields, item, "ScalingAdjustment", NULL);
        step->origin = field_origin(fields, item);
        step->lower = field_number(fields, item, rules[0].key, -INFINITY, INFINITY);
        step->upper = field_number(fields, item, rules[1].key, -INFINITY, INFINITY);
        step->lower = isnan(step->lower) ? -(double)INFINITY : step->lower;
        step->upper = isnan(step->upper) ? (double)INFINITY : step->upper;
        step->adjustment = field_whole(fields, item, rules[2].key, -LARGEST, LARGEST);
    }
}

static void read_adjustment(struct fields *fields, const struct node *body,
                            struct scaling_policy *policy)
{
    field_require(fields, body, "AdjustmentType", NULL);
    policy->adjustment_type = (enum adjustment_type)field_choice(
        fields, body, "AdjustmentType", FIELD_LIST(aws_adjustment_types), ADJUST_CHANGE);
    policy->min_adjustment_magnitude =
        field_whole(fields, body, "MinAdjustmentMagnitude", 0.0, LARGEST);
    policy->cooldown_s = field_number(fields, body, "Cooldown", 0.0, LARGEST);
    policy->aggregation = (enum metric_statistic)field_choice(
        fields, body, "MetricAggregationType", FIELD_LIST(aws_aggregations), STATISTIC_AVERAGE);
    if (policy->kind == POLICY_STEP) {
        read_steps(fields, body, policy);
        return;
    }
    field_require(fields, body, "ScalingAdjustment", "a simple scaling policy changes by it");
    policy->adjustment = field_whole(fields, body, "ScalingAdjustment", -LARGEST, LARGEST);
}

static void read_target(struct fields *fields, const struct node *body,
                        struct scaling_policy *policy)
{
    static const struct key_rule rules[] = {
        {"PredefinedMetricSpecification", KEY_READ, NULL},
        {"CustomizedMetricSpecification", KEY_READ, NULL},
        {"TargetValue", KEY_READ, NULL},
        {"DisableScaleIn", KEY_READ, NULL},
        {"ScaleOutCooldown", KEY_READ, NULL},
        {"ScaleInCooldown", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a target tracking configuration", FIELD_LIST(rules), false);
    field_require(fields, body, "TargetValue", NULL);
    policy->target = field_number(fields, body, "TargetValue", -INFINITY, INFINITY);
    policy->scale_in_disabled = field_truth(fields, body, "DisableScaleIn", false);
    policy->scale_out_cooldown_s = field_number(fields, body, "ScaleOutCooldown", 0.0, LARGEST);
    policy->scale_in_cooldown_s = field_number(fields, body, "ScaleInCooldown", 0.0, LARGEST);
    const struct node *predefined = field_map(fields, body, rules[0].key);
    const struct node *customized = field_map(fields, body, rules[1].key);
    if ((predefined == NULL) == (customized == NULL))
        field_refuse(fields, body, NULL,
                     "target tracking needs either PredefinedMetricSpecification or "
                     "CustomizedMetricSpecification");
    else if (predefined != NULL)
        aws_metric_read_predefined(fields, predefined, "PredefinedMetricType", &policy->metric);
    else
        aws_metric_read_customized(fields, customized, &policy->metric);
}

/// One of MetricSpecifications: a pair of load and scaling metric, or both apart.
static void read_prediction(struct fields *fields, const struct node *body,
                            struct scaling_policy *policy)
{
    static const struct key_rule rules[] = {
        {"TargetValue", KEY_READ, NULL},
        {"PredefinedMetricPairSpecification", KEY_READ, NULL},
        {"PredefinedScalingMetricSpecification", KEY_READ, NULL},
        {"PredefinedLoadMetricSpecification", KEY_READ, NULL},
        {"CustomizedScalingMetricSpecification", KEY_REFUSED, not_modelled},
        {"CustomizedLoadMetricSpecification", KEY_REFUSED, not_modelled},
        {"CustomizedCapacityMetricSpecification", KEY_REFUSED, not_modelled},
    };
    field_check_keys(fields, body, "a predictive metric", FIELD_LIST(rules), false);
    field_require(fields, body, "TargetValue", NULL);
    policy->target = field_number(fields, body, "TargetValue", -INFINITY, INFINITY);
    const struct node *pair = field_map(fields, body, rules[1].key);
    const struct node *scaling = field_map(fields, body, rules[2].key);
    const struct node *load = field_map(fields, body, rules[3].key);
    static const char type_key[] = "PredefinedMetricType";
    if ((pair == NULL) == (scaling == NULL) || (scaling == NULL) != (load == NULL)) {
        field_refuse(
            fields, body, NULL,
            "a predictive metric is a PredefinedMetricPairSpecification, or a scaling and a "
            "load metric");
    } else if (pair != NULL) {
        aws_metric_read_predefined(fields, pair, type_key, &policy->metric);
    } else {
        aws_metric_read_predefined(fields, scaling, type_key, &policy->metric);
        aws_metric_read_predefined(fields, load, type_key, &policy->load);
    }
}

static void read_predictive(struct fields *fields, const struct node *body,
                            struct scaling_policy *policy)
{
    static const struct key_rule rules[] = {
        {"MetricSpecifications", KEY_READ, NULL}, {"Mode", KEY_READ, NULL},
        {"SchedulingBufferTime", KEY_READ, NULL}, {"MaxCapacityBreachBehavior", KEY_READ, NULL},
        {"MaxCapacityBuffer", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a predictive scaling configuration", FIELD_LIST(rules), false);
    policy->forecast_only =
        field_choice(fields, body, "Mode", FIELD_LIST(aws_predictive_modes), 1) != 0;
    policy->scheduling_buffer_s = field_number(fields, body, rules[2].key, 0.0, 3600.0);
    policy->breach = (enum breach_behavior)field_choice(
        fields, body, rules[3].key, FIELD_LIST(aws_breach_behaviors), BREACH_HONOR);
    policy->max_capacity_buffer = field_number(fields, body, "MaxCapacityBuffer", 0.0, 100.0);
    const struct node *list = field_list(fields, body, "MetricSpecifications");
    if (list == NULL || list->entries != 1)
        field_refuse(fields, body, NULL, "MetricSpecifications needs exactly one metric");
    else
        read_prediction(fields, list->entry[0].value, policy);
}

/// The object that a kind of policy keeps its settings in, and that no other kind may have.
struct settings {
    enum policy_kind kind;
    const char *key;
};

static const struct node *find_settings(struct fields *fields, const struct node *body,
                                        const struct scaling_policy *policy,
                                        const struct settings *settings, size_t count)
{
    const struct node *own = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct node *value = field_raw(body, settings[i].key);
        if (value == NULL || (value->kind == NODE_LIST && value->entries == 0))
            continue;
        if (settings[i].kind == policy->kind)
            own = value;
        else
            field_refuse(fields, body, settings[i].key,
                         "belongs to a policy of the type %s; this one is %s%s",
                         field_word_of(FIELD_LIST(aws_policy_types), (int)settings[i].kind),
                         field_word_of(FIELD_LIST(aws_policy_types), (int)policy->kind),
                         field_raw(body, "PolicyType") == NULL ? ", as PolicyType is missing" : "");
    }
    return own;
}

static const struct key_rule ec2_rules[] = {
    {"AutoScalingGroupName", KEY_READ, NULL},
    {"PolicyName", KEY_READ, NULL},
    {"PolicyARN", KEY_READ, NULL},
    {"PolicyType", KEY_READ, NULL},
    {"AdjustmentType", KEY_READ, NULL},
    {"MinAdjustmentStep", KEY_REFUSED, "is deprecated; write MinAdjustmentMagnitude"},
    {"MinAdjustmentMagnitude", KEY_READ, NULL},
    {"ScalingAdjustment", KEY_READ, NULL},
    {"Cooldown", KEY_READ, NULL},
    {"StepAdjustments", KEY_READ, NULL},
    {"MetricAggregationType", KEY_READ, NULL},
    {"EstimatedInstanceWarmup", KEY_READ, NULL},
    {"Enabled", KEY_READ, NULL},
    {"TargetTrackingConfiguration", KEY_READ, NULL},
    {"PredictiveScalingConfiguration", KEY_READ, NULL},
    {"Alarms", KEY_IGNORED, NULL},
};

static void read_ec2(struct fields *fields, const struct node *body, struct scaling_policy *policy)
{
    static const struct settings settings[] = {
        {POLICY_STEP, "StepAdjustments"},
        {POLICY_SIMPLE, "ScalingAdjustment"},
        {POLICY_TARGET, "TargetTrackingConfiguration"},
        {POLICY_PREDICTIVE, "PredictiveScalingConfiguration"},
    };
    field_check_keys(fields, body, "a scaling policy", FIELD_LIST(ec2_rules), false);
    const struct node *own = find_settings(fields, body, policy, FIELD_LIST(settings));
    policy->enabled = field_truth(fields, body, "Enabled", true);
    policy->instance_warmup_s = field_number(fields, body, "EstimatedInstanceWarmup", 0.0, LARGEST);
    if (policy->kind == POLICY_STEP || policy->kind == POLICY_SIMPLE) {
        read_adjustment(fields, body, policy);
        return;
    }
    if (own == NULL)
        field_refuse(fields, body, NULL, "a %s policy needs %s",
                     field_word_of(FIELD_LIST(aws_policy_types), (int)policy->kind),
                     settings[policy->kind == POLICY_TARGET ? 2 : 3].key);
    else if (policy->kind == POLICY_TARGET)
        read_target(fields, own, policy);
    else
        read_predictive(fields, own, policy);
}

static const struct key_rule application_rules[] = {
    {"PolicyName", KEY_READ, NULL},
    {"PolicyARN", KEY_READ, NULL},
    {"PolicyType", KEY_READ, NULL},
    {"ResourceId", KEY_READ, NULL},
    {"ScalableDimension", KEY_READ, NULL},
    {"ServiceNamespace", KEY_READ, NULL},
    {"ScalingTargetId", KEY_READ, NULL},
    {"StepScalingPolicyConfiguration", KEY_READ, NULL},
    {"TargetTrackingScalingPolicyConfiguration", KEY_READ, NULL},
    {"PredictiveScalingPolicyConfiguration", KEY_REFUSED, not_modelled},
    {"Alarms", KEY_IGNORED, NULL},
    {"CreationTime", KEY_IGNORED, NULL},
};

static void read_application(struct fields *fields, const struct node *body,
                             struct scaling_policy *policy)
{
    static const struct settings settings[] = {
        {POLICY_STEP, "StepScalingPolicyConfiguration"},
        {POLICY_TARGET, "TargetTrackingScalingPolicyConfiguration"},
    };
    static const struct key_rule step_rules[] = {
        {"AdjustmentType", KEY_READ, NULL},         {"StepAdjustments", KEY_READ, NULL},
        {"MinAdjustmentMagnitude", KEY_READ, NULL}, {"Cooldown", KEY_READ, NULL},
        {"MetricAggregationType", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a scaling policy", FIELD_LIST(application_rules), false);
    const struct node *own = find_settings(fields, body, policy, FIELD_LIST(settings));
    if (own == NULL) {
        field_refuse(fields, body, NULL, "a policy of Application Auto Scaling needs %s or %s",
                     settings[0].key, settings[1].key);
    } else if (policy->kind == POLICY_TARGET) {
        read_target(fields, own, policy);
    } else {
        field_check_keys(fields, own, "a step scaling configuration", FIELD_LIST(step_rules),
                         false);
        read_adjustment(fields, own, policy);
    }
}

void aws_policy_read(struct fields *fields, const struct node *body,
                     const struct platform *platform, struct scaling_policy *policy)
{
    // The defaults of the two APIs where PolicyType is missing.
    enum policy_kind otherwise = platform == &platform_ec2 ? POLICY_SIMPLE : POLICY_STEP;
    int kind =
        field_choice(fields, body, "PolicyType", FIELD_LIST(aws_policy_types), (int)otherwise);
    scaling_policy_init(policy, (enum policy_kind)kind);
    policy->origin = field_origin(fields, body);
    if (platform == &platform_ec2)
        read_ec2(fields, body, policy);
    else
        read_application(fields, body, policy);
}
