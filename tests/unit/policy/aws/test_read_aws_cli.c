// Outputs and inputs of the AWS command line: every field arrives where it belongs.
#include "../policy_fixture.h"
#include "policy_calls.h"

#include <math.h>

static void sample_group(void)
{
    const char *paths[] = {"samples/asg.json"};
    struct policy_set set;
    struct err err = {0};
    struct notes notes = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, &notes, &err) == 0, "samples/asg.json is read: %s",
            err.text))
        return;
    is_int(notes.count, 0, "without a note");
    is_text(set.group.name, "web-prod", "its group");
    is_int(set.group.origin.line, 3, "and where it stands");
    is_text(set.group.origin.file, "samples/asg.json", "in which file");
    near(set.group.min, 6, 0, "minimum");
    near(set.group.max, 60, 0, "maximum");
    near(set.group.desired, 12, 0, "desired");
    near(set.group.default_warmup_s, 120, 0, "default warm-up");
    near(set.group.health_check_grace_s, 90, 0, "health check grace");
    near(set.group.launch_hook_s, 60, 0, "the launching hook");
    is_int(set.group.zones, 3, "zones");
    ok(set.warm_pool.present && set.warm_pool.reuse_on_scale_in, "a warm pool that is reused");
    near(set.warm_pool.max_prepared, 30, 0, "its prepared capacity");
    near(set.warm_pool.min_size, 4, 0, "its minimum");
    is_int(set.policies, 2, "two policies");
    is_int(set.policy[0].kind, POLICY_TARGET, "target tracking");
    is_text(set.policy[0].name, "cpu-60", "named");
    near(set.policy[0].target, 60, 0, "at 60");
    is_int(set.policy[0].metric.kind, METRIC_CPU, "of the CPU");
    ok(set.policy[1].scale_in_disabled, "the other does not scale in");
    is_int(set.policy[1].metric.kind, METRIC_REQUESTS, "requests per target");
    has_text(set.policy[1].metric.label, "app/web/", "of a load balancer");
    near(set.policy[1].instance_warmup_s, 90, 0, "its own warm-up");
    is_int(set.scheduled_count, 2, "two scheduled actions");
    is_text(set.scheduled[0].recurrence, "30 7 * * 1-5", "the recurrence");
    is_text(set.scheduled[0].zone, "Europe/Berlin", "the zone");
    near(set.scheduled[0].min, 12, 0, "the minimum it sets");
    ok(isnan(set.scheduled[0].max), "the maximum is left");
    policy_set_release(&set);
    notes_release(&notes);
}

static void sample_steps(void)
{
    const char *paths[] = {"samples/asg-steps.json"};
    struct policy_set set;
    struct err err = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, NULL, &err) == 0,
            "samples/asg-steps.json is read: %s", err.text))
        return;
    is_int(set.policies, 2, "two policies");
    const struct scaling_policy *out = &set.policy[0];
    is_int(out->steps, 2, "two steps out");
    near(out->step[0].lower, 0, 0, "the first from the threshold");
    near(out->step[0].upper, 15, 0, "to 15 above");
    ok(isinf(out->step[1].upper), "the last has no end");
    near(out->step[1].adjustment, 30, 0, "adds 30 %");
    is_int(out->adjustment_type, ADJUST_PERCENT, "per cent");
    near(out->min_adjustment_magnitude, 2, 0, "at least 2");
    is_int(out->alarms, 1, "one alarm acts on it");
    is_text(set.alarm[out->alarm[0]].name, "cpu-high", "by its ARN");
    is_text(set.alarm[set.policy[1].alarm[0]].name, "cpu-low", "the other on scale-in");
    is_int(set.alarm[0].datapoints_to_alarm, 2, "2 of");
    is_int(set.alarm[0].evaluation_periods, 3, "3");
    is_int(set.alarm[1].datapoints_to_alarm, 15, "all 15 where M is not given");
    is_int(set.alarm[0].comparison, COMPARE_GREATER_OR_EQUAL, "the comparison");
    is_int(set.alarm[0].metric.aggregation, AGGREGATION_INSTANCE, "an average over instances");
    near(set.alarm[0].metric.period_s, 60, 0, "the period");
    policy_set_release(&set);
}

