// Every export is read back by its own reader as an equal set; what a format has no place for is
// said.
#include "../policy_fixture.h"
#include "base/str.h"
#include "policy/aws/aws_names.h"
#include "policy/core/write_json.h"
#include "policy/platforms.h"
#include "policy_calls.h"

#include <math.h>
#include <string.h>

static const char *const format_name[] = {"AWS CLI", "CloudFormation", "Terraform", "Kubernetes"};

/// Writes the set and reads it again; the text is left in `out`.
static void round_trip(const struct policy_set *set, enum policy_format format, const char *name,
                       struct str *out)
{
    struct err err = {0};
    struct policy_set again;
    if (!ok(policy_write(set, format, out, NULL, &err) == 0, "%s: %s is written: %s", name,
            format_name[format], err.text))
        return;
    if (!ok(read_text(str_text(out), &again, &err) == 0, "%s: %s is read back: %s", name,
            format_name[format], err.text))
        return;
    struct str difference = {0};
    ok(policy_set_equal(set, &again, &difference), "%s: %s is equal: %s", name, format_name[format],
       str_text(&difference));
    str_release(&difference);
    struct str twice = {0};
    (void)policy_write(&again, format, &twice, NULL, &err);
    is_text(str_text(&twice), str_text(out), "and written the same again");
    str_release(&twice);
    policy_set_release(&again);
}

static void all_formats(const struct policy_set *set, const char *name)
{
    bool kubernetes = set->replicas.present;
    for (int format = kubernetes ? POLICY_FORMAT_HPA : POLICY_FORMAT_AWS;
         format <= (kubernetes ? POLICY_FORMAT_HPA : POLICY_FORMAT_TERRAFORM); format++) {
        struct str out = {0};
        round_trip(set, (enum policy_format)format, name, &out);
        str_release(&out);
    }
}

static void samples(void)
{
    static const char *const paths[] = {"samples/asg.json",   "samples/asg-steps.json",
                                        "samples/stack.yaml", "samples/terraform-plan.json",
                                        "samples/hpa.yaml",   "samples/scaledobject.yaml"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct policy_set set;
        struct err err = {0};
        if (!ok(policy_read(&paths[i], 1, NULL, &set, NULL, &err) == 0, "%s: %s", paths[i],
                err.text))
            continue;
        all_formats(&set, paths[i]);
        policy_set_release(&set);
    }
}

