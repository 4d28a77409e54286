// ScaledObjects of KEDA (keda.sh/docs, "ScaledObject specification" and "Scalers").
#include "base/ascii.h"
#include "base/number.h"
#include "policy/core/lint.h"
#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>
#include <string.h>

static const double LARGEST = 1e9;

const struct field_word keda_fallbacks[KEDA_FALLBACKS] = {
    {"static", FALLBACK_STATIC},
    {"currentReplicas", FALLBACK_CURRENT},
    {"currentReplicasIfHigher", FALLBACK_HIGHER},
    {"currentReplicasIfLower", FALLBACK_LOWER},
};

/// Where a scaler keeps what it holds each replica at; NaN: it has no default.
struct scaler {
    const char *type;
    const char *target_key;
    double otherwise;
    enum metric_kind kind;
};

static const struct scaler scalers[] = {
    {"cpu", "value", NAN, METRIC_CPU},
    {"memory", "value", NAN, METRIC_MEMORY},
    {"cron", "desiredReplicas", NAN, METRIC_OTHER},
    {"prometheus", "threshold", NAN, METRIC_OTHER},
    {"metrics-api", "targetValue", NAN, METRIC_OTHER},
    {"datadog", "queryValue", NAN, METRIC_OTHER},
    {"postgresql", "targetQueryValue", NAN, METRIC_OTHER},
    {"mysql", "queryValue", NAN, METRIC_OTHER},
    {"aws-cloudwatch", "targetMetricValue", NAN, METRIC_OTHER},
    {"aws-kinesis-stream", "shardCount", 2.0, METRIC_OTHER},
    {"aws-sqs-queue", "queueLength", 5.0, METRIC_QUEUE},
    {"azure-servicebus", "messageCount", 5.0, METRIC_QUEUE},
    {"azure-queue", "queueLength", 5.0, METRIC_QUEUE},
    {"gcp-pubsub", "value", 10.0, METRIC_QUEUE},
    {"kafka", "lagThreshold", 10.0, METRIC_QUEUE},
    {"apache-kafka", "lagThreshold", 10.0, METRIC_QUEUE},
    {"nats-jetstream", "lagThreshold", NAN, METRIC_QUEUE},
    {"rabbitmq", "value", NAN, METRIC_QUEUE},
    {"redis", "listLength", 5.0, METRIC_QUEUE},
    {"redis-streams", "pendingEntriesCount", 5.0, METRIC_QUEUE},
    {"liiklus", "lagThreshold", 10.0, METRIC_QUEUE},
    {"activemq", "targetQueueSize", NAN, METRIC_QUEUE},
    {"arangodb", "queryValue", NAN, METRIC_OTHER},
    {"artemis-queue", "queueLength", NAN, METRIC_QUEUE},
    {"aws-dynamodb", "targetValue", NAN, METRIC_OTHER},
    {"aws-dynamodb-streams", "shardCount", NAN, METRIC_OTHER},
    {"azure-app-insights", "targetValue", NAN, METRIC_OTHER},
    {"azure-blob", "blobCount", NAN, METRIC_QUEUE},
    {"azure-data-explorer", "threshold", NAN, METRIC_OTHER},
    {"azure-eventhub", "unprocessedEventThreshold", NAN, METRIC_QUEUE},
    {"azure-log-analytics", "threshold", NAN, METRIC_OTHER},
    {"azure-monitor", "targetValue", NAN, METRIC_OTHER},
    {"azure-pipelines", "targetPipelinesQueueLength", NAN, METRIC_QUEUE},
    {"beanstalkd", "value", NAN, METRIC_QUEUE},
    {"cassandra", "targetQueryValue", NAN, METRIC_OTHER},
    {"couchdb", "queryValue", NAN, METRIC_OTHER},
    {"dynatrace", "threshold", NAN, METRIC_OTHER},
    {"elasticsearch", "targetValue", NAN, METRIC_OTHER},
    {"etcd", "value", NAN, METRIC_OTHER},
    {"gcp-cloudtasks", "value", NAN, METRIC_QUEUE},
    {"gcp-stackdriver", "targetValue", NAN, METRIC_OTHER},
    {"gcp-storage", "targetObjectCount", NAN, METRIC_QUEUE},
    {"github-runner", "targetWorkflowQueueLength", NAN, METRIC_QUEUE},
    {"graphite", "threshold", NAN, METRIC_OTHER},
    {"huawei-cloudeye", "targetMetricValue", NAN, METRIC_OTHER},
    {"ibmmq", "queueDepth", NAN, METRIC_QUEUE},
    {"influxdb", "thresholdValue", NAN, METRIC_OTHER},
    {"kubernetes-workload", "value", NAN, METRIC_OTHER},
    {"loki", "threshold", NAN, METRIC_OTHER},
    {"mongodb", "queryValue", NAN, METRIC_OTHER},
    {"mssql", "targetValue", NAN, METRIC_OTHER},
    {"new-relic", "threshold", NAN, METRIC_OTHER},
    {"nsq", "depthThreshold", NAN, METRIC_QUEUE},
    {"openstack-metric", "threshold", NAN, METRIC_OTHER},
    {"openstack-swift", "objectCount", NAN, METRIC_QUEUE},
    {"predictkube", "threshold", NAN, METRIC_OTHER},
    {"pulsar", "msgBacklogThreshold", NAN, METRIC_QUEUE},
    {"redis-cluster", "listLength", NAN, METRIC_QUEUE},
    {"redis-cluster-streams", "pendingEntriesCount", NAN, METRIC_QUEUE},
    {"redis-sentinel", "listLength", NAN, METRIC_QUEUE},
    {"redis-sentinel-streams", "pendingEntriesCount", NAN, METRIC_QUEUE},
    {"solace-event-queue", "messageCountTarget", NAN, METRIC_QUEUE},
    {"solr", "targetQueryValue", NAN, METRIC_OTHER},
    {"splunk", "targetValue", NAN, METRIC_OTHER},
    {"stan", "lagThreshold", NAN, METRIC_QUEUE},
    {"temporal", "targetQueueSize", NAN, METRIC_QUEUE},
};

