// terraform show -json of a plan or a state, and Terraform's own JSON (.tf.json).
#include "base/vec.h"
#include "policy/core/raw_object.h"
#include "policy/core/terraform_links.h"
#include "policy/core/terraform_shape.h"

#include <stdlib.h>
#include <string.h>

bool is_terraform(const struct node *root)
{
    return node_get(root, "planned_values") != NULL ||
           node_get(root, "terraform_version") != NULL || node_get(root, "resource") != NULL;
}

static void add_resource(struct terraform_plan *plan, const char *address, const char *type,
                         const struct node *node, const struct node *values)
{
    if (address == NULL || type == NULL || terraform_type(type) == NULL)
        return;
    struct terraform_resource resource = {.address = address,
                                          .base = terraform_base(plan->arena, address),
                                          .type = type,
                                          .node = node,
                                          .values = values};
    VEC_PUSH(plan->resource, plan->count, plan->capacity, resource);
}

static void add_module(struct terraform_plan *plan, const struct node *module)
{
    const struct node *resources = node_get(module, "resources");
    for (size_t i = 0; resources != NULL && i < resources->entries; i++) {
        const struct node *item = resources->entry[i].value;
        const struct node *values = node_get(item, "values");
        if (values != NULL && !node_is(node_get(item, "mode"), "data"))
            add_resource(plan, object_text(item, "address"), object_text(item, "type"), item,
                         values);
    }
    const struct node *children = node_get(module, "child_modules");
    for (size_t i = 0; children != NULL && i < children->entries; i++)
        add_module(plan, children->entry[i].value);
}

/// {"resource": {TYPE: {NAME: {...}}}}
static void add_source(struct terraform_plan *plan, const struct node *types)
{
    for (size_t i = 0; types->kind == NODE_MAP && i < types->entries; i++) {
        const struct node *names = types->entry[i].value;
        for (size_t j = 0; names->kind == NODE_MAP && j < names->entries; j++) {
            const struct node *body = names->entry[j].value;
            if (body->kind == NODE_LIST && body->entries == 1)
                body = body->entry[0].value;
            add_resource(
                plan, arena_printf(plan->arena, "%s.%s", types->entry[i].key, names->entry[j].key),
                types->entry[i].key, body, body);
        }
    }
}

/// A state as Terraform keeps it (version 4): each resource with its instances, one for each index
/// of count or for_each.
static void add_state(struct terraform_plan *plan, const struct node *resources)
{
    for (size_t i = 0; i < resources->entries; i++) {
        const struct node *item = resources->entry[i].value;
        const struct node *instances = node_get(item, "instances");
        const char *type = object_text(item, "type");
        const char *name = object_text(item, "name");
        const char *module = object_text(item, "module");
        if (type == NULL || name == NULL || node_is(node_get(item, "mode"), "data"))
            continue;
        for (size_t k = 0; instances != NULL && k < instances->entries; k++) {
            const struct node *instance = instances->entry[k].value;
            const struct node *values = node_get(instance, "attributes");
            const struct node *index = node_get(instance, "index_key");
            const char *quote = index != NULL && index->kind == NODE_TEXT ? "\"" : "";
            const char *key =
                index == NULL || index->text == NULL
                    ? ""
                    : arena_printf(plan->arena, "[%s%s%s]", quote, index->text, quote);
            if (values != NULL && values->kind == NODE_MAP)
                add_resource(plan,
                             arena_printf(plan->arena, "%s%s%s.%s%s", module == NULL ? "" : module,
                                          module == NULL ? "" : ".", type, name, key),
                             type, instance, values);
        }
    }
}

/// What of each resource is known only after apply.
static void find_unknown(struct terraform_plan *plan, const struct node *changes)
{
    for (size_t i = 0; changes != NULL && changes->kind == NODE_LIST && i < changes->entries; i++) {
        const struct node *change = changes->entry[i].value;
        const char *address = object_text(change, "address");
        for (size_t j = 0; address != NULL && j < plan->count; j++) {
            if (strcmp(plan->resource[j].address, address) == 0)
                plan->resource[j].unknown = node_get(node_get(change, "change"), "after_unknown");
        }
    }
}

