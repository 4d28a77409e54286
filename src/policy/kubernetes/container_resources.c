#include "policy/kubernetes/container_resources.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/vec.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double mib = 1048576, replicas_most = 1e6;

struct manifest_reading {
    struct fields fields;
    struct manifest_list *list;
};

static const char *text_at(const struct node *map, const char *key)
{
    const struct node *value = node_get(map, key);
    return value == NULL || value->kind != NODE_TEXT ? NULL : value->text;
}

static const char *kept(struct manifest_reading *reading, const char *text)
{
    return text == NULL ? NULL : arena_strdup(&reading->list->arena, text);
}

// --- containers ----------------------------------------------------------------------------------

/// Whether some text in a tree holds one of the words.
static bool tree_has(const struct node *node, const char *const *words)
{
    if (node == NULL)
        return false;
    for (; node->kind == NODE_TEXT && *words != NULL; words++)
        if (strstr(node->text, *words) != NULL)
            return true;
    for (size_t i = 0; node->kind != NODE_TEXT && i < node->entries; i++)
        if (tree_has(node->entry[i].value, words))
            return true;
    return false;
}

/// Runtimes that take a share of the limit for their heap unless they are told its size.
static bool sizes_own_heap(const struct node *container)
{
    static const char *const images[] = {"java",          "jdk",    "jre",      "temurin",
                                         "corretto",      "tomcat", "keycloak", "kafka",
                                         "elasticsearch", "dotnet", "aspnet",   NULL};
    static const char *const runs[] = {"java", "dotnet", "-XX:", "JAVA_", "DOTNET_", NULL};
    static const char *const sizes[] = {"-Xmx", "GCHeapHardLimit", NULL};
    static const char *const settings[] = {"env", "command", "args", NULL};
    bool is_managed = tree_has(node_get(container, "image"), images), is_set = false;
    for (size_t i = 0; settings[i] != NULL; i++) {
        const struct node *part = node_get(container, settings[i]);
        is_managed = is_managed || tree_has(part, runs);
        is_set = is_set || tree_has(part, sizes);
    }
    return is_managed && !is_set;
}

static double quantity(struct manifest_reading *reading, const struct node *resources,
                       const char *part, const char *key)
{
    const struct node *map = field_map(&reading->fields, resources, part);
    double value = kubernetes_quantity_or_zero(&reading->fields, map, key);
    // A request or limit of 0 is none.
    return value > 0 ? value : (double)NAN;
}

static void add_containers(struct manifest_reading *reading, const struct node *pod,
                           const char *key, const struct manifest_container *of)
{
    const struct node *list = node_get(pod, key);
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *body = list->entry[i].value;
        const struct node *resources = field_map(&reading->fields, body, "resources");
        struct manifest_container container = *of;
        container.container = kept(reading, text_at(body, "name"));
        container.line = body->line;
        container.is_heap_own = sizes_own_heap(body);
        container.is_init = strcmp(key, "initContainers") == 0 &&
                            !node_is(node_get(body, "restartPolicy"), "Always");
        container.memory_request = quantity(reading, resources, "requests", "memory") / mib;
        container.memory_limit = quantity(reading, resources, "limits", "memory") / mib;
        container.cpu_request = quantity(reading, resources, "requests", "cpu");
        container.cpu_limit = quantity(reading, resources, "limits", "cpu");
        // What is not requested is as the limit.
        if (isnan(container.memory_request))
            container.memory_request = container.memory_limit;
        if (isnan(container.cpu_request))
            container.cpu_request = container.cpu_limit;
        if (container.container != NULL)
            VEC_PUSH(reading->list->container, reading->list->containers,
                     reading->list->container_capacity, container);
    }
}

/// Where the pod of a kind of workload is: the path to its template's spec.
static const struct node *pod_of(const struct node *root, const char *kind)
{
    const struct node *spec = node_get(root, "spec");
    if (strcmp(kind, "Pod") == 0)
        return spec;
    if (strcmp(kind, "CronJob") == 0)
        spec = node_get(node_get(spec, "jobTemplate"), "spec");
    return node_get(node_get(spec, "template"), "spec");
}

static void add_workload(struct manifest_reading *reading, const struct node *root,
                         const char *kind)
{
    const struct node *metadata = node_get(root, "metadata");
    const struct node *pod = pod_of(root, kind);
    struct manifest_container of = {
        .space = kept(reading, text_at(metadata, "namespace")),
        .kind = kept(reading, kind),
        .workload = kept(reading, text_at(metadata, "name")),
        .replicas =
            field_whole(&reading->fields, node_get(root, "spec"), "replicas", 0, replicas_most),
        .file = reading->fields.file,
    };
    if (of.workload == NULL)
        return;
    add_containers(reading, pod, "initContainers", &of);
    add_containers(reading, pod, "containers", &of);
}