static void files_together(void)
{
    const struct policy_text texts[] = {
        {"policies.json",
         "{\"ScalingPolicies\": [{\"AutoScalingGroupName\": \"a\", \"PolicyName\": \"up\","
         "\"PolicyType\": \"SimpleScaling\", \"AdjustmentType\": \"ChangeInCapacity\","
         "\"ScalingAdjustment\": 2, \"Cooldown\": 180}]}",
         0},
        {"alarms.json",
         "{\"MetricAlarms\": [{\"AlarmName\": \"high\", \"Namespace\": \"AWS/SQS\","
         "\"MetricName\": \"ApproximateNumberOfMessagesVisible\", \"Statistic\": \"Sum\","
         "\"Period\": 300, \"EvaluationPeriods\": 1, \"Threshold\": 100,"
         "\"ComparisonOperator\": \"GreaterThanThreshold\", \"AlarmActions\": ["
         "\"arn:aws:autoscaling:r:1:scalingPolicy:x:autoScalingGroupName/a:policyName/up\"]}]}",
         0},
        {"group.json", "{\"AutoScalingGroupName\": \"a\", \"MinSize\": 1, \"MaxSize\": 9}", 0},
    };
    struct policy_text sized[3];
    for (size_t i = 0; i < 3; i++) {
        sized[i] = texts[i];
        sized[i].length = strlen(texts[i].bytes);
    }
    struct policy_set set;
    struct err err = {0};
    if (!ok(policy_read_texts(sized, 3, NULL, &set, NULL, &err) == 0, "three files: %s", err.text))
        return;
    near(set.group.max, 9, 0, "the group of the third");
    is_int(set.policy[0].kind, POLICY_SIMPLE, "a simple policy of the first");
    near(set.policy[0].cooldown_s, 180, 0, "its cooldown");
    is_int(set.policy[0].alarms, 1, "the alarm of the second, linked by the ARN's name");
    is_int(set.alarm[0].metric.kind, METRIC_QUEUE, "a queue");
    policy_set_release(&set);
}

static void flat_inputs(void)
{
    struct policy_set set;
    struct err err;
    if (ok(read_text(
               "[{\"AutoScalingGroupName\": \"g\", \"PoolState\": \"Running\", \"MinSize\": 2,"
               "\"MaxGroupPreparedCapacity\": -1}, {\"AutoScalingGroupName\": \"g\","
               "\"ScheduledActionName\": \"s\", \"Time\": 1772352000, \"MaxSize\": 8},"
               "{\"AutoScalingGroupName\": \"g\", \"LifecycleHookName\": \"h\","
               "\"LifecycleTransition\": \"autoscaling:EC2_INSTANCE_LAUNCHING\"}]",
               &set, &err) == 0,
           "a list of inputs: %s", err.text)) {
        is_text(set.group.name, "g", "of a group that is only named");
        is_int(set.warm_pool.state, POOL_RUNNING, "put-warm-pool");
        ok(isnan(set.warm_pool.max_prepared), "-1 is no limit");
        // 2026-03-01T08:00:00Z: date -u -d @1772352000
        ok(set.scheduled[0].start == INT64_C(1772352000) * INSTANT_PER_SECOND,
           "put-scheduled-update-group-action, in seconds");
        near(set.group.launch_hook_s, 3600, 0, "put-lifecycle-hook, an hour where it is not said");
        policy_set_release(&set);
    }
    if (ok(read_text("{\"TargetValue\": 50, \"PredefinedMetricSpecification\": "
                     "{\"PredefinedMetricType\": \"ASGAverageCPUUtilization\"}}",
                     &set, &err) == 0,
           "the file of --target-tracking-configuration: %s", err.text)) {
        ok(set.group.name == NULL, "names no group");
        near(set.policy[0].target, 50, 0, "and is a policy");
        policy_set_release(&set);
    }
    if (ok(read_text(
               "{\"Mode\": \"ForecastAndScale\", \"MetricSpecifications\": [{\"TargetValue\": 40,"
               "\"PredefinedMetricPairSpecification\": {\"PredefinedMetricType\": "
               "\"ASGNetworkIn\"}}]}",
               &set, &err) == 0,
           "the file of --predictive-scaling-configuration: %s", err.text)) {
        is_int(set.policy[0].kind, POLICY_PREDICTIVE, "is one too");
        ok(!set.policy[0].forecast_only, "that acts");
        policy_set_release(&set);
    }
    struct policy_text pool[] = {
        {"group.json",
         "{\"AutoScalingGroupName\": \"g\", \"PolicyName\": \"p\","
         "\"AdjustmentType\": \"ExactCapacity\", \"ScalingAdjustment\": 3}",
         0},
        {"pool.json", "{\"WarmPoolConfiguration\": {\"MinSize\": 7}, \"Instances\": []}", 0}};
    for (size_t i = 0; i < 2; i++)
        pool[i].length = strlen(pool[i].bytes);
    if (ok(policy_read_texts(pool, 2, NULL, &set, NULL, &err) == 0, "describe-warm-pool: %s",
           err.text)) {
        near(set.warm_pool.min_size, 7, 0, "belongs to the only group");
        policy_set_release(&set);
    }
}