/// Everything that the samples do not have.
static const char every_kind[] =
    "{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"1-web/prod\", \"MinSize\": 0,"
    " \"MaxSize\": 40, \"DesiredCapacity\": 3, \"DefaultCooldown\": 180,"
    " \"WarmPoolConfiguration\": {\"PoolState\": \"Hibernated\"}}],"
    "\"LifecycleHooks\": [{\"LifecycleHookName\": \"l\", \"AutoScalingGroupName\": \"1-web/prod\","
    " \"LifecycleTransition\": \"autoscaling:EC2_INSTANCE_TERMINATING\"}],"
    "\"ScalingPolicies\": ["
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"PolicyName\": \"up \\\"one\\\"\","
    " \"PolicyType\": \"SimpleScaling\", \"AdjustmentType\": \"ExactCapacity\","
    " \"ScalingAdjustment\": 12, \"Cooldown\": 90},"
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"PolicyName\": \"backlog\","
    " \"PolicyType\": \"TargetTrackingScaling\", \"TargetTrackingConfiguration\": {"
    " \"TargetValue\": 0.1, \"CustomizedMetricSpecification\": {\"Metrics\": ["
    " {\"Id\": \"e1\", \"Expression\": \"m1 / m2\", \"Label\": \"backlog per instance\"},"
    " {\"Id\": \"m1\", \"ReturnData\": false, \"MetricStat\": {\"Stat\": \"Sum\", \"Metric\":"
    "  {\"Namespace\": \"AWS/SQS\", \"MetricName\": \"ApproximateNumberOfMessagesVisible\","
    "   \"Dimensions\": [{\"Name\": \"QueueName\", \"Value\": \"jobs\"}]}}},"
    " {\"Id\": \"m2\", \"ReturnData\": false, \"MetricStat\": {\"Stat\": \"Average\", \"Unit\":"
    "  \"Count\", \"Metric\": {\"Namespace\": \"AWS/AutoScaling\", \"MetricName\":"
    "  \"GroupInServiceInstances\"}}}]}}},"
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"PolicyName\": \"own\","
    " \"PolicyType\": \"TargetTrackingScaling\", \"TargetTrackingConfiguration\": {"
    " \"TargetValue\": 1e7, \"CustomizedMetricSpecification\": {\"MetricName\": \"Load\","
    " \"Namespace\": \"Own\", \"Statistic\": \"Maximum\", \"Period\": 10, \"Unit\": \"Bytes\","
    " \"Dimensions\": [{\"Name\": \"AutoScalingGroupName\", \"Value\": \"1-web/prod\"}]}}},"
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"PolicyName\": \"ahead\","
    " \"PolicyType\": \"PredictiveScaling\", \"PredictiveScalingConfiguration\": {"
    " \"Mode\": \"ForecastAndScale\", \"SchedulingBufferTime\": 600, \"MaxCapacityBuffer\": 10,"
    " \"MaxCapacityBreachBehavior\": \"IncreaseMaxCapacity\", \"MetricSpecifications\": ["
    " {\"TargetValue\": 40, \"PredefinedMetricPairSpecification\": {\"PredefinedMetricType\":"
    " \"ASGCPUUtilization\"}}]}},"
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"PolicyName\": \"apart\","
    " \"PolicyType\": \"PredictiveScaling\", \"PredictiveScalingConfiguration\": {"
    " \"MetricSpecifications\": [{\"TargetValue\": 40,"
    " \"PredefinedScalingMetricSpecification\": {\"PredefinedMetricType\":"
    " \"ASGAverageNetworkIn\"}, \"PredefinedLoadMetricSpecification\": {\"PredefinedMetricType\":"
    " \"ASGTotalNetworkIn\"}}]}}],"
    "\"MetricAlarms\": [{\"AlarmName\": \"a&b\", \"ActionsEnabled\": false, \"Namespace\": \"Own\","
    " \"MetricName\": \"Latency\", \"ExtendedStatistic\": \"p99.5\", \"Period\": 10,"
    " \"EvaluationPeriods\": 6, \"DatapointsToAlarm\": 4, \"Threshold\": -0.25,"
    " \"ComparisonOperator\": \"LessThanOrEqualToThreshold\", \"TreatMissingData\":"
    " \"notBreaching\", \"AlarmActions\": [\"up \\\"one\\\"\", \"arn:aws:sns:r:1:page\"]},"
    "{\"AlarmName\": \"math\", \"AlarmActions\": [\"up \\\"one\\\"\"], \"EvaluationPeriods\": 1,"
    " \"Threshold\": 3, \"ComparisonOperator\": \"GreaterThanThreshold\", \"Metrics\": ["
    " {\"Id\": \"q\", \"Expression\": \"SELECT MAX(a) FROM b\", \"Period\": 300}]},"
    "{\"AlarmName\": \"flat math\", \"AlarmActions\": [\"up \\\"one\\\"\"], \"EvaluationPeriods\":"
    " 1, \"Threshold\": 3, \"ComparisonOperator\": \"GreaterThanThreshold\", \"Metrics\": ["
    " {\"Id\": \"q\", \"MetricStat\": {\"Stat\": \"p50\", \"Period\": 60, \"Metric\":"
    " {\"Namespace\": \"n\", \"MetricName\": \"m\"}}}]}],"
    "\"ScheduledUpdateGroupActions\": ["
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"ScheduledActionName\": \"once\","
    " \"StartTime\": \"2026-03-01T08:00:00+00:00\", \"MinSize\": 4, \"MaxSize\": 50,"
    " \"DesiredCapacity\": 20},"
    "{\"AutoScalingGroupName\": \"1-web/prod\", \"ScheduledActionName\": \"often\","
    " \"Recurrence\": \"0 8 * * *\", \"StartTime\": \"2026-03-01T08:00:00Z\","
    " \"EndTime\": \"2026-09-01T00:00:00Z\", \"DesiredCapacity\": 0}]}";

