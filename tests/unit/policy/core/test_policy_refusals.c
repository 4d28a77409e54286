// Every way in which a policy file is refused: the message names file, line, key and reason.
#include "../policy_fixture.h"
#include "base/str.h"
#include "policy_calls.h"

struct refusal {
    const char *text, *message;
};

static void each(const struct refusal *refusal, size_t count)
{
    for (size_t i = 0; i < count; i++)
        refused(refusal[i].text, refusal[i].message, refusal[i].message);
}

#define EACH(list) each((list), sizeof(list) / sizeof((list)[0]))

static void not_a_policy(void)
{
    static const struct refusal list[] = {
        {"", "policy.json: empty (did the command that wrote it fail?)"},
        {" \n\t", "policy.json: empty"},
        {"# a comment\n", "policy.json: no value in it; a scaling policy is expected"},
        {"{\"a\": 1}", "policy.json:1: no scaling policy that is known"},
        {"[1, 2]", "policy.json:1: no scaling policy that is known"},
        {"hello", "policy.json:1: no scaling policy that is known"},
        {"{\"ScalingPolicies\": [], \"MetricAlarms\": []}", "policy.json: no scaling policy in it"},
        {"apiVersion: v1\nkind: Service\n", "policy.json: no scaling policy in it"},
        {"resource \"aws_autoscaling_policy\" \"x\" {\n}\n",
         "policy.json:1: Terraform source is not read"},
        {"{\"planned_values\": {\"root_module\": {}}}",
         "policy.json: no resource that scales in it; aws_autoscaling_policy"},
        {"{\"Resources\": {\"A\": {\"Fn::Transform\": {}}}}",
         "policy.json:1: A: a resource without a Type; macros"},
    };
    EACH(list);
}

static void of_syntax(void)
{
    static const struct refusal list[] = {
        {"{\"ScalingPolicies\": [\n  {\"PolicyName\": }\n]}",
         "policy.json:2: column 18: not JSON: "},
        {"{\"a\": 1,\n \"b\": 2,\n \"a\": 3}",
         "policy.json:3: a: stands twice in one object, first in line 1"},
        {"a: 1\nb: [1, 2\nc: 3\n", "policy.json:3: column 2: not JSON or YAML: "},
        {"a:\n  b:\n\tc: 1\n",
         "policy.json:3: indented by a tab, which YAML does not allow: write blanks instead"},
        {"a: 1\nb: 2\na: 3\n", "policy.json:3: a: stands twice in one object, first in line 1"},
        {"a: *gone\n", "policy.json:1: column 4: the alias *gone has no anchor before it"},
        {"a: !vault secret\n", "policy.json:1: column 4: the tag !vault is not known"},
        {"? [a, b]\n: 1\n", "policy.json:1: column 3: a key that is no text"},
        {"a:\n  <<: 3\n", "policy.json:2: <<: a merge key takes a map or a list of maps"},
        {"a:\n  <<: [3]\n", "policy.json:2: <<: a merge key takes a map or a list of maps"},
        {"a: \"x\\0y\"\n", "policy.json:1: column 4: a NUL in a text"},
        {"{{- if .Values.hpa }}\nkind: HorizontalPodAutoscaler\n",
         "policy.json:1: a template, not YAML yet; render it first (helm template CHART)"},
        {"kind: HorizontalPodAutoscaler\nspec:\n  minReplicas: {{ .Values.min }}\n",
         "policy.json:3: a template, not YAML yet"},
    };
    EACH(list);
}

