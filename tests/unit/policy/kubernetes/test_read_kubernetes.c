// Manifests of Kubernetes and KEDA.
#include "../policy_fixture.h"
#include "base/str.h"
#include "policy/platforms.h"
#include "policy_calls.h"

#include <math.h>

static void hpa_sample(void)
{
    const char *paths[] = {"samples/hpa.yaml"};
    struct policy_set set;
    struct err err = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, NULL, &err) == 0, "samples/hpa.yaml: %s", err.text))
        return;
    ok(set.platform == &platform_hpa, "an HPA");
    is_text(set.group.name, "web", "its name");
    is_text(set.replicas.space, "shop", "its namespace");
    near(set.group.desired, 8, 0, "the replicas of the Deployment beside it");
    near(set.group.drain_s, 45, 0, "and its grace period");
    is_int(set.replicas.metrics, 2, "two metrics");
    is_int(set.replicas.metric[0].metric.kind, METRIC_CPU, "CPU");
    near(set.replicas.metric[0].target, 65, 0, "at 65 %");
    is_int(set.replicas.metric[1].target_type, TARGET_AVERAGE_VALUE, "requests a pod");
    near(set.replicas.metric[1].target, 150, 0, "at 150");
    ok(set.replicas.has_behavior, "with a behavior");
    near(set.replicas.down.stabilization_s, 600, 0, "a window down");
    is_int(set.replicas.down.select, SELECT_MIN, "the smaller change");
    is_int(set.replicas.up.limits, 2, "two limits up");
    ok(set.replicas.up.limit[0].percent && set.replicas.up.limit[0].value == 50.0, "half as many");
    ok(isnan(set.replicas.up.tolerance), "the cluster's tolerance");
    policy_set_release(&set);
}

static void keda_sample(void)
{
    const char *paths[] = {"samples/scaledobject.yaml"};
    struct policy_set set;
    struct err err = {0};
    if (!ok(policy_read(paths, 1, NULL, &set, NULL, &err) == 0, "samples/scaledobject.yaml: %s",
            err.text))
        return;
    ok(set.platform == &platform_keda, "KEDA");
    near(set.replicas.polling_s, 15, 0, "polling");
    near(set.replicas.cooldown_s, 120, 0, "cooldown");
    near(set.replicas.idle_replicas, 0, 0, "idle");
    near(set.replicas.fallback_replicas, 6, 0, "fallback");
    is_int(set.replicas.down.limits, 1, "a behavior");
    const struct replica_metric *queue = &set.replicas.metric[0];
    is_int(queue->metric.kind, METRIC_QUEUE, "a queue");
    is_int(queue->metric.aggregation, AGGREGATION_SHARED, "divided by the replicas");
    near(queue->target, 20, 0, "20 messages a replica");
    near(queue->activation, 5, 0, "from 5 on");
    is_text(queue->trigger, "aws-sqs-queue", "the trigger");
    is_int(queue->metric.dimensions, 2, "the rest of its metadata is kept");
    const struct replica_metric *hours = &set.replicas.metric[1];
    is_text(hours->recurrence, "0 7 * * 1-5", "a cron trigger from");
    is_text(hours->recurrence_end, "0 20 * * 1-5", "to");
    is_text(hours->zone, "Europe/Berlin", "on a clock");
    near(hours->target, 8, 0, "holds 8");
    policy_set_release(&set);
}

#define HPA(version, spec)                                                                         \
    "apiVersion: autoscaling/" version "\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\n"  \
    "spec:\n  scaleTargetRef: {kind: Deployment, name: web}\n" spec
#define METRIC(text) HPA("v2", "  maxReplicas: 5\n  metrics:\n  - " text "\n")