static const char ecs[] =
    "{\"ScalableTargets\": [{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\","
    " \"ScalableDimension\": \"ecs:service:DesiredCount\", \"MinCapacity\": 2, \"MaxCapacity\":"
    " 20}], \"ScalingPolicies\": ["
    "{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\", \"PolicyName\": \"mem\","
    " \"PolicyType\": \"TargetTrackingScaling\", \"TargetTrackingScalingPolicyConfiguration\": {"
    " \"PredefinedMetricSpecification\": {\"PredefinedMetricType\":"
    " \"ECSServiceAverageMemoryUtilization\"}, \"TargetValue\": 62.5, \"ScaleOutCooldown\": 30,"
    " \"ScaleInCooldown\": 0, \"DisableScaleIn\": true}},"
    "{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\", \"PolicyName\": \"own\","
    " \"PolicyType\": \"TargetTrackingScaling\", \"TargetTrackingScalingPolicyConfiguration\": {"
    " \"CustomizedMetricSpecification\": {\"MetricName\": \"m\", \"Namespace\": \"n\","
    " \"Statistic\": \"Average\", \"Dimensions\": [{\"Name\": \"a\", \"Value\": \"b\"}]},"
    " \"TargetValue\": 5}},"
    "{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\", \"PolicyName\": \"step\","
    " \"PolicyType\": \"StepScaling\", \"StepScalingPolicyConfiguration\": {\"AdjustmentType\":"
    " \"PercentChangeInCapacity\", \"MinAdjustmentMagnitude\": 2, \"Cooldown\": 60,"
    " \"MetricAggregationType\": \"Maximum\", \"StepAdjustments\": ["
    " {\"MetricIntervalLowerBound\": 0, \"ScalingAdjustment\": 25}]}}],"
    "\"MetricAlarms\": [{\"AlarmName\": \"high\", \"AlarmActions\": [\"step\"], \"Namespace\":"
    " \"AWS/ECS\", \"MetricName\": \"CPUUtilization\", \"Statistic\": \"Average\", \"Period\": 60,"
    " \"EvaluationPeriods\": 2, \"Threshold\": 70, \"ComparisonOperator\":"
    " \"GreaterThanThreshold\"}],"
    "\"ScheduledActions\": [{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\","
    " \"ScheduledActionName\": \"am\", \"Schedule\": \"cron(0 7 ? * MON-FRI *)\", \"Timezone\":"
    " \"Europe/Berlin\", \"ScalableTargetAction\": {\"MinCapacity\": 6}},"
    "{\"ServiceNamespace\": \"ecs\", \"ResourceId\": \"service/c/s\", \"ScheduledActionName\":"
    " \"sale\", \"Schedule\": \"at(2026-11-27T00:00:00)\", \"ScalableTargetAction\":"
    " {\"MaxCapacity\": 90}}]}";

static const char all_metrics[] =
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a.b-c}\n"
    "spec:\n  scaleTargetRef: {kind: Deployment, name: 'true', apiVersion: apps/v1}\n"
    "  maxReplicas: 5\n  behavior: {}\n  metrics:\n"
    "  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: "
    "1.5Gi}}}\n"
    "  - {type: ContainerResource, containerResource: {name: cpu, container: app, target: {type: "
    "AverageValue, averageValue: 250m}}}\n"
    "  - {type: Object, object: {describedObject: {kind: Ingress, name: main}, metric: {name: r}, "
    "target: {type: Value, value: 2k}}}\n"
    "  - {type: Object, object: {describedObject: {kind: Ingress, name: main}, metric: {name: r}, "
    "target: {type: AverageValue, averageValue: 0.0005}}}\n"
    "  - {type: External, external: {metric: {name: q, selector: {matchLabels: {queue: '8', "
    "topic: 'a b: \"c\"'}}}, "
    "target: {type: AverageValue, averageValue: 30}}}\n";

