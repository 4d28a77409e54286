#include "policy/aws/aws_metric.h"

#include "base/ascii.h"
#include "base/number.h"
#include "policy/aws/aws_words.h"

#include <math.h>
#include <string.h>

/// Longest period of a datapoint: CloudWatch takes whole days up to one.
static const double PERIOD_MAX_S = 86400.0;

struct known_metric {
    const char *space;
    const char *name;
    enum metric_kind kind;
    enum metric_aggregation aggregation;
    const char *unit; ///< in which CloudWatch has its data
};

/// Metrics whose meaning is documented (CloudWatch metrics of EC2, ECS, Elastic Load Balancing,
/// SQS).
static const struct known_metric cloudwatch_metrics[] = {
    {"AWS/EC2", "CPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, "Percent"},
    {"AWS/EC2", "NetworkIn", METRIC_NETWORK_IN, AGGREGATION_INSTANCE, "Bytes"},
    {"AWS/EC2", "NetworkOut", METRIC_NETWORK_OUT, AGGREGATION_INSTANCE, "Bytes"},
    {"AWS/ECS", "CPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, "Percent"},
    {"AWS/ECS", "MemoryUtilization", METRIC_MEMORY, AGGREGATION_INSTANCE, "Percent"},
    {"CWAgent", "mem_used_percent", METRIC_MEMORY, AGGREGATION_INSTANCE, "Percent"},
    {"AWS/ApplicationELB", "RequestCountPerTarget", METRIC_REQUESTS, AGGREGATION_INSTANCE, "Count"},
    {"AWS/ApplicationELB", "RequestCount", METRIC_REQUESTS, AGGREGATION_TOTAL, "Count"},
    {"AWS/ELB", "RequestCount", METRIC_REQUESTS, AGGREGATION_TOTAL, "Count"},
    {"AWS/ApplicationELB", "TargetResponseTime", METRIC_LATENCY, AGGREGATION_TOTAL, "Seconds"},
    {"AWS/ELB", "Latency", METRIC_LATENCY, AGGREGATION_TOTAL, "Seconds"},
    {"AWS/ELB", "SurgeQueueLength", METRIC_QUEUE, AGGREGATION_TOTAL, "Count"},
    {"AWS/SQS", "ApproximateNumberOfMessagesVisible", METRIC_QUEUE, AGGREGATION_TOTAL, "Count"},
};

/// Predefined metrics of EC2 and of Application Auto Scaling; those of predictive scaling name
/// pairs, loads and averages.
static const struct known_metric predefined_metrics[] = {
    {NULL, "ASGAverageCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "ASGAverageNetworkIn", METRIC_NETWORK_IN, AGGREGATION_INSTANCE, NULL},
    {NULL, "ASGAverageNetworkOut", METRIC_NETWORK_OUT, AGGREGATION_INSTANCE, NULL},
    {NULL, "ALBRequestCountPerTarget", METRIC_REQUESTS, AGGREGATION_INSTANCE, NULL},
    {NULL, "ECSServiceAverageCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "ECSServiceAverageMemoryUtilization", METRIC_MEMORY, AGGREGATION_INSTANCE, NULL},
    {NULL, "RDSReaderAverageCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "RDSReaderAverageDatabaseConnections", METRIC_OTHER, AGGREGATION_INSTANCE, NULL},
    {NULL, "NeptuneReaderAverageCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "EC2SpotFleetRequestAverageCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "EC2SpotFleetRequestAverageNetworkIn", METRIC_NETWORK_IN, AGGREGATION_INSTANCE, NULL},
    {NULL, "EC2SpotFleetRequestAverageNetworkOut", METRIC_NETWORK_OUT, AGGREGATION_INSTANCE, NULL},
    {NULL, "SageMakerVariantInvocationsPerInstance", METRIC_REQUESTS, AGGREGATION_INSTANCE, NULL},
    {NULL, "SageMakerInferenceComponentInvocationsPerCopy", METRIC_REQUESTS, AGGREGATION_INSTANCE,
     NULL},
    {NULL, "SageMakerVariantProvisionedConcurrencyUtilization", METRIC_OTHER, AGGREGATION_INSTANCE,
     NULL},
    {NULL, "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution", METRIC_OTHER,
     AGGREGATION_INSTANCE, NULL},
    {NULL, "SageMakerVariantConcurrentRequestsPerModelHighResolution", METRIC_OTHER,
     AGGREGATION_INSTANCE, NULL},
    {NULL, "DynamoDBReadCapacityUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "DynamoDBWriteCapacityUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "CassandraReadCapacityUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "CassandraWriteCapacityUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "LambdaProvisionedConcurrencyUtilization", METRIC_OTHER, AGGREGATION_INSTANCE, NULL},
    {NULL, "ElastiCachePrimaryEngineCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "ElastiCacheReplicaEngineCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage", METRIC_MEMORY,
     AGGREGATION_INSTANCE, NULL},
    {NULL, "KafkaBrokerStorageUtilization", METRIC_OTHER, AGGREGATION_INSTANCE, NULL},
    {NULL, "AppStreamAverageCapacityUtilization", METRIC_OTHER, AGGREGATION_INSTANCE, NULL},
    {NULL, "ComprehendInferenceUtilization", METRIC_OTHER, AGGREGATION_INSTANCE, NULL},
    {NULL, "WorkSpacesAverageUserSessionsCapacityUtilization", METRIC_OTHER, AGGREGATION_INSTANCE,
     NULL},
    {NULL, "ASGCPUUtilization", METRIC_CPU, AGGREGATION_INSTANCE, NULL},
    {NULL, "ASGNetworkIn", METRIC_NETWORK_IN, AGGREGATION_INSTANCE, NULL},
    {NULL, "ASGNetworkOut", METRIC_NETWORK_OUT, AGGREGATION_INSTANCE, NULL},
    {NULL, "ALBRequestCount", METRIC_REQUESTS, AGGREGATION_INSTANCE, NULL},
    {NULL, "ASGTotalCPUUtilization", METRIC_CPU, AGGREGATION_TOTAL, NULL},
    {NULL, "ASGTotalNetworkIn", METRIC_NETWORK_IN, AGGREGATION_TOTAL, NULL},
    {NULL, "ASGTotalNetworkOut", METRIC_NETWORK_OUT, AGGREGATION_TOTAL, NULL},
    {NULL, "ALBTargetGroupRequestCount", METRIC_REQUESTS, AGGREGATION_TOTAL, NULL},
};

enum {
    CLOUDWATCH_METRICS = sizeof cloudwatch_metrics / sizeof cloudwatch_metrics[0],
    PREDEFINED_METRICS = sizeof predefined_metrics / sizeof predefined_metrics[0],
};

const char *aws_metric_unit(const struct scaling_metric *metric)
{
    for (size_t i = 0; i < CLOUDWATCH_METRICS && metric->name != NULL; i++)
        if (metric->space != NULL && strcmp(cloudwatch_metrics[i].space, metric->space) == 0 &&
            strcmp(cloudwatch_metrics[i].name, metric->name) == 0)
            return cloudwatch_metrics[i].unit;
    return NULL;
}

/// Sets kind and aggregation by namespace, name, statistic and dimensions.
static void aws_metric_classify(struct scaling_metric *metric)
{
    bool of_group = false;
    for (size_t i = 0; i < metric->dimensions; i++)
        of_group = of_group || strcmp(metric->dimension[i].name, "AutoScalingGroupName") == 0;
    bool averaged =
        metric->statistic != STATISTIC_SUM && metric->statistic != STATISTIC_SAMPLE_COUNT;
    // A custom metric that instances send with their group's name is averaged over them.
    metric->aggregation = of_group && averaged ? AGGREGATION_INSTANCE : AGGREGATION_TOTAL;
    metric->kind = METRIC_OTHER;
    if (metric->expression != NULL || metric->name == NULL || metric->space == NULL)
        return;
    for (size_t i = 0; i < CLOUDWATCH_METRICS; i++) {
        const struct known_metric *known = &cloudwatch_metrics[i];
        if (strcmp(known->space, metric->space) != 0 || strcmp(known->name, metric->name) != 0)
            continue;
        metric->kind = known->kind;
        // Requests per target are sums by their nature; any other sum is one over the instances.
        bool summed = !averaged && known->kind != METRIC_REQUESTS;
        metric->aggregation = summed ? AGGREGATION_TOTAL : known->aggregation;
        return;
    }
}

/// "Average", "p99.9"; what CloudWatch has beside these is refused.
static void read_statistic(struct fields *fields, const struct node *map, const char *key,
                           struct scaling_metric *metric)
{
    const char *text = field_text(fields, map, key);
    if (text == NULL)
        return;
    for (size_t i = 0; i < AWS_STATISTICS; i++) {
        if (strcmp(aws_statistics[i].word, text) == 0) {
            metric->statistic = (enum metric_statistic)aws_statistics[i].value;
            return;
        }
    }
    double percent = NAN;
    if (text[0] == 'p' && number_parse(text + 1, strlen(text + 1), &percent) && percent >= 0.0 &&
        percent <= 100.0) {
        metric->statistic = STATISTIC_PERCENTILE;
        metric->percentile = percent;
        return;
    }
    field_refuse(fields, map, key,
                 "the statistic \"%s\" is not known; it is Average, Sum, Minimum, Maximum, "
                 "SampleCount or a percentile such as p99",
                 field_quote(fields, text));
}

static void read_dimensions(struct fields *fields, const struct node *map,
                            struct scaling_metric *metric)
{
    static const struct key_rule rules[] = {{"Name", KEY_READ, NULL}, {"Value", KEY_READ, NULL}};
    const struct node *list = field_list(fields, map, "Dimensions");
    if (list == NULL || list->entries == 0)
        return;
    metric->dimension = arena_alloc(fields->arena, list->entries * sizeof *metric->dimension);
    for (size_t i = 0; i < list->entries && !fields->failed; i++) {
        const struct node *item = list->entry[i].value;
        struct metric_dimension *dimension = &metric->dimension[metric->dimensions];
        field_check_keys(fields, item, "a dimension", FIELD_LIST(rules), false);
        dimension->name = field_text(fields, item, "Name");
        // The value is mostly another resource's name, which decides nothing here.
        const struct node *value = field_raw(item, "Value");
        dimension->value = node_function(value) != NULL ? "" : field_text(fields, item, "Value");
        if (dimension->name != NULL && dimension->value != NULL)
            metric->dimensions++;
        else
            field_refuse(fields, item, NULL, "a dimension needs Name and Value");
    }
}

static const struct key_rule stat_rules[] = {
    {"Metric", KEY_READ, NULL},
    {"Period", KEY_READ, NULL},
    {"Stat", KEY_READ, NULL},
    {"Unit", KEY_READ, NULL},
};

static const struct key_rule stat_metric_rules[] = {
    {"Namespace", KEY_READ, NULL},
    {"MetricName", KEY_READ, NULL},
    {"Dimensions", KEY_READ, NULL},
};

static void read_metric_stat(struct fields *fields, const struct node *stat,
                             struct scaling_metric *metric)
{
    const struct node *named = field_map(fields, stat, "Metric");
    field_check_keys(fields, stat, "a MetricStat", FIELD_LIST(stat_rules), false);
    field_check_keys(fields, named, "a Metric", FIELD_LIST(stat_metric_rules), false);
    field_require(fields, stat, "Metric", NULL);
    field_require(fields, stat, "Stat", NULL);
    metric->space = field_text(fields, named, "Namespace");
    metric->name = field_text(fields, named, "MetricName");
    metric->unit = field_text(fields, stat, "Unit");
    metric->period_s = field_number(fields, stat, "Period", 1.0, PERIOD_MAX_S);
    read_dimensions(fields, named, metric);
    read_statistic(fields, stat, "Stat", metric);
}

static const struct key_rule query_rules[] = {
    {"Id", KEY_READ, NULL},           {"Expression", KEY_READ, NULL},
    {"Label", KEY_READ, NULL},        {"MetricStat", KEY_READ, NULL},
    {"Period", KEY_READ, NULL},       {"ReturnData", KEY_READ, NULL},
    {"AccountId", KEY_IGNORED, NULL},
};

static void read_query(struct fields *fields, const struct node *query,
                       struct scaling_metric *metric)
{
    scaling_metric_init(metric);
    metric->origin = field_origin(fields, query);
    field_check_keys(fields, query, "a metric query", FIELD_LIST(query_rules), false);
    field_require(fields, query, "Id", NULL);
    metric->id = field_text(fields, query, "Id");
    metric->label = field_text(fields, query, "Label");
    metric->expression = field_text(fields, query, "Expression");
    const struct node *stat = field_map(fields, query, "MetricStat");
    if ((stat == NULL) == (metric->expression == NULL))
        field_refuse(fields, query, NULL, "a metric query has either MetricStat or Expression");
    if (stat != NULL)
        read_metric_stat(fields, stat, metric);
    else
        metric->period_s = field_number(fields, query, "Period", 1.0, PERIOD_MAX_S);
    aws_metric_classify(metric);
}

/// Metric math: the one query that returns data is the metric, the others are its inputs.
static void read_queries(struct fields *fields, const struct node *list,
                         struct scaling_metric *metric)
{
    struct scaling_metric *input = arena_alloc(fields->arena, (list->entries + 1) * sizeof *input);
    size_t inputs = 0;
    size_t returned = 0;
    for (size_t i = 0; i < list->entries && !fields->failed; i++) {
        const struct node *query = list->entry[i].value;
        struct scaling_metric read;
        read_query(fields, query, &read);
        // An only query returns data without saying so.
        if (field_truth(fields, query, "ReturnData", true)) {
            *metric = read;
            returned++;
        } else {
            input[inputs++] = read;
        }
    }
    if (returned != 1)
        field_refuse(fields, list, NULL,
                     "%zu metric queries return data; exactly one has to (ReturnData false in the "
                     "others)",
                     returned);
    metric->input = input;
    metric->inputs = inputs;
    for (size_t i = 0; i < inputs && metric->expression != NULL && isnan(metric->period_s); i++)
        metric->period_s = input[i].period_s;
    if (metric->name == NULL)
        metric->name = metric->label != NULL ? metric->label : metric->id;
}

void aws_metric_read_alarm(struct fields *fields, const struct node *body,
                           struct scaling_metric *metric)
{
    scaling_metric_init(metric);
    metric->origin = field_origin(fields, body);
    const struct node *queries = field_list(fields, body, "Metrics");
    if (queries != NULL && queries->entries > 0) {
        read_queries(fields, queries, metric);
        return;
    }
    field_require(fields, body, "MetricName", "or Metrics for metric math");
    field_require(fields, body, "Namespace", NULL);
    metric->space = field_text(fields, body, "Namespace");
    metric->name = field_text(fields, body, "MetricName");
    metric->unit = field_text(fields, body, "Unit");
    metric->period_s = field_number(fields, body, "Period", 1.0, PERIOD_MAX_S);
    read_dimensions(fields, body, metric);
    if (field_raw(body, "Statistic") == NULL && field_raw(body, "ExtendedStatistic") == NULL)
        field_refuse(fields, body, NULL, "Statistic is missing (or ExtendedStatistic)");
    read_statistic(fields, body, "Statistic", metric);
    read_statistic(fields, body, "ExtendedStatistic", metric);
    aws_metric_classify(metric);
}

void aws_metric_read_predefined(struct fields *fields, const struct node *body,
                                const char *type_key, struct scaling_metric *metric)
{
    const struct key_rule rules[] = {{type_key, KEY_READ, NULL}, {"ResourceLabel", KEY_READ, NULL}};
    scaling_metric_init(metric);
    metric->origin = field_origin(fields, body);
    metric->predefined = true;
    field_check_keys(fields, body, "a predefined metric", FIELD_LIST(rules), false);
    field_require(fields, body, type_key, NULL);
    struct field_word names[PREDEFINED_METRICS];
    for (int i = 0; i < PREDEFINED_METRICS; i++)
        names[i] = (struct field_word){.word = predefined_metrics[i].name, .value = i};
    int found = field_choice(fields, body, type_key, names, PREDEFINED_METRICS, 0);
    metric->name = predefined_metrics[found].name;
    metric->kind = predefined_metrics[found].kind;
    metric->aggregation = predefined_metrics[found].aggregation;
    // The label is built from two load balancer names; which ones decides nothing here.
    const struct node *label = field_raw(body, "ResourceLabel");
    metric->label = node_function(label) != NULL ? "" : field_text(fields, body, "ResourceLabel");
}

void aws_metric_read_customized(struct fields *fields, const struct node *body,
                                struct scaling_metric *metric)
{
    static const struct key_rule rules[] = {
        {"MetricName", KEY_READ, NULL}, {"Namespace", KEY_READ, NULL},
        {"Statistic", KEY_READ, NULL},  {"Unit", KEY_READ, NULL},
        {"Period", KEY_READ, NULL},     {"Dimensions", KEY_READ, NULL},
        {"Metrics", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a customized metric", FIELD_LIST(rules), false);
    aws_metric_read_alarm(fields, body, metric);
    if (metric->id == NULL && metric->statistic == STATISTIC_PERCENTILE)
        field_refuse(fields, body, "Statistic", "a percentile needs Metrics (metric math)");
}