static void of_hpa(void)
{
    struct policy_set set;
    struct err err;
    if (ok(read_text(HPA("v1", "  maxReplicas: 5\n  targetCPUUtilizationPercentage: 70\n"), &set,
                     &err) == 0,
           "version 1: %s", err.text)) {
        near(set.replicas.metric[0].target, 70, 0, "its CPU");
        near(set.group.min, 1, 0, "at least 1 where nothing is said");
        policy_set_release(&set);
    }
    if (ok(read_text(HPA("v2", "  maxReplicas: 5\n"), &set, &err) == 0, "no metric: %s",
           err.text)) {
        near(set.replicas.metric[0].target, 80, 0, "80 % of the CPU");
        policy_set_release(&set);
    }
    static const struct {
        const char *quantity;
        double value;
    } quantities[] = {{"500m", 0.5}, {"2k", 2000},  {"1Gi", 1073741824}, {"2e3", 2000},
                      {"3", 3},      {"100m", 0.1}, {"1.5M", 1.5e6},     {"250u", 250e-6}};
    for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
        struct str text = {0};
        str_appendf(&text,
                    METRIC("{type: External, external: {metric: {name: q, selector: {matchLabels: "
                           "{a: b}}}, target: {type: Value, value: %s}}}"),
                    quantities[i].quantity);
        if (ok(read_text(str_text(&text), &set, &err) == 0, "%s: %s", quantities[i].quantity,
               err.text)) {
            near(set.replicas.metric[0].target, quantities[i].value, 0, quantities[i].quantity);
            is_int(set.replicas.metric[0].metric.aggregation, AGGREGATION_TOTAL, "one number");
            is_text(set.replicas.metric[0].metric.dimension[0].value, "b", "with its selector");
            policy_set_release(&set);
        }
        str_release(&text);
    }
    if (ok(read_text("apiVersion: v1\nkind: List\nitems:\n- apiVersion: autoscaling/v2\n  kind: "
                     "HorizontalPodAutoscaler\n  metadata: {name: a}\n  spec: {maxReplicas: 3, "
                     "scaleTargetRef: {name: b}}\n- {apiVersion: v1, kind: Service}\n",
                     &set, &err) == 0,
           "a list of objects: %s", err.text))
        policy_set_release(&set);
    if (ok(read_text("base: &base {minReplicas: 2, maxReplicas: 9}\napiVersion: autoscaling/v2\n"
                     "kind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  <<: *base\n"
                     "  maxReplicas: 4\n  scaleTargetRef: {name: b}\n",
                     &set, &err) == 0,
           "a merge key: %s", err.text)) {
        near(set.group.min, 2, 0, "gives what is not there");
        near(set.group.max, 4, 0, "and yields to what is");
        policy_set_release(&set);
    }
}