static void what_is_said(void)
{
    static const char text[] =
        "{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"g\", \"MinSize\": 1, \"MaxSize\": "
        "2,\n"
        "\"MinSizes\": 3, \"SuspendedProcesses\": [{\"ProcessName\": \"AlarmNotification\"}]},"
        "{\"AutoScalingGroupName\": \"h\", \"MaxSize\": \"unread\"}],"
        "\"ScalingPolicies\": [{\"AutoScalingGroupName\": \"g\", \"PolicyName\": \"p\","
        "\"AdjustmentType\": \"ExactCapacity\", \"ScalingAdjustment\": 3}],"
        "\"MetricAlarms\": [{\"AlarmName\": \"other\"},"
        "{\"AlarmName\": \"lost\", \"Namespace\": \"n\", \"MetricName\": \"m\", \"Statistic\": "
        "\"Sum\", \"Period\": 60, \"EvaluationPeriods\": 1, \"Threshold\": 1,"
        "\"ComparisonOperator\": \"LessThanThreshold\", \"AlarmActions\": ["
        "\"arn:aws:autoscaling:r:1:scalingPolicy:x:autoScalingGroupName/g:policyName/gone\"]}]}";
    struct policy_text one = {.name = "all.json", .bytes = text, .length = strlen(text)};
    struct policy_set set;
    struct err err = {0};
    struct notes notes = {0};
    if (!ok(policy_read_texts(&one, 1, NULL, &set, &notes, &err) == 0, "an account: %s", err.text))
        return;
    is_int(notes.count, 4, "four notes");
    is_text(notes.note[0].text, "all.json: of 2 groups the only one with policies is taken: g",
            "which group");
    is_text(
        notes.note[1].text,
        "all.json:2: MinSizes: not a known key of an Auto Scaling group, did you mean MinSize; it "
        "is passed over",
        "an unknown key of a group");
    is_text(
        notes.note[2].text,
        "all.json:2: SuspendedProcesses: AlarmNotification is suspended; it is read as if it were "
        "not",
        "a suspended process");
    is_text(notes.note[3].text,
            "all.json: alarms that act on no step or simple policy of the group are passed over",
            "alarms of others");
    is_int(set.alarms, 1, "an alarm on a policy of the group that is not there is kept");
    is_text(set.alarm[0].name, "lost", "by its ARN");
    policy_set_release(&set);
    notes_release(&notes);
}

int main(void)
{
    sample_group();
    sample_steps();
    files_together();
    flat_inputs();
    what_is_said();
    return done();
}