enum { SCALERS = sizeof scalers / sizeof scalers[0] };

static const char activation_prefix[] = "activation";

/// The rest of a trigger's metadata, which tells its metric from others.
static void keep_metadata(struct fields *fields, const struct node *metadata,
                          const struct scaler *scaler, struct replica_metric *metric)
{
    size_t room = metadata == NULL ? 0 : metadata->entries;
    struct scaling_metric *into = &metric->metric;
    into->dimension = arena_alloc(fields->arena, (room + 1) * sizeof *into->dimension);
    for (size_t i = 0; i < room && !fields->failed; i++) {
        const char *key = metadata->entry[i].key;
        if (strcmp(key, scaler->target_key) == 0)
            continue;
        if (strncmp(key, activation_prefix, sizeof activation_prefix - 1) == 0) {
            metric->activation = field_number(fields, metadata, key, -LARGEST, INFINITY);
            continue;
        }
        const char *value = field_text(fields, metadata, key);
        if (value == NULL)
            continue;
        struct metric_dimension dimension = {arena_strdup(fields->arena, key), value};
        into->dimension[into->dimensions++] = dimension;
    }
}

static void read_cron(struct fields *fields, const struct node *metadata,
                      struct replica_metric *metric)
{
    field_require(fields, metadata, "start", "a cron trigger begins then");
    field_require(fields, metadata, "end", "a cron trigger ends then");
    field_require(fields, metadata, "timezone", "a cron trigger is on its clock");
    metric->recurrence = field_text(fields, metadata, "start");
    metric->recurrence_end = field_text(fields, metadata, "end");
    metric->zone = field_text(fields, metadata, "timezone");
    metric->metric.dimensions = 0; // start, end and timezone have fields of their own
}

/// The target of a scaler that is not in the list above: by the key that most of them use.
static struct scaler other_scaler(const struct node *metadata, const char *type)
{
    static const char *const keys[] = {"threshold", "targetValue", "value", "queueLength",
                                       "targetQueryValue"};
    struct scaler scaler = {
        .type = type, .target_key = keys[0], .otherwise = NAN, .kind = METRIC_OTHER};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (node_get(metadata, keys[i]) != NULL) {
            scaler.target_key = keys[i];
            break;
        }
    }
    return scaler;
}

/// What a user binds it by: metricName or queueName where there is one, else the trigger's name or
/// type.
static const char *metric_name(struct fields *fields, const struct node *item,
                               const struct node *metadata)
{
    static const char *const keys[] = {"metricName", "queueName", "topic", "listName"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct node *value = field_raw(metadata, keys[i]);
        if (value != NULL && value->text != NULL)
            return arena_strdup(fields->arena, value->text);
    }
    const char *name = field_text(fields, item, "name");
    return name != NULL ? name : field_text(fields, item, "type");
}

