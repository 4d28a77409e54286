#include "policy/core/lint.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>
#include <string.h>

static const double LARGEST = 1e9;

static const char cpu_name[] = "cpu";

void scale_target_read(struct fields *fields, const struct node *spec,
                       struct replica_policy *replicas)
{
    static const struct key_rule rules[] = {
        {"apiVersion", KEY_READ, NULL},
        {"kind", KEY_READ, NULL},
        {"name", KEY_READ, NULL},
        {"envSourceContainerName", KEY_IGNORED, NULL},
    };
    const struct node *target = field_map(fields, spec, "scaleTargetRef");
    if (target == NULL) {
        field_refuse(fields, spec, NULL, "scaleTargetRef is missing; it names what is scaled");
        return;
    }
    field_check_keys(fields, target, "scaleTargetRef", FIELD_LIST(rules), false);
    replicas->target_api = field_text(fields, target, "apiVersion");
    replicas->target_kind = field_text(fields, target, "kind");
    replicas->target_name = field_text(fields, target, "name");
}

static enum metric_kind resource_kind(const char *name)
{
    if (name != NULL && strcmp(name, cpu_name) == 0)
        return METRIC_CPU;
    return name != NULL && strcmp(name, "memory") == 0 ? METRIC_MEMORY : METRIC_OTHER;
}

/// metric.name and metric.selector.matchLabels of Pods, Object and External metrics.
static void read_identifier(struct fields *fields, const struct node *source,
                            struct scaling_metric *metric)
{
    static const struct key_rule rules[] = {{"name", KEY_READ, NULL}, {"selector", KEY_READ, NULL}};
    static const struct key_rule selector_rules[] = {
        {"matchLabels", KEY_READ, NULL},
        {"matchExpressions", KEY_REFUSED, "matchExpressions are not modelled; matchLabels are"},
    };
    const struct node *identifier = field_map(fields, source, "metric");
    if (identifier == NULL) {
        field_refuse(fields, source, NULL, "metric is missing; it names the metric");
        return;
    }
    field_check_keys(fields, identifier, "a metric", FIELD_LIST(rules), false);
    field_require(fields, identifier, "name", NULL);
    metric->name = field_text(fields, identifier, "name");
    const struct node *selector = field_map(fields, identifier, "selector");
    field_check_keys(fields, selector, "a selector", FIELD_LIST(selector_rules), false);
    const struct node *labels = field_map(fields, selector, "matchLabels");
    if (labels == NULL)
        return;
    metric->dimension =
        arena_alloc(fields->arena, (labels->entries + 1) * sizeof *metric->dimension);
    for (size_t i = 0; i < labels->entries; i++) {
        const char *key = labels->entry[i].key;
        metric->dimension[i].name = arena_strdup(fields->arena, key);
        const char *value = field_text(fields, labels, key);
        metric->dimension[i].value = value == NULL ? "" : value;
    }
    metric->dimensions = labels->entries;
}

/// What a type of metric is called, where its settings are, and which targets it may have.
struct metric_source {
    const char *type;
    const char *key;
    bool resource; ///< named by `name`; else by metric.name
    enum metric_aggregation aggregation;
    bool target[3]; ///< by enum replica_target
};

static const struct metric_source metric_sources[] = {
    {"Resource", "resource", true, AGGREGATION_INSTANCE, {true, true, false}},
    {"ContainerResource", "containerResource", true, AGGREGATION_INSTANCE, {true, true, false}},
    {"Pods", "pods", false, AGGREGATION_INSTANCE, {false, true, false}},
    {"Object", "object", false, AGGREGATION_TOTAL, {false, true, true}},
    {"External", "external", false, AGGREGATION_TOTAL, {false, true, true}},
};

enum { METRIC_SOURCES = sizeof metric_sources / sizeof metric_sources[0] };