static void refused_hpa(void)
{
    static const struct {
        const char *text, *message;
    } list[] = {
        {"apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\n", "kind: a ScaledJob starts jobs"},
        {"apiVersion: v1\nkind: List\nitems: [{apiVersion: autoscaling/v3, kind: "
         "HorizontalPodAutoscaler}]\n",
         "autoscaling/v3 is not known"},
        {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n",
         "policy.json:1: spec is missing"},
        {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n"
         "  maxReplicas: 3\n",
         "policy.json:5: scaleTargetRef is missing"},
        {HPA("v2", "  minReplicas: 2\n"), "policy.json:5: maxReplicas is missing"},
        {HPA("v2", "  maxReplicas: 5\n  targetCPUUtilizationPercentage: 70\n"),
         "targetCPUUtilizationPercentage: is not of autoscaling/v2"},
        {HPA("v1", "  maxReplicas: 5\n  metrics: []\n"), "metrics: is not of autoscaling/v1"},
        {HPA("v2", "  maxReplicas: 5\n  behaviour: {}\n"),
         "policy.json:7: behaviour: not a known key of the spec of a HorizontalPodAutoscaler; did "
         "you "
         "mean behavior?"},
        {HPA("v2", "  maxReplicas: \"{{ .Values.max }}\"\n"),
         "policy.json:6: maxReplicas: \"{{ .Values.max }}\" is a template's; render it first"},
        {METRIC("3"), "policy.json:8: a metric is an object"},
        {METRIC("{type: Cpu}"),
         "type: \"Cpu\" is not known; it is Resource, ContainerResource, Pods, Object or External"},
        {METRIC("{type: Pods}"), "pods is missing; the type asks for it"},
        {METRIC("{type: Pods, pods: {target: {type: AverageValue, averageValue: 1}}}"),
         "metric is missing; it names the metric"},
        {METRIC("{type: Pods, pods: {metric: {name: a}}}"), "target is missing"},
        {METRIC("{type: Pods, pods: {metric: {name: a}, target: {type: Value, value: 1}}}"),
         "a Pods metric cannot have a target of this type"},
        {METRIC("{type: Pods, pods: {metric: {name: a}, target: {type: AverageValue}}}"),
         "averageValue is missing; the type asks for it"},
        {METRIC("{type: Pods, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: "
                "5X}}}"),
         "averageValue: \"5X\" is no quantity above 0"},
        {METRIC(
             "{type: External, external: {metric: {name: a, selector: {matchExpressions: [{}]}}, "
             "target: {type: Value, value: 1}}}"),
         "matchExpressions: matchExpressions are not modelled"},
        {HPA("v2", "  maxReplicas: 5\n  behavior: {scaleUp: {policies: [4]}}\n"),
         "a rate limit is an object"},
        {HPA("v2",
             "  maxReplicas: 5\n  behavior: {scaleUp: {policies: [{type: Pods, value: 1}]}}\n"),
         "periodSeconds is missing"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        refused(list[i].text, list[i].message, list[i].message);
}

#define KEDA(spec)                                                                                 \
    "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: w}\nspec:\n"               \
    "  scaleTargetRef: {name: w}\n" spec
#define TRIGGER(text) KEDA("  triggers:\n  - " text "\n")

static void of_keda(void)
{
    struct policy_set set;
    struct err err;
    if (ok(read_text(TRIGGER("{type: cpu, metadata: {type: Utilization, value: '60'}}\n"
                             "  - {type: prometheus, metricType: Value, metadata: {query: "
                             "'sum(rate(x[2m]))', threshold: '100'}}\n"
                             "  - {type: kafka, metadata: {topic: orders}}\n"
                             "  - {type: new-thing, name: n, metadata: {targetValue: '7'}}"),
                     &set, &err) == 0,
           "triggers: %s", err.text)) {
        const struct replica_metric *metric = set.replicas.metric;
        near(set.group.min, 0, 0, "from none");
        near(set.group.max, 100, 0, "to 100");
        is_int(metric[0].target_type, TARGET_UTILIZATION, "CPU in the older spelling");
        near(metric[0].target, 60, 0, "at 60 %");
        is_int(metric[1].target_type, TARGET_VALUE, "one number");
        near(metric[2].target, 10, 0, "Kafka's default");
        is_text(metric[2].metric.name, "orders", "named by its topic");
        near(metric[3].target, 7, 0, "a scaler of which only the usual keys are known");
        policy_set_release(&set);
    }
    static const struct {
        const char *text, *message;
    } list[] = {
        {KEDA("  maxReplicaCount: 3\n"), "policy.json:5: a ScaledObject needs triggers"},
        {KEDA("  advanced: {scalingModifiers: {formula: a}}\n"),
         "scalingModifiers: a formula over the triggers is not modelled"},
        {KEDA("  fallback: {replicas: 3, behavior: triggerSuccess}\n"),
         "\"triggerSuccess\" is not known; it is static"},
        {TRIGGER("5"), "a trigger is an object"},
        {TRIGGER("{type: cpu}"), "metadata is missing"},
        {TRIGGER("{type: prometheus, metadata: {query: x}}"),
         "threshold is missing; the trigger holds its metric at it"},
        {TRIGGER("{type: prometheus, metricType: Utilization, metadata: {threshold: '1'}}"),
         "metricType: Utilization is for cpu and memory triggers alone"},
        {TRIGGER("{type: cron, metadata: {desiredReplicas: '3', start: 0 7 * * *}}"),
         "end is missing; a cron trigger ends then"},
        {"apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: w}\n",
         "spec is missing"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        refused(list[i].text, list[i].message, list[i].message);
}

int main(void)
{
    hpa_sample();
    keda_sample();
    of_hpa();
    refused_hpa();
    of_keda();
    return done();
}
