// What gcloud and the Compute API say of managed instance groups: described groups with their
// autoscaler, autoscalers alone or in lists, and exported policies.
#include "policy/core/raw_object.h"
#include "policy/gcp/gcp_platform.h"

#include <string.h>

/// A group described with its autoscaler, an autoscaler, or what export-autoscaling writes.
static bool is_autoscaler(const struct node *node)
{
    return node_get(node, "autoscalingPolicy") != NULL ||
           node_get(node_get(node, "autoscaler"), "autoscalingPolicy") != NULL;
}

/// The members of a list of gcloud's, or of one of the API's; NULL.
static const struct node *members(const struct node *root)
{
    const struct node *list = root->kind == NODE_LIST ? root : node_get(root, "items");
    if (list == NULL || list->kind != NODE_LIST || list->entries == 0)
        return NULL;
    for (size_t i = 0; i < list->entries; i++)
        if (is_autoscaler(list->entry[i].value))
            return list;
    return NULL;
}

bool is_gcloud(const struct node *root)
{
    return is_autoscaler(root) || members(root) != NULL;
}

/// The group's name: its own, or the last part of the URL that an autoscaler has for it.
static const char *name_of(const struct node *body)
{
    const char *target = object_text(body, "target");
    const char *slash = target == NULL ? NULL : strrchr(target, '/');
    if (slash != NULL && slash[1] != '\0')
        return slash + 1;
    return target != NULL ? target : object_text(body, "name");
}

static void add(const struct value_tree *tree, const struct node *body, struct raw_objects *objects)
{
    const char *place = object_text(body, "zone");
    place = place == NULL ? object_text(body, "region") : place;
    const char *slash = place == NULL ? NULL : strrchr(place, '/');
    struct raw_object object = {
        .kind = OBJECT_AUTOSCALER,
        .platform = &platform_mig,
        .body = body,
        .file = tree->file,
        .name = name_of(body),
        .scope = slash == NULL ? place : slash + 1,
    };
    raw_objects_add(objects, &object);
}

int read_gcloud(const struct value_tree *tree, const struct node *root, struct raw_objects *objects,
                struct err *err)
{
    const struct node *list = members(root);
    (void)err;
    if (list == NULL)
        add(tree, root, objects);
    // Groups without an autoscaler are of a fixed size.
    for (size_t i = 0; list != NULL && i < list->entries; i++)
        if (is_autoscaler(list->entry[i].value))
            add(tree, list->entry[i].value, objects);
    return 0;
}