/// The target. Where its type does not fit, the API server goes by the value that is there.
static void read_target(struct fields *fields, const struct node *settings,
                        const struct metric_source *source, struct replica_metric *metric,
                        struct policy_set *set)
{
    static const struct key_rule rules[] = {
        {"type", KEY_READ, NULL},
        {"averageUtilization", KEY_READ, NULL},
        {"averageValue", KEY_READ, NULL},
        {"value", KEY_READ, NULL},
    };
    static const struct field_word types[] = {
        {"Utilization", TARGET_UTILIZATION},
        {"AverageValue", TARGET_AVERAGE_VALUE},
        {"Value", TARGET_VALUE},
    };
    static const char *const keys[] = {"averageUtilization", "averageValue", "value"};
    const struct node *target = field_map(fields, settings, "target");
    if (target == NULL) {
        field_refuse(fields, settings, NULL,
                     "target is missing; it says what the metric is held at");
        return;
    }
    field_check_keys(fields, target, "a metric target", FIELD_LIST(rules), false);
    field_require(fields, target, "type", NULL);
    metric->target_type =
        (enum replica_target)field_choice(fields, target, "type", FIELD_LIST(types), 0);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bool fits = source->target[metric->target_type] &&
                    field_raw(target, keys[metric->target_type]) != NULL;
        if (fits || !source->target[i] || field_raw(target, keys[i]) == NULL)
            continue;
        policy_remark_add(
            set, LINT_REPLICAS_TARGET_TYPE, &metric->metric.origin, "metric %s: type %s with %s",
            metric->metric.name == NULL ? "" : field_quote(fields, metric->metric.name),
            types[metric->target_type].word, keys[i]);
        metric->target_type = (enum replica_target)i;
    }
    field_require(fields, target, keys[metric->target_type], "the type asks for it");
    if (metric->target_type == TARGET_UTILIZATION)
        metric->target = field_whole(fields, target, keys[0], 1.0, LARGEST);
    else
        metric->target = kubernetes_quantity(fields, target, keys[metric->target_type]);
}

static void read_source(struct fields *fields, const struct node *settings,
                        const struct metric_source *source, struct replica_metric *metric,
                        struct policy_set *set)
{
    static const struct key_rule rules[] = {
        {"name", KEY_READ, NULL},   {"container", KEY_READ, NULL},       {"metric", KEY_READ, NULL},
        {"target", KEY_READ, NULL}, {"describedObject", KEY_READ, NULL},
    };
    field_check_keys(fields, settings, "a metric source", FIELD_LIST(rules), false);
    if (source->resource) {
        field_require(fields, settings, "name", NULL);
        metric->metric.name = field_text(fields, settings, "name");
        metric->metric.kind = resource_kind(metric->metric.name);
        metric->metric.label = field_text(fields, settings, "container");
        metric->metric.predefined = true;
    } else {
        read_identifier(fields, settings, &metric->metric);
        metric->metric.space =
            field_text(fields, field_map(fields, settings, "describedObject"), "kind");
        metric->metric.label =
            field_text(fields, field_map(fields, settings, "describedObject"), "name");
    }
    read_target(fields, settings, source, metric, set);
    if (!source->target[metric->target_type])
        field_refuse(fields, settings, NULL, "a %s metric cannot have a target of this type",
                     source->type);
    metric->metric.aggregation = source->aggregation;
    if (source->aggregation == AGGREGATION_TOTAL && metric->target_type == TARGET_AVERAGE_VALUE)
        metric->metric.aggregation = AGGREGATION_SHARED;
}

static void read_metric(struct fields *fields, const struct node *item,
                        struct replica_metric *metric, struct policy_set *set)
{
    static const struct key_rule rules[] = {
        {"type", KEY_READ, NULL},
        {"resource", KEY_READ, NULL},
        {"containerResource", KEY_READ, NULL},
        {"pods", KEY_READ, NULL},
        {"object", KEY_READ, NULL},
        {"external", KEY_READ, NULL},
    };
    replica_metric_init(metric);
    metric->metric.origin = field_origin(fields, item);
    if (item->kind != NODE_MAP) {
        field_refuse(fields, item, NULL, "a metric is an object");
        return;
    }
    field_check_keys(fields, item, "a metric", FIELD_LIST(rules), false);
    field_require(fields, item, "type", NULL);
    struct field_word types[METRIC_SOURCES];
    for (int i = 0; i < METRIC_SOURCES; i++)
        types[i] = (struct field_word){.word = metric_sources[i].type, .value = i};
    int type = field_choice(fields, item, "type", types, METRIC_SOURCES, 0);
    const struct metric_source *source = &metric_sources[type];
    const struct node *settings = field_map(fields, item, source->key);
    field_require(fields, item, source->key, "the type asks for it");
    if (settings != NULL)
        read_source(fields, settings, source, metric, set);
}