/// A reference in an attribute: a resource of the plan, else the known text.
static const char *reference(const struct terraform_plan *plan, const char *file,
                             const struct terraform_resource *from, const char *attribute,
                             const struct terraform_resource **room)
{
    size_t count = terraform_references(plan, from, attribute, room);
    const char *text = object_text(from->values, attribute);
    bool expression = text != NULL && strstr(text, "${") != NULL;
    // Of several it may mean, the one whose name is the known text.
    for (size_t i = 0; i < count && text != NULL && !expression; i++) {
        const char *name = object_text(room[i]->values, terraform_type(room[i]->type)->name_key);
        if (name == NULL || strcmp(name, text) != 0)
            continue;
        return local_reference(plan->arena, file, room[i]->address);
    }
    if (text != NULL && !expression)
        return text;
    return count == 0 ? NULL : local_reference(plan->arena, file, room[0]->address);
}

/// The objects of a kind that an attribute of an object refers to.
static void add_references(const struct terraform_plan *plan, const char *file,
                           const struct terraform_resource *from, const char *attribute,
                           enum object_kind kind, const struct terraform_resource **room,
                           struct raw_object *object)
{
    const struct node *list = node_get(from->values, attribute);
    size_t known = list == NULL || list->kind != NODE_LIST ? 0 : list->entries;
    size_t count = terraform_references(plan, from, attribute, room);
    const char **action = arena_alloc(plan->arena, (known + count + 1) * sizeof *action);
    for (size_t i = 0; i < count; i++) {
        // A topic is told from a policy by its type.
        if (terraform_type(room[i]->type)->kind == kind)
            action[object->actions++] = local_reference(plan->arena, file, room[i]->address);
    }
    for (size_t i = 0; i < known; i++) {
        const struct node *value = list->entry[i].value;
        if (value->kind == NODE_TEXT && strstr(value->text, "${") == NULL)
            action[object->actions++] = value->text;
    }
    object->action = action;
}

static int add_part(const struct terraform_plan *plan, const struct value_tree *tree,
                    const struct terraform_resource *resource,
                    const struct terraform_resource **room, struct raw_objects *objects,
                    struct err *err)
{
    const struct terraform_type *type = terraform_type(resource->type);
    struct raw_object object = {
        .kind = type->kind,
        .platform = type->platform,
        .body = terraform_object(plan->arena, tree->file, type, resource->values, resource->unknown,
                                 err),
        .file = tree->file,
        .name = object_text(resource->values, type->name_key),
        .id = local_reference(plan->arena, tree->file, resource->address),
        .arn = object_text(resource->values, "arn"),
        .scope = object_text(resource->values, "scalable_dimension"),
    };
    if (object.body == NULL)
        return -1;
    if (object.name == NULL || strstr(object.name, "${") != NULL)
        object.name = resource->address;
    if (type->group_key != NULL)
        object.group = reference(plan, tree->file, resource, type->group_key, room);
    if (type->kind == OBJECT_ALARM)
        add_references(plan, tree->file, resource, "alarm_actions", OBJECT_POLICY, room, &object);
    if (type->kind == OBJECT_GROUP)
        add_references(plan, tree->file, resource, "target_group_arns", OBJECT_TARGET_GROUP, room,
                       &object);
    raw_objects_add(objects, &object);
    return 0;
}

int read_terraform(const struct value_tree *tree, const struct node *root,
                   struct raw_objects *objects, struct err *err)
{
    const struct node *planned = node_get(root, "planned_values");
    const struct node *state = node_get(root, "values");
    struct terraform_plan plan = {.arena = &objects->arena,
                                  .configuration =
                                      node_get(node_get(root, "configuration"), "root_module")};
    if (node_get(root, "resource") != NULL)
        add_source(&plan, node_get(root, "resource"));
    else if (node_get(root, "resources") != NULL && node_get(root, "resources")->kind == NODE_LIST)
        add_state(&plan, node_get(root, "resources"));
    else
        add_module(&plan, node_get(planned != NULL ? planned : state, "root_module"));
    find_unknown(&plan, node_get(root, "resource_changes"));
    const struct terraform_resource **room = mem_alloc(plan.count + 1, sizeof *room);
    int result = 0;
    if (plan.count == 0)
        result = err_at(err, tree->file, 0, NULL,
                        "no resource that scales in it; aws_autoscaling_policy and "
                        "aws_appautoscaling_policy with what belongs to them, "
                        "google_compute_autoscaler and azurerm_monitor_autoscale_setting are read");
    for (size_t i = 0; i < plan.count && result == 0; i++)
        result = add_part(&plan, tree, &plan.resource[i], room, objects, err);
    free(room);
    free(plan.resource);
    return result;
}