static void read_target(struct fields *fields, const struct node *item, const struct node *metadata,
                        const struct scaler *scaler, struct replica_metric *metric)
{
    static const struct field_word types[] = {
        {"Utilization", TARGET_UTILIZATION},
        {"AverageValue", TARGET_AVERAGE_VALUE},
        {"Value", TARGET_VALUE},
    };
    bool resource = scaler->kind == METRIC_CPU || scaler->kind == METRIC_MEMORY;
    // The older place of the type of cpu and memory triggers is their metadata.
    const struct node *type_of =
        field_raw(item, "metricType") == NULL && resource && field_raw(metadata, "type") != NULL
            ? metadata
            : item;
    metric->target_type = (enum replica_target)field_choice(
        fields, type_of, type_of == item ? "metricType" : "type", FIELD_LIST(types),
        resource ? TARGET_UTILIZATION : TARGET_AVERAGE_VALUE);
    if (metric->target_type == TARGET_UTILIZATION && !resource)
        field_refuse(fields, item, "metricType",
                     "Utilization is for cpu and memory triggers alone");
    if (isnan(scaler->otherwise) && node_get(metadata, scaler->target_key) == NULL)
        field_refuse(fields, metadata, NULL,
                     "%s is missing; the trigger holds its metric at it (type %s)",
                     scaler->target_key, field_quote(fields, scaler->type));
    if (resource && metric->target_type != TARGET_UTILIZATION)
        metric->target = kubernetes_quantity(fields, metadata, scaler->target_key);
    else
        metric->target = field_number(fields, metadata, scaler->target_key, 0.0, INFINITY);
    if (isnan(metric->target))
        metric->target = scaler->otherwise;
    if (resource)
        metric->metric.aggregation = AGGREGATION_INSTANCE;
    else
        metric->metric.aggregation =
            metric->target_type == TARGET_VALUE ? AGGREGATION_TOTAL : AGGREGATION_SHARED;
}

static const struct key_rule trigger_rules[] = {
    {"type", KEY_READ, NULL},
    {"name", KEY_READ, NULL},
    {"metadata", KEY_READ, NULL},
    {"metricType", KEY_READ, NULL},
    {"authenticationRef", KEY_IGNORED, NULL},
    {"useCachedMetrics", KEY_IGNORED, NULL},
};

static void read_trigger(struct fields *fields, const struct node *item,
                         struct replica_metric *metric)
{
    replica_metric_init(metric);
    metric->metric.origin = field_origin(fields, item);
    if (item->kind != NODE_MAP) {
        field_refuse(fields, item, NULL, "a trigger is an object");
        return;
    }
    field_check_keys(fields, item, "a trigger", FIELD_LIST(trigger_rules), false);
    field_require(fields, item, "type", NULL);
    field_require(fields, item, "metadata", NULL);
    const char *type = field_text(fields, item, "type");
    const struct node *metadata = field_map(fields, item, "metadata");
    if (type == NULL || metadata == NULL)
        return;
    struct scaler scaler = other_scaler(metadata, type);
    for (size_t i = 0; i < SCALERS; i++) {
        if (strcmp(scalers[i].type, type) == 0)
            scaler = scalers[i];
    }
    metric->trigger = type;
    metric->target_key = scaler.target_key;
    metric->metric.kind = scaler.kind;
    metric->metric.predefined = scaler.kind == METRIC_CPU || scaler.kind == METRIC_MEMORY;
    metric->metric.name = metric_name(fields, item, metadata);
    metric->metric.label = field_text(fields, item, "name");
    read_target(fields, item, metadata, &scaler, metric);
    keep_metadata(fields, metadata, &scaler, metric);
    if (strcmp(type, "cron") == 0)
        read_cron(fields, metadata, metric);
    metric->metric.period_s = NAN;
}

static void read_fallback(struct fields *fields, const struct node *body,
                          struct replica_policy *replicas)
{
    static const struct key_rule rules[] = {
        {"failureThreshold", KEY_READ, NULL},
        {"replicas", KEY_READ, NULL},
        {"behavior", KEY_READ, NULL},
    };
    if (body == NULL)
        return;
    field_check_keys(fields, body, "fallback", FIELD_LIST(rules), false);
    replicas->fallback_behavior = (enum fallback_behavior)field_choice(
        fields, body, "behavior", keda_fallbacks, KEDA_FALLBACKS, FALLBACK_STATIC);
    replicas->fallback_replicas = field_whole(fields, body, "replicas", 0.0, LARGEST);
    replicas->fallback_failures = field_whole(fields, body, "failureThreshold", 0.0, LARGEST);
}

static void read_advanced(struct fields *fields, const struct node *body,
                          struct replica_policy *replicas)
{
    static const struct key_rule rules[] = {
        {"horizontalPodAutoscalerConfig", KEY_READ, NULL},
        {"restoreToOriginalReplicaCount", KEY_IGNORED, NULL},
        {"scalingModifiers", KEY_REFUSED, "a formula over the triggers is not modelled"},
    };
    static const struct key_rule config_rules[] = {
        {"behavior", KEY_READ, NULL},
        {"name", KEY_IGNORED, NULL},
    };
    field_check_keys(fields, body, "advanced", FIELD_LIST(rules), false);
    const struct node *config = field_map(fields, body, "horizontalPodAutoscalerConfig");
    field_check_keys(fields, config, "horizontalPodAutoscalerConfig", FIELD_LIST(config_rules),
                     false);
    behavior_read(fields, field_map(fields, config, "behavior"), replicas);
}