static void add_cpu(double target, struct policy_set *set, const struct policy_origin *origin)
{
    struct replica_metric *metric = &set->replicas.metric[set->replicas.metrics++];
    replica_metric_init(metric);
    metric->metric.name = cpu_name;
    metric->metric.kind = METRIC_CPU;
    metric->metric.predefined = true;
    metric->metric.origin = *origin;
    metric->target = target;
}

/// The metrics: of v2, of v2beta1, or those of v1: a target for CPU and what annotations keep.
static void read_metrics(struct fields *fields, const struct node *body, const struct node *spec,
                         struct policy_set *set)
{
    struct replica_policy *replicas = &set->replicas;
    const struct node *version = node_get(body, "apiVersion");
    const struct node *list = field_list(fields, spec, "metrics");
    if (node_is(version, "autoscaling/v1"))
        list = hpa_annotation_metrics(fields, body);
    else if (list != NULL && node_is(version, "autoscaling/v2beta1"))
        list = hpa_older_metrics(fields->arena, list, 0);
    struct policy_origin origin = field_origin(fields, spec);
    double percent = field_whole(fields, spec, "targetCPUUtilizationPercentage", 1.0, LARGEST);
    size_t listed = list == NULL ? 0 : list->entries;
    replicas->metric = arena_alloc(fields->arena, (listed + 1) * sizeof *replicas->metric);
    for (size_t i = 0; i < listed && !fields->failed; i++)
        read_metric(fields, list->entry[i].value, &replicas->metric[replicas->metrics++], set);
    if (listed == 0 && isnan(percent)) {
        percent = 80.0;
        notes_add(fields->notes, NOTE_INFO, "hpa default metric",
                  "%s:%zu: no metric is given: 80%% of the requested CPU, Kubernetes' default",
                  field_quote(fields, fields->file), spec->line);
    }
    if (!isnan(percent))
        add_cpu(percent, set, &origin);
}

/// Versions that Kubernetes has stopped serving (deprecated API migration guide).
static void note_version(struct fields *fields, const struct node *body, struct policy_set *set)
{
    const char *version = field_text(fields, body, "apiVersion");
    const struct policy_origin origin = field_origin(fields, body);
    if (version != NULL && strncmp(version, "autoscaling/v2beta", 18) == 0)
        policy_remark_add(set, LINT_API_NOT_SERVED, &origin, "%s", field_quote(fields, version));
}

static void read_limits(struct fields *fields, const struct node *spec, struct policy_set *set)
{
    field_require(fields, spec, "maxReplicas", NULL);
    set->group.min = field_whole(fields, spec, "minReplicas", 0.0, LARGEST);
    set->group.max = field_whole(fields, spec, "maxReplicas", 1.0, LARGEST);
    if (isnan(set->group.min))
        set->group.min = 1.0;
}

static const struct key_rule spec_rules[] = {
    {"scaleTargetRef", KEY_READ, NULL}, {"minReplicas", KEY_READ, NULL},
    {"maxReplicas", KEY_READ, NULL},    {"metrics", KEY_READ, NULL},
    {"behavior", KEY_READ, NULL},       {"targetCPUUtilizationPercentage", KEY_READ, NULL},
};

void hpa_read(struct fields *fields, const struct node *body, struct policy_set *set)
{
    const struct node *spec = field_map(fields, body, "spec");
    set->group.origin = field_origin(fields, body);
    set->replicas.origin = set->group.origin;
    set->replicas.space = field_text(fields, field_map(fields, body, "metadata"), "namespace");
    if (spec == NULL) {
        field_refuse(fields, body, NULL, "spec is missing");
        return;
    }
    note_version(fields, body, set);
    bool first = node_is(node_get(body, "apiVersion"), "autoscaling/v1");
    const char *extra = first ? "metrics" : "targetCPUUtilizationPercentage";
    if (field_raw(spec, extra) != NULL)
        field_refuse(fields, spec, extra, "is not of autoscaling/%s", first ? "v1" : "v2");
    field_check_keys(fields, spec, "the spec of a HorizontalPodAutoscaler", FIELD_LIST(spec_rules),
                     false);
    scale_target_read(fields, spec, &set->replicas);
    read_limits(fields, spec, set);
    read_metrics(fields, body, spec, set);
    const struct node *behavior = field_map(fields, spec, "behavior");
    if (behavior == NULL && first)
        behavior = hpa_annotation_behavior(fields, body);
    behavior_read(fields, behavior, &set->replicas);
}