static void without_bounds(void)
{
    struct str text = {0};
    for (int i = 0; i < 120; i++)
        str_append(&text, "[");
    for (int i = 0; i < 120; i++)
        str_append(&text, "]");
    refused(str_text(&text), "column 101: more than 100 values within each other",
            "JSON that is too deep");
    str_clear(&text);
    str_append(&text, "a: ");
    for (int i = 0; i < 120; i++)
        str_append(&text, "[");
    refused(str_text(&text), "more than 100 values within each other", "YAML that is too deep");
    str_clear(&text);
    str_append(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 8; i++) {
        str_appendf(&text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 10; j++)
            str_appendf(&text, "*a%d%s", i - 1, j == 9 ? "]\n" : ", ");
    }
    refused(str_text(&text),
            "policy.json:6: column 5: its aliases stand for more than 1000000 values",
            "aliases that multiply");
    str_release(&text);
    struct policy_text binary = {.name = "plan.out", .bytes = "PK\0\3", .length = 4};
    struct policy_set set;
    struct err err = {0};
    is_int(policy_read_texts(&binary, 1, NULL, &set, NULL, &err), -1, "bytes that are no text");
    has_text(err.text, "plan.out: not a policy: it holds NUL bytes", "and what to do");
    const char *paths[] = {"tests/no-such-file.json"};
    is_int(policy_read(paths, 1, NULL, &set, NULL, &err), -1, "a file that is not there");
    has_text(err.text, "tests/no-such-file.json: cannot open it", "by its name");
}

#define POLICY(rest) "{\"AutoScalingGroupName\": \"g\", \"PolicyName\": \"p\",\n" rest "}"
#define STEPS(rest)                                                                                \
    POLICY("\"PolicyType\": \"StepScaling\", \"AdjustmentType\": \"ChangeInCapacity\",\n" rest)
#define TARGET(rest)                                                                               \
    POLICY("\"PolicyType\": \"TargetTrackingScaling\", \"TargetTrackingConfiguration\": {" rest "}")
#define CPU                                                                                        \
    "\"PredefinedMetricSpecification\": {\"PredefinedMetricType\": \"ASGAverageCPUUtilization\"}"
#define PREDICTIVE(rest)                                                                           \
    POLICY("\"PolicyType\": \"PredictiveScaling\", \"PredictiveScalingConfiguration\": {" rest "}")