static const char all_rules[] =
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n"
    "spec:\n  scaleTargetRef: {name: b}\n  minReplicas: 0\n  maxReplicas: 5\n  behavior:\n"
    "    scaleUp: {tolerance: 0.05, policies: [{type: Pods, value: 2, periodSeconds: 30}]}\n"
    "    scaleDown: {selectPolicy: Disabled, tolerance: 0}\n";

static const char keda_kinds[] =
    "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: w}\nspec:\n"
    "  scaleTargetRef: {name: w, kind: StatefulSet}\n  triggers:\n"
    "  - {type: cpu, metricType: AverageValue, metadata: {value: 250m}}\n"
    "  - {type: memory, metadata: {type: Utilization, value: '70'}}\n"
    "  - {type: prometheus, name: p, metricType: Value, metadata: {serverAddress: 'http://p:9090', "
    "query: 'sum(rate(x{a=\"b\"}[2m]))', threshold: '100.5', activationThreshold: '-1'}}\n"
    "  - {type: kafka, metadata: {topic: orders}}\n"
    "  - {type: other, metadata: {targetValue: 7}}\n";

/// A hook of a group of which nothing else is known.
static const char hook_alone[] =
    "[{\"AutoScalingGroupName\": \"g\", \"LifecycleHookName\": \"h\", \"HeartbeatTimeout\": 60,"
    " \"LifecycleTransition\": \"autoscaling:EC2_INSTANCE_LAUNCHING\"},"
    "{\"AutoScalingGroupName\": \"g\", \"PolicyName\": \"p\", \"AdjustmentType\":"
    " \"ExactCapacity\", \"ScalingAdjustment\": 3}]";

