// Manifests of Kubernetes: which of their objects scale, or are scaled.
#include "policy/core/raw_object.h"
#include "policy/kubernetes/kubernetes_platforms.h"

#include <stdio.h>
#include <string.h>

bool is_kubernetes(const struct node *root)
{
    return object_text(root, "apiVersion") != NULL && object_text(root, "kind") != NULL;
}

static int check_version(const struct value_tree *tree, const struct node *root,
                         const char *version, struct err *err)
{
    static const char *const known[] = {"autoscaling/v1", "autoscaling/v2", "autoscaling/v2beta1",
                                        "autoscaling/v2beta2"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(version, known[i]) == 0)
            return 0;
    }
    char said[160];
    return err_at(
        err, tree->file, root->line, "apiVersion",
        "%s is not known for a HorizontalPodAutoscaler; autoscaling/v1 and autoscaling/v2 "
        "are (kubectl convert)",
        err_quote(said, sizeof said, version, strlen(version)));
}

/// Objects that scale something else than replicas.
static void note_others(const struct raw_object *object, const char *kind, const char *version,
                        struct notes *notes)
{
    bool nodes = strncmp(version, "karpenter.sh/", 13) == 0 &&
                 (strcmp(kind, "NodePool") == 0 || strcmp(kind, "NodeClaim") == 0 ||
                  strcmp(kind, "Provisioner") == 0);
    bool vertical = strcmp(kind, "VerticalPodAutoscaler") == 0;
    char name[160], file[160];
    if (!nodes && !vertical)
        return;
    const char *said = object->name == NULL ? "(no name)" : object->name;
    notes_add(
        notes, NOTE_INFO, nodes ? "nodes" : "vertical",
        "%s:%zu: %s %s is seen and not judged: it scales %s, and replicas are what is replayed",
        err_quote(file, sizeof file, object->file, strlen(object->file)), object->body->line, kind,
        err_quote(name, sizeof name, said, strlen(said)), nodes ? "nodes" : "what pods request");
}

static int add_object(const struct value_tree *tree, const struct node *root,
                      struct raw_objects *objects, struct err *err)
{
    const char *kind = object_text(root, "kind");
    const char *version = object_text(root, "apiVersion");
    if (kind == NULL || version == NULL)
        return err_at(err, tree->file, root->line, NULL,
                      "a manifest of Kubernetes without apiVersion or kind");
    struct raw_object object = {.platform = &platform_hpa,
                                .body = root,
                                .file = tree->file,
                                .name = object_text(node_get(root, "metadata"), "name"),
                                .scope = object_text(node_get(root, "metadata"), "namespace")};
    note_others(&object, kind, version, objects->notes);
    if (strcmp(kind, "HorizontalPodAutoscaler") == 0) {
        object.kind = OBJECT_AUTOSCALER;
        if (check_version(tree, root, version, err) != 0)
            return -1;
    } else if (strcmp(kind, "ScaledObject") == 0) {
        object.kind = OBJECT_AUTOSCALER;
        object.platform = &platform_keda;
    } else if (strcmp(kind, "ScaledJob") == 0) {
        return err_at(err, tree->file, root->line, "kind",
                      "a ScaledJob starts jobs; only a ScaledObject scales replicas");
    } else if (strcmp(kind, "Deployment") == 0 || strcmp(kind, "StatefulSet") == 0 ||
               strcmp(kind, "ReplicaSet") == 0) {
        object.kind = OBJECT_WORKLOAD;
    } else if (strcmp(kind, "VerticalPodAutoscaler") == 0) {
        object.kind = OBJECT_VERTICAL;
    } else {
        return 0; // services, config maps and the like say nothing about scaling
    }
    raw_objects_add(objects, &object);
    return 0;
}

int read_kubernetes(const struct value_tree *tree, const struct node *root,
                    struct raw_objects *objects, struct err *err)
{
    const char *kind = object_text(root, "kind");
    size_t length = kind == NULL ? 0 : strlen(kind);
    const struct node *items = node_get(root, "items");
    if (length < 4 || strcmp(kind + length - 4, "List") != 0 || items == NULL)
        return add_object(tree, root, objects, err);
    int result = 0;
    for (size_t i = 0; i < items->entries && result == 0; i++) {
        const struct node *item = items->entry[i].value;
        if (is_kubernetes(item))
            result = add_object(tree, item, objects, err);
    }
    return result;
}