static void of_policies(void)
{
    static const struct refusal list[] = {
        {POLICY("\"PolicyType\": \"StepScalling\""),
         "policy.json:2: PolicyType: \"StepScalling\" is not known; it is SimpleScaling, "
         "StepScaling, TargetTrackingScaling or PredictiveScaling"},
        {POLICY("\"PolicyType\": [1]"), "PolicyType: a text is expected, not a list or an object"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"CoolDown\": 3"),
         "policy.json:2: CoolDown: not a known key of a scaling policy; did you mean Cooldown?"},
        {POLICY("\"MinAdjustmentStep\": 3"), "MinAdjustmentStep: is deprecated"},
        {POLICY("\"ScalingAdjustment\": 1"), "policy.json:1: AdjustmentType is missing"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\""),
         "ScalingAdjustment is missing; a simple scaling policy changes by it"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"StepAdjustments\": [{}]"),
         "StepAdjustments: belongs to a policy of the type StepScaling; this one is SimpleScaling, "
         "as "
         "PolicyType is missing"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": 1.5"),
         "ScalingAdjustment: 1.5 is not a whole number"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": \"two\""),
         "policy.json:2: ScalingAdjustment: \"two\" is not a number"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": [2]"),
         "ScalingAdjustment: a list or an object is not a number"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": 1,"
                "\"Cooldown\": -5"),
         "Cooldown: -5 is out of range: 0 to 1000000000"},
        {POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": 1,"
                "\"Enabled\": \"maybe\""),
         "Enabled: maybe is neither true nor false"},
        {STEPS("\"StepAdjustments\": {}"), "StepAdjustments: a list is expected"},
        {STEPS("\"StepAdjustments\": [3]"), "policy.json:3: a step is an object"},
        {STEPS("\"StepAdjustments\": [{\"MetricIntervalLowerBound\": 0}]"),
         "policy.json:3: ScalingAdjustment is missing"},
        {STEPS("\"StepAdjustments\": [{\"LowerBound\": 0, \"ScalingAdjustment\": 1}]"),
         "policy.json:3: LowerBound: not a known key of a step adjustment"},
        {POLICY("\"PolicyType\": \"TargetTrackingScaling\""),
         "a TargetTrackingScaling policy needs TargetTrackingConfiguration"},
        {POLICY("\"PolicyType\": \"PredictiveScaling\""),
         "a PredictiveScaling policy needs PredictiveScalingConfiguration"},
        {TARGET(CPU), "policy.json:2: TargetValue is missing"},
        {TARGET("\"TargetValue\": 50"),
         "target tracking needs either PredefinedMetricSpecification"},
        {TARGET("\"TargetValue\": 50, \"PredefinedMetricSpecification\": 3"),
         "PredefinedMetricSpecification: an object is expected"},
        {TARGET("\"TargetValue\": 50, \"PredefinedMetricSpecification\": "
                "{\"PredefinedMetricType\": \"CPU\"}"),
         "PredefinedMetricType: \"CPU\" is not known; it is ASGAverageCPUUtilization, "},
        {TARGET("\"TargetValue\": 50, \"CustomizedMetricSpecification\": {\"MetricName\": \"m\","
                "\"Namespace\": \"n\"}"),
         "policy.json:2: Statistic is missing (or ExtendedStatistic)"},
        {TARGET("\"TargetValue\": 50, \"CustomizedMetricSpecification\": {\"MetricName\": \"m\","
                "\"Namespace\": \"n\", \"Statistic\": \"tm90\"}"),
         "the statistic \"tm90\" is not known"},
        {TARGET(
             "\"TargetValue\": 50, \"CustomizedMetricSpecification\": {\"MetricName\": \"m\","
             "\"Namespace\": \"n\", \"Statistic\": \"Sum\", \"Dimensions\": [{\"Name\": \"q\"}]}"),
         "a dimension needs Name and Value"},
        {PREDICTIVE("\"Mode\": \"ForecastOnly\""), "MetricSpecifications needs exactly one metric"},
        {PREDICTIVE("\"SchedulingBufferTime\": 7200"),
         "SchedulingBufferTime: 7200 is out of range: 0 to 3600"},
        {PREDICTIVE("\"MetricSpecifications\": [{\"TargetValue\": 40}]"),
         "a predictive metric is a PredefinedMetricPairSpecification, or a scaling and a load "
         "metric"},
        {PREDICTIVE("\"MetricSpecifications\": [{\"TargetValue\": 40,"
                    "\"CustomizedLoadMetricSpecification\": {\"MetricDataQueries\": []}}]"),
         "CustomizedLoadMetricSpecification: is not modelled"},
        {"{\"PolicyName\": \"p\", \"ResourceId\": \"service/c/s\"}",
         "a policy of Application Auto Scaling needs StepScalingPolicyConfiguration or"},
    };
    EACH(list);
}

#define METRIC                                                                                     \
    "\"Namespace\": \"n\", \"MetricName\": \"m\", \"Statistic\": \"Sum\", \"Period\": 60,"
