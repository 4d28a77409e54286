// CloudFormation and Terraform: the same policy as samples/asg-steps.json, through references.
#include "../policy_fixture.h"
#include "policy/platforms.h"
#include "policy_calls.h"

#include <math.h>

static void step_policy(const struct policy_set *set, const char *out, const char *in)
{
    near(set->group.min, 6, 0, "minimum");
    near(set->group.max, 60, 0, "maximum");
    near(set->group.default_warmup_s, 120, 0, "default warm-up");
    is_int(set->group.zones, 3, "zones");
    ok(set->warm_pool.present, "a warm pool");
    near(set->warm_pool.min_size, 4, 0, "of at least 4");
    is_int(set->policies, 2, "two policies");
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        bool is_out = strcmp(policy->name, out) == 0;
        is_text(policy->name, is_out ? out : in, "by name");
        is_int(policy->steps, is_out ? 2 : 1, "its steps");
        near(policy->step[policy->steps - 1].adjustment, is_out ? 30 : -1, 0, "its last change");
        ok(is_out ? isinf(policy->step[1].upper) && policy->step[1].lower == 15.0
                  : isinf(policy->step[0].lower) && policy->step[0].upper == 0.0,
           "its bounds");
        is_int(policy->alarms, 1, "one alarm acts on it");
        near(set->alarm[policy->alarm[0]].threshold, is_out ? 65 : 40, 0, "by reference");
    }
    is_int(set->scheduled_count, 2, "two scheduled actions");
    near(set->scheduled[0].min, 12, 0, "the first sets the minimum");
    ok(isnan(set->scheduled[0].max) && isnan(set->scheduled[0].desired), "and nothing else");
}

static void cloudformation(void)
{
    const char *paths[] = {"samples/stack.yaml"};
    struct policy_set set;
    struct err err = {0};
    struct notes notes = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, &notes, &err) == 0, "samples/stack.yaml: %s",
            err.text))
        return;
    is_text(set.group.name, "WebGroup", "the logical name where there is no other");
    is_int(notes.count, 2, "two parameters");
    has_text(notes.note[0].text, "parameter MinSize: its default \"6\" is used", "which are said");
    step_policy(&set, "ScaleOut", "ScaleIn");
    is_int(set.alarm[0].metric.dimensions, 1, "the dimension is kept");
    policy_set_release(&set);
    notes_release(&notes);
}

static void terraform(void)
{
    const char *paths[] = {"samples/terraform-plan.json"};
    struct policy_set set;
    struct err err = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, NULL, &err) == 0, "samples/terraform-plan.json: %s",
            err.text))
        return;
    is_text(set.group.name, "module.web.aws_autoscaling_group.this", "the address for a name");
    step_policy(&set, "scale-out", "scale-in");
    near(set.warm_pool.max_prepared, 30, 0, "blocks in blocks");
    policy_set_release(&set);
}

/// A plan with two instances of a module: each alarm acts on the policy of its own instance, which
/// it gets from the caller.
static void terraform_modules(void)
{
    static const char text[] =
        "{\"planned_values\": {\"root_module\": {\"child_modules\": ["
        "{\"resources\": [{\"address\": \"module.asg[\\\"a.b\\\"].aws_autoscaling_policy.out[0]\","
        "\"type\": \"aws_autoscaling_policy\", \"values\": {\"name\": \"out\","
        "\"autoscaling_group_name\": \"a\", \"adjustment_type\": \"ChangeInCapacity\","
        "\"scaling_adjustment\": 1}}]},"
        "{\"resources\": [{\"address\": \"module.asg[\\\"c\\\"].aws_autoscaling_policy.out[0]\","
        "\"type\": \"aws_autoscaling_policy\", \"values\": {\"name\": \"out\","
        "\"autoscaling_group_name\": \"c\", \"adjustment_type\": \"ChangeInCapacity\","
        "\"scaling_adjustment\": 2}}]},"
        "{\"resources\": [{\"address\": "
        "\"module.alarm[\\\"c\\\"].aws_cloudwatch_metric_alarm.high\","
        "\"type\": \"aws_cloudwatch_metric_alarm\", \"values\": {\"alarm_name\": \"high\","
        "\"metric_query\": [{\"id\": \"e\", \"expression\": \"m/2\", \"return_data\": true},"
        "{\"id\": \"m\", \"return_data\": null, \"metric\": [{\"metric_name\": \"Load\","
        "\"namespace\": \"Own\", \"period\": 60, \"stat\": \"p95\", \"dimensions\": {\"q\": "
        "\"x\"}}]}],"
        "\"comparison_operator\": \"GreaterThanThreshold\", \"evaluation_periods\": 1,"
        "\"threshold\": 5}}]}]}},"
        "\"configuration\": {\"root_module\": {\"module_calls\": {"
        "\"asg\": {\"module\": {\"outputs\": {\"arn\": {\"expression\": {\"references\": "
        "[\"aws_autoscaling_policy.out[0].arn\", \"aws_autoscaling_policy.out[0]\"]}}}}},"
        "\"alarm\": {\"expressions\": {\"actions\": {\"references\": [\"module.asg\"]},"
        "\"arn\": {\"references\": [\"module.asg.arn\"]}},"
        "\"module\": {\"resources\": [{\"address\": \"aws_cloudwatch_metric_alarm.high\","
        "\"expressions\": {\"alarm_actions\": {\"references\": [\"var.arn\"]}}}]}}}}}}";
    struct policy_text one = {.name = "plan.json", .bytes = text, .length = strlen(text)};
    struct policy_set set;
    struct err err = {0};
    is_int(policy_read_texts(&one, 1, NULL, &set, NULL, &err), -1, "two groups");
    is_text(err.text, "plan.json: 2 groups: a, c; --group NAME says which one is meant", "by name");
    is_int(policy_read_texts(&one, 1, "b", &set, NULL, &err), -1, "another group");
    is_text(err.text, "plan.json: no group b in it; there is a, c", "is not there");
    if (!ok(policy_read_texts(&one, 1, "c", &set, NULL, &err) == 0, "one is picked: %s", err.text))
        return;
    near(set.policy[0].adjustment, 2, 0, "its policy");
    is_int(set.policy[0].alarms, 1, "its alarm, through a variable and an output");
    is_text(set.alarm[0].metric.expression, "m/2", "metric math");
    is_int(set.alarm[0].metric.inputs, 1, "with its input");
    near(set.alarm[0].metric.input[0].percentile, 95, 0, "a percentile");
    near(set.alarm[0].metric.period_s, 60, 0, "and the period of it");
    is_text(set.alarm[0].metric.input[0].dimension[0].value, "x", "dimensions of a map");
    policy_set_release(&set);
    is_int(policy_read_texts(&one, 1, "a", &set, NULL, &err), 0, "the other group");
    is_int(set.policy[0].alarms, 0, "has no alarm");
    policy_set_release(&set);
}

