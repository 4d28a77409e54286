#include "policy/aws/aws_metric.h"
#include "policy/aws/aws_parts.h"
#include "policy/aws/aws_words.h"

#include <math.h>

/// A day of seconds of datapoints is CloudWatch's limit for N x period; more is no count.
static const double DATAPOINTS_MAX = 86400.0;

static const char anomaly[] =
    "an alarm on an anomaly band has no threshold that a replay could hold";

static const struct key_rule rules[] = {
    {"AlarmName", KEY_READ, NULL},
    {"AlarmArn", KEY_IGNORED, NULL},
    {"AlarmDescription", KEY_IGNORED, NULL},
    {"AlarmConfigurationUpdatedTimestamp", KEY_IGNORED, NULL},
    {"ActionsEnabled", KEY_READ, NULL},
    {"AlarmActions", KEY_READ, NULL},
    {"OKActions", KEY_IGNORED, NULL},
    {"InsufficientDataActions", KEY_IGNORED, NULL},
    {"StateValue", KEY_IGNORED, NULL},
    {"StateReason", KEY_IGNORED, NULL},
    {"StateReasonData", KEY_IGNORED, NULL},
    {"StateUpdatedTimestamp", KEY_IGNORED, NULL},
    {"StateTransitionedTimestamp", KEY_IGNORED, NULL},
    {"EvaluationState", KEY_IGNORED, NULL},
    {"Tags", KEY_IGNORED, NULL},
    {"MetricName", KEY_READ, NULL},
    {"Namespace", KEY_READ, NULL},
    {"Statistic", KEY_READ, NULL},
    {"ExtendedStatistic", KEY_READ, NULL},
    {"Dimensions", KEY_READ, NULL},
    {"Period", KEY_READ, NULL},
    {"Unit", KEY_READ, NULL},
    {"EvaluationPeriods", KEY_READ, NULL},
    {"DatapointsToAlarm", KEY_READ, NULL},
    {"Threshold", KEY_READ, NULL},
    {"ComparisonOperator", KEY_READ, NULL},
    {"TreatMissingData", KEY_READ, NULL},
    {"EvaluateLowSampleCountPercentile", KEY_IGNORED, NULL},
    {"Metrics", KEY_READ, NULL},
    {"ThresholdMetricId", KEY_REFUSED, anomaly},
};

void aws_alarm_read(struct fields *fields, const struct node *body, struct policy_alarm *alarm)
{
    policy_alarm_init(alarm);
    alarm->origin = field_origin(fields, body);
    field_check_keys(fields, body, "an alarm", FIELD_LIST(rules), false);
    field_require(fields, body, "Threshold", NULL);
    field_require(fields, body, "ComparisonOperator", NULL);
    field_require(fields, body, "EvaluationPeriods", NULL);
    alarm->threshold = field_number(fields, body, "Threshold", -INFINITY, INFINITY);
    alarm->comparison = (enum alarm_comparison)field_choice(
        fields, body, "ComparisonOperator", FIELD_LIST(aws_comparisons), COMPARE_GREATER);
    double periods = field_whole(fields, body, "EvaluationPeriods", 1.0, DATAPOINTS_MAX);
    double datapoints = field_whole(fields, body, "DatapointsToAlarm", 1.0, DATAPOINTS_MAX);
    if (!isnan(periods))
        alarm->evaluation_periods = (int)periods;
    alarm->datapoints_to_alarm = isnan(datapoints) ? alarm->evaluation_periods : (int)datapoints;
    if (alarm->datapoints_to_alarm > alarm->evaluation_periods)
        field_refuse(fields, body, "DatapointsToAlarm",
                     "%d of %d datapoints can never be reached; it is at most EvaluationPeriods",
                     alarm->datapoints_to_alarm, alarm->evaluation_periods);
    alarm->missing = (enum missing_data)field_choice(fields, body, "TreatMissingData",
                                                     FIELD_LIST(aws_missing_data), MISSING_MISSING);
    alarm->actions_enabled = field_truth(fields, body, "ActionsEnabled", true);
    aws_metric_read_alarm(fields, body, &alarm->metric);
}