/// Annotations that stop KEDA from scaling (keda.sh/docs, "Pause autoscaling").
static void note_paused(struct fields *fields, const struct node *metadata, struct policy_set *set)
{
    static const char prefix[] = "autoscaling.keda.sh/";
    static const char *const whole[] = {"paused", "paused-replicas"};
    const struct node *annotations = field_map(fields, metadata, "annotations");
    for (size_t i = 0; annotations != NULL && i < annotations->entries; i++) {
        const char *key = annotations->entry[i].key;
        const struct node *value = annotations->entry[i].value;
        if (strncmp(key, prefix, sizeof prefix - 1) != 0 || value->text == NULL ||
            node_is(value, "false"))
            continue;
        const char *name = key + sizeof prefix - 1;
        const struct policy_origin origin = {fields->file, annotations->entry[i].line};
        for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
            if (strcmp(name, whole[k]) == 0)
                policy_remark_add(set, LINT_KEDA_PAUSED, &origin, "%s: %s",
                                  field_quote(fields, key), field_quote(fields, value->text));
        // KEDA does these two by the behavior of its HorizontalPodAutoscaler.
        bool in = strcmp(name, "paused-scale-in") == 0;
        if (!in && strcmp(name, "paused-scale-out") != 0)
            continue;
        (in ? &set->replicas.down : &set->replicas.up)->select = SELECT_DISABLED;
        set->replicas.has_behavior = true;
    }
}

static const struct key_rule spec_rules[] = {
    {"scaleTargetRef", KEY_READ, NULL},   {"pollingInterval", KEY_READ, NULL},
    {"cooldownPeriod", KEY_READ, NULL},   {"initialCooldownPeriod", KEY_IGNORED, NULL},
    {"idleReplicaCount", KEY_READ, NULL}, {"minReplicaCount", KEY_READ, NULL},
    {"maxReplicaCount", KEY_READ, NULL},  {"fallback", KEY_READ, NULL},
    {"advanced", KEY_READ, NULL},         {"triggers", KEY_READ, NULL},
};

static void read_limits(struct fields *fields, const struct node *spec, struct policy_set *set)
{
    struct replica_policy *replicas = &set->replicas;
    replicas->polling_s = field_number(fields, spec, "pollingInterval", 1.0, LARGEST);
    replicas->cooldown_s = field_number(fields, spec, "cooldownPeriod", 0.0, LARGEST);
    replicas->idle_replicas = field_whole(fields, spec, "idleReplicaCount", 0.0, LARGEST);
    set->group.min = field_whole(fields, spec, "minReplicaCount", 0.0, LARGEST);
    set->group.max = field_whole(fields, spec, "maxReplicaCount", 1.0, LARGEST);
    if (isnan(set->group.min))
        set->group.min = KEDA_MIN_REPLICAS;
    if (isnan(set->group.max))
        set->group.max = KEDA_MAX_REPLICAS;
}

void scaled_object_read(struct fields *fields, const struct node *body, struct policy_set *set)
{
    struct replica_policy *replicas = &set->replicas;
    const struct node *metadata = field_map(fields, body, "metadata");
    const struct node *spec = field_map(fields, body, "spec");
    set->group.origin = field_origin(fields, body);
    replicas->origin = set->group.origin;
    replicas->space = field_text(fields, metadata, "namespace");
    if (spec == NULL) {
        field_refuse(fields, body, NULL, "spec is missing");
        return;
    }
    field_check_keys(fields, spec, "the spec of a ScaledObject", FIELD_LIST(spec_rules), false);
    scale_target_read(fields, spec, replicas);
    read_limits(fields, spec, set);
    read_fallback(fields, field_map(fields, spec, "fallback"), replicas);
    read_advanced(fields, field_map(fields, spec, "advanced"), replicas);
    note_paused(fields, metadata, set);
    const struct node *triggers = field_list(fields, spec, "triggers");
    if (triggers == NULL || triggers->entries == 0) {
        field_refuse(fields, spec, NULL, "a ScaledObject needs triggers");
        return;
    }
    replicas->metric = arena_alloc(fields->arena, triggers->entries * sizeof *replicas->metric);
    for (size_t i = 0; i < triggers->entries && !fields->failed; i++)
        read_trigger(fields, triggers->entry[i].value, &replicas->metric[replicas->metrics++]);
}