#define ALARM(rest)                                                                                \
    "[" POLICY(                                                                                    \
        "\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": 1") ",\n{\"AlarmName\":" \
                                                                              " \"a\", "           \
                                                                              "\"AlarmActions\": " \
                                                                              "[\"p\"], " rest     \
                                                                              "}]"
#define FULL METRIC "\"Threshold\": 1, \"EvaluationPeriods\": 2, \"ComparisonOperator\": "
#define MATH                                                                                       \
    "\"Threshold\": 1, \"EvaluationPeriods\": 2, \"ComparisonOperator\": "                         \
    "\"LessThanThreshold\", \"Metrics\": "

static void of_alarms(void)
{
    static const struct refusal list[] = {
        {ALARM("\"Threshold\": 1"), "policy.json:3: ComparisonOperator is missing"},
        {ALARM(FULL "\"LessThanLowerThreshold\""),
         "policy.json:3: ComparisonOperator: \"LessThanLowerThreshold\" is not known; "
         "it is "
         "GreaterThanThreshold, "},
        {ALARM(FULL "\"LessThanThreshold\", \"DatapointsToAlarm\": 3"),
         "DatapointsToAlarm: 3 of 2 datapoints can never be reached"},
        {ALARM(FULL "\"LessThanThreshold\", \"ThresholdMetricId\": \"b\""),
         "ThresholdMetricId: an alarm on an anomaly band has no threshold"},
        {ALARM(FULL "\"LessThanThreshold\", \"TreatMissingData\": \"drop\""),
         "TreatMissingData: \"drop\" is not known; it is missing, ignore, breaching or "
         "notBreaching"},
        {ALARM(MATH "[{\"Id\": \"a\", \"Expression\": \"b+c\"}, {\"Id\": \"b\", "
                    "\"Expression\": \"1\"}]"),
         "2 metric queries return data; exactly one has to"},
        {ALARM(MATH "[{\"Id\": \"a\"}]"), "a metric query has either MetricStat or Expression"},
        {ALARM(MATH "[{\"Expression\": \"1\"}]"), "Id is missing"},
        {ALARM(MATH "[{\"Id\": \"a\", \"MetricStat\": {\"Stat\": \"Sum\"}}]"), "Metric is missing"},
        {"[" POLICY("\"AdjustmentType\": \"ChangeInCapacity\", \"ScalingAdjustment\": "
                    "1") "," POLICY("\"AdjustmentType\": \"ChangeInCapacity\", "
                                    "\"ScalingAdjustment\": 1") "]",
         "policy.json:2: the policy p stands twice, first in policy.json:1"},
    };
    EACH(list);
}

static void of_groups(void)
{
    static const struct refusal list[] = {
        {"{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"g\", \"DesiredCapacityType\": "
         "\"vcpu\"}]}",
         "DesiredCapacityType: capacity in anything but instances is not modelled"},
        {"{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"g\"}, {\"AutoScalingGroupName\": "
         "\"h\"}]}",
         "policy.json: 2 groups: g, h; --group NAME says which one is meant"},
        {"{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"g\"}, {\"AutoScalingGroupName\": "
         "\"g\"}]}",
         "policy.json:1: the group g stands twice, first in policy.json:1"},
        {"{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"g\", \"MaxSize\": 2}]}",
         "policy.json: no scaling policy of the group g in it"},
        {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n---\nAutoScalingGroups:\n"
         "- {AutoScalingGroupName: g}\n",
         "policy.json:1: spec is missing"},
        {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n---\n"
         "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler}\n",
         "policy.json: 2 groups: (no name), (no name); --group NAME"},
        {"{\"AutoScalingGroups\": {}}", "policy.json:1: AutoScalingGroups: a list is expected"},
        {"{\"AutoScalingGroups\": [4]}", "AutoScalingGroups: a list of objects is expected"},
        {"{\"ScalingPolicies\": [], \"NextToken\": \"abc\"}",
         "policy.json:1: NextToken: the list is cut off here"},
        {"{\"AlarmName\": \"a\"}", "policy.json: no autoscaler and no scaling policy in it"},
        {"{\"AutoScalingGroupName\": \"g\", \"ScheduledActionName\": \"s\"}",
         "policy.json:1: a scheduled action needs a recurrence or a start"},
        {"{\"AutoScalingGroupName\": \"g\", \"ScheduledActionName\": \"s\", \"Recurrence\": \"0 8 "
         "* "
         "* *\"}",
         "a scheduled action that sets neither minimum, maximum nor desired capacity"},
        {"{\"AutoScalingGroupName\": \"g\", \"ScheduledActionName\": \"s\", \"StartTime\": "
         "\"soon\"}",
         "StartTime: \"soon\" is not a time; write 2026-01-31T08:00:00Z"},
        {"{\"ResourceId\": \"service/c/s\", \"ScheduledActionName\": \"s\", \"Schedule\": "
         "\"rate(1 day)\"}",
         "Schedule: \"rate(1 day)\" is not modelled; cron(...) and at(...) are"},
        {"{\"AutoScalingGroupName\": \"g\", \"PoolState\": \"Asleep\"}",
         "PoolState: \"Asleep\" is not known; it is Stopped, Running or Hibernated"},
        {"{\"LifecycleHooks\": [{\"AutoScalingGroupName\": \"g\"}], \"AutoScalingGroups\": "
         "[{\"AutoScalingGroupName\": \"g\"}]}",
         "LifecycleTransition is missing"},
        {"[{\"AutoScalingGroupName\": \"g\", \"PoolState\": \"Stopped\"}, "
         "{\"AutoScalingGroupName\": "
         "\"g\", \"PoolState\": \"Running\"}]",
         "the group's warm pool stands twice, first in policy.json:1"},
        {"[{\"AutoScalingGroupName\": \"g\", \"PoolState\": \"Stopped\"}, {\"a\": 1}]",
         "policy.json:1: an object that is no policy, alarm, group or scheduled action of AWS"},
    };
    EACH(list);
}

static void unresolved(void)
{
    static const struct refusal list[] = {
        {"Resources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n"
         "      MinSize: !Ref Min\n      MaxSize: 3\n",
         "policy.json:5: MinSize: Ref Min is not resolved here; write the value"},
        {"Parameters: {Min: {Type: Number}}\nResources:\n  G:\n    Type: "
         "AWS::AutoScaling::AutoScalingGroup\n    Properties: {MaxSize: 3,\n      MinSize: !Ref "
         "Min}\n",
         "policy.json:6: MinSize: the parameter Min has no value: give --parameter Min=VALUE, or a "
         "Default in the template"},
        {"Resources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n"
         "      MinSize: !FindInMap [A, B, C]\n      MaxSize: 3\n",
         "policy.json:5: Fn::FindInMap: Mappings has no A.B.C"},
        {"{\"planned_values\": {\"root_module\": {\"resources\": [{\"address\": "
         "\"aws_autoscaling_group.g\", \"type\": \"aws_autoscaling_group\", \"values\": {\n"
         "\"max_size\": 3}}]}}, \"resource_changes\": [{\"address\": \"aws_autoscaling_group.g\","
         "\"change\": {\"after_unknown\": {\"min_size\": true}}}]}",
         "policy.json:1: min_size: is known only after apply"},
        {"{\"planned_values\": {\"root_module\": {\"resources\": [{\"address\": "
         "\"aws_autoscaling_policy.p\", \"type\": \"aws_autoscaling_policy\", \"values\": {\n"
         "\"name\": \"p\", \"policy_type\": \"StepScaling\", \"adjustment_type\": "
         "\"ChangeInCapacity\",\n\"step_adjustment\": [{\"scaling_adjustment\": \"many\"}]}}]}}}",
         "policy.json:3: scaling_adjustment: \"many\" is not a number"},
        {"{\"planned_values\": {\"root_module\": {\"resources\": [{\"address\": "
         "\"aws_autoscaling_policy.p\", \"type\": \"aws_autoscaling_policy\", \"values\": {\n"
         "\"name\": \"p\", \"adjustment_type\": \"ChangeInCapacity\", \"cooling\": 5}}]}}}",
         "policy.json:2: cooling: not a known key of a scaling policy"},
        {"{\"planned_values\": {\"root_module\": {\"resources\": [{\"address\": "
         "\"aws_autoscaling_policy.p\", \"type\": \"aws_autoscaling_policy\", \"values\": {\n"
         "\"target_tracking_configuration\": [{}, {}]}}]}}}",
         "policy.json:2: target_tracking_configuration: one block is expected, not 2"},
        {"{\"planned_values\": {\"root_module\": {\"resources\": [{\"address\": "
         "\"aws_autoscaling_policy.p\", \"type\": \"aws_autoscaling_policy\", \"values\": {\n"
         "\"target_tracking_configuration\": [3]}}]}}}",
         "policy.json:2: a block is expected"},
    };
    EACH(list);
}

int main(void)
{
    not_a_policy();
    of_syntax();
    without_bounds();
    of_policies();
    of_alarms();
    of_groups();
    unresolved();
    return done();
}