static void everything(void)
{
    static const struct {
        const char *text, *name;
    } cases[] = {{every_kind, "every kind of policy"},
                 {ecs, "a service of ECS"},
                 {all_metrics, "every metric"},
                 {all_rules, "rules of scaling"},
                 {keda_kinds, "triggers"},
                 {hook_alone, "a hook"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct policy_set set;
        struct err err;
        if (!ok(read_text(cases[i].text, &set, &err) == 0, "%s: %s", cases[i].name, err.text))
            continue;
        all_formats(&set, cases[i].name);
        policy_set_release(&set);
    }
}

static void single(void)
{
    struct policy_set set;
    struct err err;
    struct str out = {0};
    struct str command = {0};
    if (!ok(read_text("{\"AutoScalingGroupName\": \"g\", \"PolicyName\": \"p\", \"PolicyType\": "
                      "\"StepScaling\", \"AdjustmentType\": \"ChangeInCapacity\", "
                      "\"StepAdjustments\": [{\"MetricIntervalLowerBound\": 0, "
                      "\"ScalingAdjustment\": 1}]}",
                      &set, &err) == 0,
            "the input of put-scaling-policy: %s", err.text))
        return;
    round_trip(&set, POLICY_FORMAT_AWS, "one policy", &out);
    is_text(
        str_text(&out),
        "{\n  \"AutoScalingGroupName\": \"g\",\n  \"PolicyName\": \"p\",\n"
        "  \"PolicyType\": \"StepScaling\",\n  \"AdjustmentType\": \"ChangeInCapacity\",\n"
        "  \"MetricAggregationType\": \"Average\",\n  \"StepAdjustments\": [\n    {\n"
        "      \"MetricIntervalLowerBound\": 0,\n      \"ScalingAdjustment\": 1\n    }\n  ]\n}\n",
        "is flat, as the command takes it");
    is_int(policy_deploy_command(&set, POLICY_FORMAT_AWS, "out's.json", &command, &err), 0,
           "its command");
    is_text(str_text(&command),
            "aws autoscaling put-scaling-policy --cli-input-json 'file://out'\\''s.json'\n",
            "with its name quoted");
    is_int(policy_deploy_command(&set, POLICY_FORMAT_AWS, "-", &command, &err), -1,
           "standard output cannot be deployed");
    has_text(err.text, "commands need a file to deploy from; -o FILE writes it", "what to do");
    is_int(policy_write(&set, POLICY_FORMAT_HPA, &out, NULL, &err), -1, "not as a manifest");
    has_text(err.text, "a policy of AWS cannot be written as a manifest of Kubernetes; --emit aws",
             "what instead");
    set.group.name = NULL;
    is_int(policy_write(&set, POLICY_FORMAT_AWS, &out, NULL, &err), -1, "nor without a group");
    has_text(err.text, "the group that the policy is for has no name; --group NAME gives it",
             "what to do");
    policy_set_release(&set);
    str_release(&out);
    str_release(&command);
}

static void commands(void)
{
    struct policy_set set;
    struct err err;
    struct str out = {0};
    const char *path = "samples/asg-steps.json";
    if (!ok(policy_read(&path, 1, NULL, &set, NULL, &err) == 0, "%s: %s", path, err.text))
        return;
    (void)policy_deploy_command(&set, POLICY_FORMAT_AWS, "a b.json", &out, &err);
    is_text(
        str_text(&out),
        "aws autoscaling update-auto-scaling-group --cli-input-json \"$(jq "
        "'.AutoScalingGroups[0] | del(.WarmPoolConfiguration)' 'a b.json')\"\n"
        "policy_1=$(aws autoscaling put-scaling-policy --cli-input-json \"$(jq "
        "'.ScalingPolicies[0] | del(.PolicyARN)' 'a b.json')\" --query PolicyARN --output text)\n"
        "policy_2=$(aws autoscaling put-scaling-policy --cli-input-json \"$(jq "
        "'.ScalingPolicies[1] | del(.PolicyARN)' 'a b.json')\" --query PolicyARN --output text)\n"
        "aws cloudwatch put-metric-alarm --cli-input-json \"$(jq '.MetricAlarms[0]' 'a "
        "b.json')\" --alarm-actions \"$policy_1\"\n"
        "aws cloudwatch put-metric-alarm --cli-input-json \"$(jq '.MetricAlarms[1]' 'a "
        "b.json')\" --alarm-actions \"$policy_2\"\n",
        "policies, then the alarms with their ARNs");
    str_clear(&out);
    (void)policy_deploy_command(&set, POLICY_FORMAT_CLOUDFORMATION, "-x.json", &out, &err);
    is_text(str_text(&out),
            "aws autoscaling update-auto-scaling-group --cli-input-json \"$(jq "
            "'.Metadata.AutoScalingGroups[0]' ./-x.json)\"\n"
            "aws cloudformation deploy --template-file ./-x.json --stack-name web-prod\n",
            "a stack");
    str_clear(&out);
    (void)policy_deploy_command(&set, POLICY_FORMAT_TERRAFORM, "x.tf.json", &out, &err);
    is_text(str_text(&out), "terraform plan -out=scaling.tfplan\nterraform apply scaling.tfplan\n",
            "a plan");
    policy_set_release(&set);
    str_clear(&out);
    if (ok(read_text(all_rules, &set, &err) == 0, "an autoscaler")) {
        (void)policy_deploy_command(&set, POLICY_FORMAT_HPA, "hpa.yaml", &out, &err);
        is_text(str_text(&out), "kubectl apply -f hpa.yaml\n", "a manifest");
        is_int(policy_write(&set, POLICY_FORMAT_AWS, &out, NULL, &err), -1, "not for AWS");
        has_text(err.text, "an autoscaler of Kubernetes cannot be written for AWS; --emit hpa",
                 "what instead");
        policy_set_release(&set);
    }
    str_release(&out);
}

/// Two groups in one file of each format: each is read back by its name.
static void several_groups(void)
{
    static const char *const paths[] = {"samples/asg-steps.json", "samples/asg.json"};
    static const char *const names[] = {"first", "second"};
    struct policy_set set[2];
    struct err err = {0};
    struct str out = {0};
    for (size_t i = 0; i < 2; i++) {
        ok(policy_read(&paths[i], 1, NULL, &set[i], NULL, &err) == 0, "%s: %s", paths[i], err.text);
        set[i].group.name = names[i];
    }
    const struct policy_set *const both[] = {&set[0], &set[1]};
    const struct policy_sets sets = {both, 2};
    for (enum policy_format format = POLICY_FORMAT_AWS; format <= POLICY_FORMAT_TERRAFORM;
         format++) {
        str_clear(&out);
        is_int(policy_sets_write(&sets, format, &out, NULL, &err), 0, "two groups in a file");
        for (size_t i = 0; i < 2; i++) {
            struct policy_set again;
            const struct policy_text text = {"out", str_text(&out), out.length};
            if (!ok(policy_read_texts(&text, 1, names[i], &again, NULL, &err) == 0, "%s: %s",
                    names[i], err.text))
                continue;
            is_int(again.policies, set[i].policies, "its policies");
            is_int(again.alarms, set[i].alarms, "its alarms");
            near(again.group.max, set[i].group.max, 0, "its limits");
            policy_set_release(&again);
        }
    }
    str_clear(&out);
    (void)policy_sets_deploy_command(&sets, POLICY_FORMAT_AWS, "f", &out, &err);
    has_text(str_text(&out),
             "update-auto-scaling-group --cli-input-json \"$(jq "
             "'.AutoScalingGroups[1] | del(.WarmPoolConfiguration)' f)",
             "the second group is the list's second");
    has_text(str_text(&out), "'.ScalingPolicies[2] | del(.PolicyARN)'", "its policy the third");
    str_clear(&out);
    (void)policy_sets_deploy_command(&sets, POLICY_FORMAT_CLOUDFORMATION, "f", &out, &err);
    has_text(str_text(&out), "--stack-name scaling", "both are one stack");
    for (size_t i = 0; i < 2; i++)
        policy_set_release(&set[i]);
    str_release(&out);
}

static void names_of_kubernetes(void)
{
    static const char *const refused[] = {"Web", "a_b", "-a", "a-", ""};
    struct policy_set set;
    struct err err = {0};
    struct str out = {0};
    policy_set_init(&set, &platform_hpa);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        set.group.name = refused[i];
        is_int(policy_write(&set, POLICY_FORMAT_HPA, &out, NULL, &err), -1, refused[i]);
        has_text(err.text, "is no name for Kubernetes: small letters, digits and dashes", "why");
    }
    set.group.name = "web-2.shop";
    is_int(policy_write(&set, POLICY_FORMAT_HPA, &out, NULL, &err), 0, "a name");
    policy_set_release(&set);
    str_release(&out);
}

