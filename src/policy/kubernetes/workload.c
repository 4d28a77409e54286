// What is scaled, and what else scales it: workloads, and a VerticalPodAutoscaler of theirs.
#include "policy/core/lint.h"
#include "policy/kubernetes/kubernetes_parts.h"
#include "policy/kubernetes/kubernetes_platforms.h"

#include <math.h>
#include <string.h>

static const char *text_at(const struct node *map, const char *key)
{
    const struct node *value = node_get(map, key);
    return value == NULL || value->kind != NODE_TEXT ? NULL : value->text;
}

static bool same_text(const char *a, const char *b, const char *otherwise)
{
    return strcmp(a == NULL ? otherwise : a, b == NULL ? otherwise : b) == 0;
}

static bool same_namespace(const struct node *body, const struct node *other)
{
    const char *a = text_at(node_get(body, "metadata"), "namespace");
    const char *b = text_at(node_get(other, "metadata"), "namespace");
    // A manifest without a namespace goes where kubectl is pointed at, so it may be either.
    return a == NULL || b == NULL || strcmp(a, b) == 0;
}

bool scale_target_same(const struct node *body, const char *key, const struct node *other,
                       const char *other_key)
{
    const struct node *a = node_get(node_get(body, "spec"), key);
    const struct node *b = node_get(node_get(other, "spec"), other_key);
    const char *name = text_at(a, "name");
    // A ScaledObject that names no kind scales a Deployment.
    return name != NULL && text_at(b, "name") != NULL && strcmp(name, text_at(b, "name")) == 0 &&
           same_text(text_at(a, "kind"), text_at(b, "kind"), "Deployment") &&
           same_namespace(body, other);
}

/// Whether a metric goes by what containers request of a resource.
static bool needs_request(const struct replica_metric *metric)
{
    return metric->target_type == TARGET_UTILIZATION &&
           (metric->metric.kind == METRIC_CPU || metric->metric.kind == METRIC_MEMORY);
}

/// What a container requests of a resource, which is its limit where it says no more.
static bool requests(const struct node *container, const char *resource)
{
    const struct node *resources = node_get(container, "resources");
    const struct node *request = field_raw(node_get(resources, "requests"), resource);
    const struct node *limit = field_raw(node_get(resources, "limits"), resource);
    return (request != NULL && !node_is(request, "0")) || (request == NULL && limit != NULL);
}

/// Containers of a list that request nothing of the resource that a metric is a share of. Of those
/// that begin before the pod's own, the ones that run on count (replica_calculator.go,
/// calculatePodRequestsFromContainers).
static void note_containers(struct fields *fields, const struct node *list, bool before,
                            const struct replica_metric *metric, struct policy_set *set)
{
    const char *resource = metric->metric.kind == METRIC_CPU ? "cpu" : "memory";
    // A ContainerResource names the one container that it looks at.
    const char *only = set->platform == &platform_hpa ? metric->metric.label : NULL;
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *container = list->entry[i].value;
        const char *name = text_at(container, "name");
        const struct policy_origin origin = field_origin(fields, container);
        if (container->kind != NODE_MAP || requests(container, resource) ||
            (only != NULL && (name == NULL || strcmp(only, name) != 0)) ||
            (before && !node_is(node_get(container, "restartPolicy"), "Always")))
            continue;
        policy_remark_add(set, LINT_REPLICAS_NO_REQUEST, &origin,
                          "container %s requests no %s, of which %.10g%% are the target",
                          name == NULL ? "(no name)" : field_quote(fields, name), resource,
                          metric->target);
    }
}

/// Each container without a request of the resource that a metric is a share of, unless the pod as
/// a whole has one.
static void note_requests(struct fields *fields, const struct node *pod, struct policy_set *set)
{
    for (size_t k = 0; k < set->replicas.metrics; k++) {
        const struct replica_metric *metric = &set->replicas.metric[k];
        bool whole = set->platform != &platform_hpa || metric->metric.label == NULL;
        if (!needs_request(metric) ||
            (whole && requests(pod, metric->metric.kind == METRIC_CPU ? "cpu" : "memory")))
            continue;
        note_containers(fields, node_get(pod, "initContainers"), true, metric, set);
        note_containers(fields, node_get(pod, "containers"), false, metric, set);
    }
}

/// Whether the object comes out of a cluster, where replicas are always filled in.
static bool is_live(const struct node *body)
{
    return field_raw(node_get(body, "metadata"), "uid") != NULL ||
           field_raw(node_get(body, "metadata"), "resourceVersion") != NULL;
}

void workload_read(struct fields *fields, const struct node *body, struct policy_set *set)
{
    const struct replica_policy *replicas = &set->replicas;
    const struct node *metadata = node_get(body, "metadata");
    const char *space = text_at(metadata, "namespace");
    // A ScaledObject that names no kind scales a Deployment.
    const char *wanted = replicas->target_kind == NULL ? "Deployment" : replicas->target_kind;
    if (replicas->target_name == NULL ||
        !node_is(node_get(metadata, "name"), replicas->target_name) ||
        !node_is(node_get(body, "kind"), wanted) ||
        (space != NULL && replicas->space != NULL && strcmp(space, replicas->space) != 0))
        return;
    const struct node *spec = field_map(fields, body, "spec");
    const struct policy_origin origin = field_origin(fields, body);
    set->group.desired = field_whole(fields, spec, "replicas", 0.0, 1e9);
    if (!isnan(set->group.desired) && !is_live(body))
        policy_remark_add(set, LINT_REPLICAS_IN_MANIFEST, &origin, "%s %s: replicas %.10g",
                          field_quote(fields, wanted), field_quote(fields, replicas->target_name),
                          set->group.desired);
    const struct node *pod = field_map(fields, field_map(fields, spec, "template"), "spec");
    set->group.drain_s = field_number(fields, pod, "terminationGracePeriodSeconds", 0.0, 1e9);
    note_requests(fields, pod, set);
}

/// Whether a VerticalPodAutoscaler sets requests of the resource: in all containers unless said.
static bool controls(const struct node *spec, const char *resource)
{
    const struct node *list = node_get(node_get(spec, "resourcePolicy"), "containerPolicies");
    if (list == NULL || list->kind != NODE_LIST || list->entries == 0)
        return true;
    for (size_t i = 0; i < list->entries; i++) {
        const struct node *container = list->entry[i].value;
        const struct node *resources = field_raw(container, "controlledResources");
        if (node_is(node_get(container, "mode"), "Off"))
            continue;
        if (resources == NULL || resources->kind != NODE_LIST)
            return true;
        for (size_t k = 0; k < resources->entries; k++)
            if (node_is(resources->entry[k].value, resource))
                return true;
    }
    return false;
}

void vertical_autoscaler_read(struct fields *fields, const struct node *body,
                              const struct node *autoscaler, struct policy_set *set)
{
    const struct node *spec = node_get(body, "spec");
    const struct node *mode = node_get(node_get(spec, "updatePolicy"), "updateMode");
    const struct policy_origin origin = field_origin(fields, body);
    if (node_is(mode, "Off") || !scale_target_same(body, "targetRef", autoscaler, "scaleTargetRef"))
        return;
    for (size_t i = 0; i < set->replicas.metrics; i++) {
        const struct replica_metric *metric = &set->replicas.metric[i];
        const char *resource = metric->metric.kind == METRIC_CPU ? "cpu" : "memory";
        if (needs_request(metric) && controls(spec, resource))
            policy_remark_add(set, LINT_REPLICAS_VERTICAL, &origin, "both go by %s", resource);
    }
}
