// Manifests of Kubernetes and KEDA. Texts are written in double quotes with the escapes of JSON,
// which YAML has too, unless they are plain words.
#include "base/ascii.h"
#include "base/number.h"
#include "base/utf8.h"
#include "policy/kubernetes/kubernetes_parts.h"
#include "policy/kubernetes/kubernetes_platforms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// Whether a text is itself without quotes: it begins with a letter, holds nothing that YAML reads
/// otherwise, and is no word of its core schema.
static bool is_plain(const char *text)
{
    static const char *const words[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "y",    "n"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ascii_is_word_any_case(text, strlen(text), words[i]))
            return false;
    }
    if (!ascii_is_letter(text[0]))
        return false;
    for (const char *at = text; *at != '\0'; at++) {
        if (!ascii_is_letter(*at) && !ascii_is_digit(*at) && strchr("-_./", *at) == NULL)
            return false;
    }
    return true;
}

static void append_text(struct str *out, const char *text)
{
    if (is_plain(text)) {
        str_append(out, text);
        return;
    }
    struct str valid = {0};
    utf8_append_valid(&valid, text, strlen(text));
    str_append_char(out, '"');
    for (const char *at = str_text(&valid); *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            str_append_char(out, '\\');
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            str_appendf(out, "\\x%02x", (unsigned)(unsigned char)*at);
        else
            str_append_char(out, *at);
    }
    str_append_char(out, '"');
    str_release(&valid);
}

/// "KEY: VALUE" at a depth of 2 blanks each; nothing for NULL.
static void put_text(struct str *out, int depth, const char *key, const char *value)
{
    if (value == NULL)
        return;
    str_appendf(out, "%*s", depth * 2, "");
    append_text(out, key);
    str_append(out, ": ");
    append_text(out, value);
    str_append_char(out, '\n');
}

static void put_line(struct str *out, int depth, const char *text)
{
    str_appendf(out, "%*s%s\n", depth * 2, "", text);
}

/// Nothing for NaN.
static void put_number(struct str *out, int depth, const char *key, double value)
{
    if (!isnan(value))
        str_appendf(out, "%*s%s: %.15g\n", depth * 2, "", key, value);
}

/// A quantity: whole, or in thousandths where that is exact, else as a decimal number.
static void append_quantity(struct str *out, double value)
{
    double thousandths = value * 1000.0;
    if (value == floor(value) && value < 1e15)
        str_appendf(out, "%.0f", value);
    else if (thousandths == floor(thousandths) && thousandths / 1000.0 == value)
        str_appendf(out, "%.0fm", thousandths);
    else
        str_appendf(out, "%.15g", value);
}

static void put_quantity(struct str *out, int depth, const char *key, double value)
{
    struct str text = {0};
    append_quantity(&text, value);
    str_appendf(out, "%*s%s: \"%s\"\n", depth * 2, "", key, str_text(&text));
    str_release(&text);
}

static void put_target_reference(struct str *out, const struct replica_policy *replicas)
{
    put_line(out, 1, "scaleTargetRef:");
    put_text(out, 2, "apiVersion", replicas->target_api);
    put_text(out, 2, "kind", replicas->target_kind);
    put_text(out, 2, "name", replicas->target_name);
}

static void put_rules(struct str *out, int depth, const char *key,
                      const struct scaling_rules *rules)
{
    static const char *const selections[] = {"Max", "Min", "Disabled"};
    bool empty = isnan(rules->stabilization_s) && isnan(rules->tolerance) && rules->limits == 0 &&
                 rules->select == SELECT_MAX;
    if (empty)
        return;
    str_appendf(out, "%*s%s:\n", depth * 2, "", key);
    put_number(out, depth + 1, "stabilizationWindowSeconds", rules->stabilization_s);
    put_text(out, depth + 1, "selectPolicy", selections[rules->select]);
    put_number(out, depth + 1, "tolerance", rules->tolerance);
    if (rules->limits > 0)
        put_line(out, depth + 1, "policies:");
    for (size_t i = 0; i < rules->limits; i++) {
        const struct rate_limit *limit = &rules->limit[i];
        str_appendf(out, "%*s- type: %s\n", (depth + 1) * 2, "",
                    limit->percent ? "Percent" : "Pods");
        put_number(out, depth + 2, "value", limit->value);
        put_number(out, depth + 2, "periodSeconds", limit->period_s);
    }
}

static void put_behavior(struct str *out, int depth, const struct replica_policy *replicas)
{
    if (!replicas->has_behavior)
        return;
    size_t before = out->length;
    put_line(out, depth, "behavior:");
    size_t after = out->length;
    put_rules(out, depth + 1, "scaleUp", &replicas->up);
    put_rules(out, depth + 1, "scaleDown", &replicas->down);
    if (out->length == after) {
        // An empty behavior is not the same as none: it has the limits of autoscaling/v2.
        out->length = before;
        put_line(out, depth, "behavior: {}");
    }
}

static void put_identifier(struct str *out, const struct scaling_metric *metric)
{
    put_line(out, 4, "metric:");
    put_text(out, 5, "name", metric->name);
    if (metric->dimensions == 0)
        return;
    put_line(out, 5, "selector:");
    put_line(out, 6, "matchLabels:");
    for (size_t i = 0; i < metric->dimensions; i++)
        put_text(out, 7, metric->dimension[i].name, metric->dimension[i].value);
}

static void put_target(struct str *out, const struct replica_metric *metric)
{
    static const char *const types[] = {"Utilization", "AverageValue", "Value"};
    static const char *const keys[] = {"averageUtilization", "averageValue", "value"};
    put_line(out, 4, "target:");
    put_text(out, 5, "type", types[metric->target_type]);
    if (metric->target_type == TARGET_UTILIZATION)
        put_number(out, 5, keys[0], metric->target);
    else
        put_quantity(out, 5, keys[metric->target_type], metric->target);
}