/// Each is refused by the service's own rule, as its API reference has it.
static void names_of_aws(void)
{
    char most[256], more[258], letters[302];
    memset(most, 'a', 255);
    most[255] = '\0';
    memset(more, 'a', 257);
    more[257] = '\0';
    for (size_t i = 0; i < 300; i += 2)
        memcpy(&letters[i], "\xC3\xA4", 2);
    letters[300] = '\0';
    const struct {
        const struct platform *platform;
        enum aws_named named;
        const char *name;
        bool refused;
    } cases[] = {
        {&platform_ec2, AWS_GROUP, "web!#$%&'()*+,-./;<=>?@[\\]^_`{|}~", false},
        {&platform_ec2, AWS_GROUP, "col:on", true},
        {&platform_ec2, AWS_GROUP, "two words", true},
        {&platform_ec2, AWS_GROUP, "gr\xC3\xBC", true},
        {&platform_ec2, AWS_GROUP, "tab\tx", true},
        {&platform_ec2, AWS_GROUP, "", true},
        {&platform_ec2, AWS_GROUP, most, false},
        {&platform_ec2, AWS_GROUP, more, true},
        {&platform_ec2, AWS_POLICY, "out: gr\xC3\xBC\xC3\x9F", false},
        {&platform_ec2, AWS_POLICY, letters, false}, // 150 characters in 300 bytes
        {&platform_ec2, AWS_POLICY, more, true},
        {&platform_ec2, AWS_POLICY, "bell\a", true},
        {&platform_ec2, AWS_ALARM, "cpu high, 60%: web", false},
        {&platform_ec2, AWS_ALARM, "two\nlines", true},
        {&platform_ec2, AWS_ACTION, "08:00", false},
        {&platform_application, AWS_GROUP, "service/default/web:1", false},
        {&platform_application, AWS_POLICY, "tab\tx", true},
        {&platform_application, AWS_ACTION, "08:00", true},
        {&platform_application, AWS_ACTION, "a/b", true},
        {&platform_application, AWS_ACTION, " early", true},
        {&platform_application, AWS_ACTION, "early 8", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct policy_set set;
        struct scaling_policy policy;
        struct policy_alarm alarm;
        struct scheduled_action action;
        struct aws_name_fault fault;
        policy_set_init(&set, cases[i].platform);
        scaling_policy_init(&policy, POLICY_TARGET);
        policy_alarm_init(&alarm);
        scheduled_action_init(&action);
        set.policy = &policy;
        set.alarm = &alarm;
        set.scheduled = &action;
        set.policies = set.alarms = set.scheduled_count = 1;
        set.group.name = policy.name = alarm.name = action.name = "web";
        const char **name[] = {&set.group.name, &policy.name, &alarm.name, &action.name};
        *name[cases[i].named] = cases[i].name;
        bool found = aws_name_fault(&set, 0, &fault);
        is_int(found, cases[i].refused, cases[i].name);
        if (found)
            is_int((long)fault.named, (long)cases[i].named, "and it is that one");
        ok(!aws_name_fault(&set, 1, &fault), "no other is");
        policy_set_release(&set);
    }
}

/// Two names of 300 characters that differ in the last: 255 letters and digits each, and two.
static void long_logical_names(void)
{
    char name[301];
    memset(name, 'x', 300);
    name[300] = '\0';
    struct str first = {0}, second = {0};
    write_logical_name(name, '\0', NULL, &first);
    json_t *taken = json_object();
    json_object_set_new(taken, str_text(&first), json_null());
    name[299] = 'y';
    write_logical_name(name, '\0', taken, &second);
    ok(first.length <= 255 && second.length <= 255, "at most 255 characters");
    ok(strcmp(str_text(&first), str_text(&second)) != 0, "and different");
    json_decref(taken);
    str_release(&first);
    str_release(&second);
}

static void all_commands(void)
{
    struct policy_set set;
    struct err err;
    struct str out = {0};
    if (!ok(read_text(every_kind, &set, &err) == 0, "every kind: %s", err.text))
        return;
    (void)policy_deploy_command(&set, POLICY_FORMAT_AWS, "f", &out, &err);
    has_text(str_text(&out), "aws autoscaling put-warm-pool --cli-input-json", "a warm pool");
    has_text(str_text(&out),
             "aws autoscaling put-lifecycle-hook --cli-input-json \"$(jq "
             "'.LifecycleHooks[0]' f)\"\n",
             "a hook");
    has_text(str_text(&out), "aws autoscaling put-scheduled-update-group-action", "actions");
    has_text(str_text(&out), "--alarm-actions \"$policy_1\" arn:aws:sns:r:1:page\n",
             "an alarm keeps its topic");
    policy_set_release(&set);
    str_clear(&out);
    if (ok(read_text(ecs, &set, &err) == 0, "ECS: %s", err.text)) {
        (void)policy_deploy_command(&set, POLICY_FORMAT_AWS, "f", &out, &err);
        has_text(str_text(&out), "aws application-autoscaling register-scalable-target",
                 "a target");
        has_text(str_text(&out), "'.ScheduledActions[1]' f", "its actions");
        policy_set_release(&set);
    }
    str_release(&out);
}

static void said(void)
{
    struct policy_set set;
    struct err err;
    struct notes notes = {0};
    struct str out = {0};
    if (!ok(read_text("Resources:\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n"
                      "    Properties: {MinSize: 1, MaxSize: 2}\n"
                      "  P:\n    Type: AWS::AutoScaling::ScalingPolicy\n    Properties:\n"
                      "      AutoScalingGroupName: !Ref G\n      PolicyType: "
                      "TargetTrackingScaling\n      TargetTrackingConfiguration:\n"
                      "        TargetValue: 5\n        PredefinedMetricSpecification:\n"
                      "          PredefinedMetricType: ALBRequestCountPerTarget\n"
                      "          ResourceLabel: !Join ['/', [!GetAtt A.FullName, !GetAtt "
                      "B.FullName]]\n",
                      &set, &err) == 0,
            "a label of other resources: %s", err.text))
        return;
    set.policy[0].enabled = false;
    is_int(policy_write(&set, POLICY_FORMAT_CLOUDFORMATION, &out, &notes, &err), 0, "is written");
    is_int(notes.count, 3, "with three notes");
    has_text(notes.note[0].text, "P: the resource label or dimension of its metric comes from",
             "the label is to be filled in");
    has_text(notes.note[1].text, "the template names the group G, which has to be there",
             "the group is named");
    has_text(notes.note[2].text, "CloudFormation cannot disable the policy P: it is left out",
             "what the format has no place for");
    notes_release(&notes);
    is_int(policy_write(&set, POLICY_FORMAT_TERRAFORM, &out, &notes, &err), 0, "and for Terraform");
    has_text(notes.note[1].text, "group_override.tf.json", "with the way to merge it");
    policy_set_release(&set);
    notes_release(&notes);
    str_release(&out);
}

static void differences(void)
{
    const char *path = "samples/asg-steps.json";
    struct policy_set a;
    struct policy_set b;
    struct err err = {0};
    struct str difference = {0};
    if (policy_read(&path, 1, NULL, &a, NULL, &err) != 0 ||
        policy_read(&path, 1, NULL, &b, NULL, &err) != 0) {
        ok(false, "%s: %s", path, err.text);
        return;
    }
    ok(policy_set_equal(&a, &b, NULL), "a set is equal to itself");
    b.alarm[1].threshold = 41;
    ok(!policy_set_equal(&a, &b, &difference), "another threshold");
    is_text(str_text(&difference), "alarm cpu-low: threshold: 40 and 41", "is named");
    str_clear(&difference);
    b.policy[0].step[1].upper = 40;
    ok(!policy_set_equal(&a, &b, &difference), "another bound");
    is_text(str_text(&difference), "policy scale-out: step 2's upper bound: no bound and 40",
            "is named");
    str_clear(&difference);
    b.policy[0].name = "other";
    ok(!policy_set_equal(&a, &b, &difference), "another name");
    is_text(str_text(&difference), "policy scale-out: there and not there", "is named");
    str_clear(&difference);
    b.group.max = NAN;
    ok(!policy_set_equal(&a, &b, &difference), "nothing instead of a number");
    is_text(str_text(&difference), "group: maximum: 60 and nothing", "is named");
    ok(policy_same_name("scale-out", "ScaleOut") && !policy_same_name("a1", "a2") &&
           !policy_same_name("a", NULL),
       "names by letters and digits");
    str_release(&difference);
    policy_set_release(&a);
    policy_set_release(&b);
}

int main(void)
{
    samples();
    everything();
    single();
    commands();
    several_groups();
    names_of_kubernetes();
    names_of_aws();
    long_logical_names();
    all_commands();
    said();
    differences();
    return done();
}