// --- autoscalers ---------------------------------------------------------------------------------

static void take_metric(struct manifest_reading *reading, const struct node *metric, size_t at,
                        struct manifest_scaler *scaler)
{
    const struct node *resource = node_get(metric, "resource");
    bool is_container = resource == NULL;
    if (is_container)
        resource = node_get(metric, "containerResource");
    const struct node *target = node_get(resource, "target");
    if (resource == NULL || field_raw(target, "averageUtilization") == NULL)
        return;
    if (node_is(node_get(resource, "name"), "memory"))
        scaler->by_memory = true;
    if (!node_is(node_get(resource, "name"), "cpu"))
        return;
    scaler->cpu_utilization =
        field_number(&reading->fields, target, "averageUtilization", 1, 100000);
    scaler->cpu_metric = at;
    scaler->cpu_container = is_container;
    scaler->container = is_container ? kept(reading, text_at(resource, "container")) : NULL;
}

static void add_scaler(struct manifest_reading *reading, const struct node *root)
{
    const struct node *metadata = node_get(root, "metadata"), *spec = node_get(root, "spec");
    const struct node *target = node_get(spec, "scaleTargetRef");
    const struct node *metrics = node_get(spec, "metrics");
    struct manifest_scaler scaler = {
        .space = kept(reading, text_at(metadata, "namespace")),
        .name = kept(reading, text_at(metadata, "name")),
        .target_kind = kept(reading, text_at(target, "kind")),
        .target = kept(reading, text_at(target, "name")),
        .version = kept(reading, text_at(root, "apiVersion")),
        .cpu_utilization =
            field_number(&reading->fields, spec, "targetCPUUtilizationPercentage", 1, 100000),
        .min = field_whole(&reading->fields, spec, "minReplicas", 0, replicas_most),
        .file = reading->fields.file,
        .line = root->line,
    };
    if (isnan(scaler.min))
        scaler.min = 1;
    for (size_t i = 0; metrics != NULL && metrics->kind == NODE_LIST && i < metrics->entries; i++)
        take_metric(reading, metrics->entry[i].value, i, &scaler);
    if (scaler.target != NULL && scaler.name != NULL)
        VEC_PUSH(reading->list->scaler, reading->list->scalers, reading->list->scaler_capacity,
                 scaler);
}

// --- files ---------------------------------------------------------------------------------------

static void add_object(struct manifest_reading *reading, const struct node *root)
{
    static const char *const workloads[] = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
                                            "Job",        "CronJob",     "Pod",       NULL};
    const char *kind = text_at(root, "kind");
    const struct node *items = node_get(root, "items");
    for (size_t i = 0; items != NULL && items->kind == NODE_LIST && i < items->entries; i++)
        add_object(reading, items->entry[i].value);
    if (kind == NULL)
        return;
    for (size_t i = 0; workloads[i] != NULL; i++)
        if (strcmp(kind, workloads[i]) == 0)
            add_workload(reading, root, kind);
    if (strcmp(kind, "HorizontalPodAutoscaler") == 0)
        add_scaler(reading, root);
}

int manifest_list_parse(struct manifest_list *list, const char *name, const char *bytes,
                        size_t length, struct notes *notes, struct err *err)
{
    struct value_tree tree = {0};
    struct manifest_reading reading = {.fields = {.arena = &list->arena,
                                                  .file = arena_strdup(&list->arena, name),
                                                  .notes = notes,
                                                  .err = err},
                                       .list = list};
    int status = value_tree_parse(&tree, name, bytes, length, err);
    bool is_manifest = false;
    for (size_t i = 0; i < tree.roots && status == 0; i++) {
        is_manifest = is_manifest || text_at(tree.root[i], "kind") != NULL;
        add_object(&reading, tree.root[i]);
        status = reading.fields.failed ? -1 : 0;
    }
    if (status == 0 && !is_manifest)
        status = err_at(err, reading.fields.file, 0, NULL,
                        "is no manifest of Kubernetes: kubectl get deploy,sts,ds,cronjob,hpa -o "
                        "yaml writes one");
    value_tree_release(&tree);
    return status;
}

int manifest_list_read(struct manifest_list *list, const char *path, struct notes *notes,
                       struct err *err)
{
    struct str text = {0};
    int status = file_read_bounded(path, VALUE_TREE_BYTES_MAX, &text, err);
    if (status == 0)
        status = manifest_list_parse(list, path, str_text(&text), text.length, notes, err);
    str_release(&text);
    return status;
}

void manifest_list_release(struct manifest_list *list)
{
    free(list->container);
    free(list->scaler);
    arena_release(&list->arena);
    *list = (struct manifest_list){.container = NULL};
}