static void put_metric(struct str *out, const struct replica_metric *metric)
{
    const struct scaling_metric *of = &metric->metric;
    bool container = of->predefined && of->label != NULL;
    bool object = !of->predefined && of->label != NULL;
    const char *type = container                                 ? "ContainerResource"
                       : of->predefined                          ? "Resource"
                       : object                                  ? "Object"
                       : of->aggregation == AGGREGATION_INSTANCE ? "Pods"
                                                                 : "External";
    str_appendf(out, "    - type: %s\n", type);
    str_appendf(out, "      %c%s:\n", ascii_to_lower(type[0]), type + 1);
    if (of->predefined) {
        put_text(out, 4, "name", of->name);
        put_text(out, 4, "container", of->label);
    } else {
        if (object) {
            put_line(out, 4, "describedObject:");
            put_text(out, 5, "kind", of->space);
            put_text(out, 5, "name", of->label);
        }
        put_identifier(out, of);
    }
    put_target(out, metric);
}

static void put_head(struct str *out, const struct policy_set *set, const char *version,
                     const char *kind)
{
    put_text(out, 0, "apiVersion", version);
    put_text(out, 0, "kind", kind);
    put_line(out, 0, "metadata:");
    put_text(out, 1, "name", set->group.name);
    put_text(out, 1, "namespace", set->replicas.space);
    put_line(out, 0, "spec:");
    put_target_reference(out, &set->replicas);
}

static void put_hpa(struct str *out, const struct policy_set *set)
{
    put_head(out, set, "autoscaling/v2", "HorizontalPodAutoscaler");
    put_number(out, 1, "minReplicas", set->group.min);
    put_number(out, 1, "maxReplicas", set->group.max);
    put_line(out, 1, "metrics:");
    for (size_t i = 0; i < set->replicas.metrics; i++)
        put_metric(out, &set->replicas.metric[i]);
    put_behavior(out, 1, &set->replicas);
}

/// "queueLength" has activationQueueLength beside it.
static void put_activation(struct str *out, const struct replica_metric *metric)
{
    if (isnan(metric->activation) || metric->target_key == NULL)
        return;
    struct str key = {0};
    str_appendf(&key, "activation%c%s", ascii_to_upper(metric->target_key[0]),
                metric->target_key + 1);
    char number[NUMBER_TEXT_MAX];
    (void)snprintf(number, sizeof number, "%.15g", metric->activation);
    put_text(out, 4, str_text(&key), number);
    str_release(&key);
}

static void put_trigger(struct str *out, const struct replica_metric *metric)
{
    static const char *const types[] = {"Utilization", "AverageValue", "Value"};
    str_append(out, "    - type: ");
    append_text(out, metric->trigger);
    str_append_char(out, '\n');
    put_text(out, 3, "name", metric->metric.label);
    if (metric->recurrence == NULL)
        put_text(out, 3, "metricType", types[metric->target_type]);
    put_line(out, 3, "metadata:");
    for (size_t i = 0; i < metric->metric.dimensions; i++)
        put_text(out, 4, metric->metric.dimension[i].name, metric->metric.dimension[i].value);
    put_text(out, 4, "timezone", metric->zone);
    put_text(out, 4, "start", metric->recurrence);
    put_text(out, 4, "end", metric->recurrence_end);
    // Targets of pods are quantities; KEDA reads all others as plain numbers.
    bool quantity = metric->metric.predefined && metric->target_type != TARGET_UTILIZATION;
    char number[NUMBER_TEXT_MAX];
    (void)snprintf(number, sizeof number, "%.15g", metric->target);
    if (quantity)
        put_quantity(out, 4, metric->target_key, metric->target);
    else
        put_text(out, 4, metric->target_key, number);
    put_activation(out, metric);
}

static void put_scaled_object(struct str *out, const struct policy_set *set)
{
    const struct replica_policy *replicas = &set->replicas;
    put_head(out, set, "keda.sh/v1alpha1", "ScaledObject");
    put_number(out, 1, "pollingInterval", replicas->polling_s);
    put_number(out, 1, "cooldownPeriod", replicas->cooldown_s);
    put_number(out, 1, "idleReplicaCount", replicas->idle_replicas);
    put_number(out, 1, "minReplicaCount", set->group.min);
    put_number(out, 1, "maxReplicaCount", set->group.max);
    if (!isnan(replicas->fallback_replicas) || !isnan(replicas->fallback_failures)) {
        put_line(out, 1, "fallback:");
        put_number(out, 2, "failureThreshold", replicas->fallback_failures);
        put_number(out, 2, "replicas", replicas->fallback_replicas);
        if (replicas->fallback_behavior != FALLBACK_STATIC)
            put_text(
                out, 2, "behavior",
                field_word_of(keda_fallbacks, KEDA_FALLBACKS, (int)replicas->fallback_behavior));
    }
    if (replicas->has_behavior) {
        put_line(out, 1, "advanced:");
        put_line(out, 2, "horizontalPodAutoscalerConfig:");
        put_behavior(out, 3, replicas);
    }
    put_line(out, 1, "triggers:");
    for (size_t i = 0; i < replicas->metrics; i++)
        put_trigger(out, &replicas->metric[i]);
}

void write_kubernetes(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    (void)notes;
    for (size_t i = 0; i < sets->count; i++) {
        if (i > 0)
            str_append(out, "---\n");
        if (sets->set[i]->platform == &platform_keda)
            put_scaled_object(out, sets->set[i]);
        else
            put_hpa(out, sets->set[i]);
    }
}