static void ecs_template(void)
{
    static const char text[] =
        "Resources:\n"
        "  Target:\n"
        "    Type: AWS::ApplicationAutoScaling::ScalableTarget\n"
        "    Properties:\n"
        "      MinCapacity: 2\n"
        "      MaxCapacity: '20'\n"
        "      ResourceId: !Sub service/${Cluster}/${Service.Name}\n"
        "      ScalableDimension: ecs:service:DesiredCount\n"
        "      ServiceNamespace: ecs\n"
        "      ScheduledActions:\n"
        "        - ScheduledActionName: morning\n"
        "          Schedule: cron(0 7 ? * MON-FRI *)\n"
        "          Timezone: Europe/Berlin\n"
        "          ScalableTargetAction: {MinCapacity: 6}\n"
        "        - ScheduledActionName: launch\n"
        "          Schedule: at(2026-03-01T08:00:00)\n"
        "          ScalableTargetAction: {MinCapacity: 12, MaxCapacity: 40}\n"
        "  Cpu:\n"
        "    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n"
        "    Properties:\n"
        "      PolicyName: cpu\n"
        "      PolicyType: TargetTrackingScaling\n"
        "      ResourceId: !Join ['/', [service, !Ref Cluster, !GetAtt Service.Name]]\n"
        "      TargetTrackingScalingPolicyConfiguration:\n"
        "        PredefinedMetricSpecification: {PredefinedMetricType: "
        "ECSServiceAverageCPUUtilization}\n"
        "        TargetValue: 55\n"
        "        ScaleInCooldown: 300\n"
        "        ScaleOutCooldown: 60\n"
        "  Step:\n"
        "    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n"
        "    Properties:\n"
        "      PolicyType: StepScaling\n"
        "      ScalingTargetId: !Ref Target\n"
        "      StepScalingPolicyConfiguration:\n"
        "        AdjustmentType: ChangeInCapacity\n"
        "        Cooldown: 120\n"
        "        StepAdjustments: [{MetricIntervalLowerBound: 0, ScalingAdjustment: 2}]\n";
    struct policy_set set;
    struct err err;
    if (!ok(read_text(text, &set, &err) == 0, "a template for ECS: %s", err.text))
        return;
    ok(set.platform == &platform_application, "Application Auto Scaling");
    is_text(set.group.name, "service/${Cluster}/${Service.Name}", "a name of parts, Sub or Join");
    is_text(set.group.dimension, "ecs:service:DesiredCount", "what is scaled");
    near(set.group.max, 20, 0, "a number in a text");
    is_int(set.policies, 2, "both policies are of the target");
    near(set.policy[0].scale_in_cooldown_s, 300, 0, "cooldown in");
    near(set.policy[0].scale_out_cooldown_s, 60, 0, "cooldown out");
    near(set.policy[1].cooldown_s, 120, 0, "cooldown of steps");
    is_text(set.policy[1].name, "Step", "the logical name");
    is_int(set.scheduled_count, 2, "two scheduled actions");
    is_text(set.scheduled[0].recurrence, "0 7 ? * MON-FRI *", "a recurrence");
    // 2026-03-01T08:00:00Z: date -u -d 2026-03-01T08:00 +%s
    ok(set.scheduled[1].start == INT64_C(1772352000) * INSTANT_PER_SECOND, "and a start");
    near(set.scheduled[1].max, 40, 0, "of a maximum");
    policy_set_release(&set);
}

int main(void)
{
    cloudformation();
    terraform();
    terraform_modules();
    ecs_template();
    return done();
}
