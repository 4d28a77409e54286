// Templates of CloudFormation: resources that refer to each other by logical name.
#include "base/str.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/cloudformation_functions.h"
#include "policy/core/fields.h"
#include "policy/core/raw_object.h"

#include <string.h>

/// Resources that scale. Those without a property for their name are named by their logical name.
struct resource_type {
    const char *type;
    enum object_kind kind;
    const struct platform *platform;
    const char *name_key;
    const char *group_key;
};

static const struct resource_type resource_types[] = {
    {"AWS::AutoScaling::AutoScalingGroup", OBJECT_GROUP, &platform_ec2, "AutoScalingGroupName",
     NULL},
    {"AWS::AutoScaling::ScalingPolicy", OBJECT_POLICY, &platform_ec2, "PolicyName",
     "AutoScalingGroupName"},
    {"AWS::AutoScaling::ScheduledAction", OBJECT_SCHEDULED, &platform_ec2, NULL,
     "AutoScalingGroupName"},
    {"AWS::AutoScaling::WarmPool", OBJECT_WARM_POOL, &platform_ec2, NULL, "AutoScalingGroupName"},
    {"AWS::AutoScaling::LifecycleHook", OBJECT_HOOK, &platform_ec2, "LifecycleHookName",
     "AutoScalingGroupName"},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", OBJECT_TARGET_GROUP, &platform_ec2, NULL, NULL},
    {"AWS::CloudWatch::Alarm", OBJECT_ALARM, &platform_ec2, "AlarmName", NULL},
    {"AWS::ApplicationAutoScaling::ScalableTarget", OBJECT_GROUP, &platform_application,
     "ResourceId", NULL},
    {"AWS::ApplicationAutoScaling::ScalingPolicy", OBJECT_POLICY, &platform_application,
     "PolicyName", "ScalingTargetId"},
};

struct template_reader {
    const struct value_tree *tree;
    struct template_scope scope;
    struct raw_objects *objects;
};

/// The text of a value as a Sub would write it: "service/${Cluster}/${Service.Name}".
static void append_value(struct str *out, const struct node *node)
{
    const char *function = node_function(node);
    const struct node *argument = function == NULL ? NULL : node->entry[0].value;
    if (node->text != NULL) {
        str_append(out, node->text);
    } else if (function == NULL) {
        return;
    } else if (strcmp(function, "Ref") == 0 && argument->text != NULL) {
        str_appendf(out, "${%s}", argument->text);
    } else if (strcmp(function, "Fn::GetAtt") == 0 && argument->kind == NODE_LIST) {
        for (size_t i = 0; i < argument->entries; i++) {
            const char *object = argument->entry[i].value->text;
            str_appendf(out, "%s%s", i == 0 ? "${" : ".", object == NULL ? "" : object);
        }
        str_append_char(out, '}');
    } else if (strcmp(function, "Fn::Sub") == 0) {
        append_value(out, argument->kind == NODE_LIST && argument->entries > 0
                              ? argument->entry[0].value
                              : argument);
    } else if (strcmp(function, "Fn::Join") == 0 && argument->kind == NODE_LIST &&
               argument->entries == 2 && argument->entry[0].value->text != NULL) {
        const struct node *list = argument->entry[1].value;
        for (size_t i = 0; list->kind == NODE_LIST && i < list->entries; i++) {
            str_append(out, i == 0 ? "" : argument->entry[0].value->text);
            append_value(out, list->entry[i].value);
        }
    }
}

/// Whom "${NAME}" or "${NAME.Attribute}" means, where a text still refers to something.
static const char *resolve(const struct template_reader *reader, const char *text)
{
    struct arena *arena = &reader->objects->arena;
    size_t length = strlen(text);
    if (length < 4 || strncmp(text, "${", 2) != 0 || strcspn(text, "}") != length - 1)
        return strstr(text, "${") == NULL ? text : local_reference(arena, reader->tree->file, text);
    const char *name = arena_strndup(arena, text + 2, strcspn(text + 2, ".}"));
    return local_reference(arena, reader->tree->file, name);
}

/// A property that names another object; NULL where it is absent.
static const char *reference(const struct template_reader *reader, const struct node *value)
{
    if (value == NULL || value->kind == NODE_NULL)
        return NULL;
    struct str text = {0};
    append_value(&text, value);
    const char *result =
        text.length == 0 ? NULL
                         : resolve(reader, arena_strdup(&reader->objects->arena, str_text(&text)));
    str_release(&text);
    return result;
}

static void add_references(const struct template_reader *reader, const struct node *list,
                           struct raw_object *object)
{
    if (list == NULL || list->kind != NODE_LIST)
        return;
    const char **action =
        arena_alloc(&reader->objects->arena, (list->entries + 1) * sizeof *action);
    for (size_t i = 0; i < list->entries; i++) {
        const char *name = reference(reader, list->entry[i].value);
        if (name != NULL)
            action[object->actions++] = name;
    }
    object->action = action;
}

/// The scheduled actions that stand in a scalable target.
static void add_scheduled(const struct template_reader *reader, const struct raw_object *target)
{
    const struct node *list = node_get(target->body, "ScheduledActions");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        struct raw_object object = {.kind = OBJECT_SCHEDULED,
                                    .platform = &platform_application,
                                    .body = list->entry[i].value,
                                    .file = target->file,
                                    .parameters = target->parameters,
                                    .name =
                                        object_text(list->entry[i].value, "ScheduledActionName"),
                                    .group = target->id};
        raw_objects_add(reader->objects, &object);
    }
}

static void add_resource(struct template_reader *reader, const struct node_entry *entry,
                         const struct resource_type *type)
{
    static const struct node nothing = {.kind = NODE_MAP};
    const struct node *properties = node_get(entry->value, "Properties");
    struct raw_object object = {
        .kind = type->kind,
        .platform = type->platform,
        .body = properties == NULL ? &nothing : template_value(&reader->scope, properties),
        .file = reader->tree->file,
        .parameters = reader->scope.parameters,
        .id = local_reference(&reader->objects->arena, reader->tree->file, entry->key),
    };
    const char *name = type->name_key == NULL ? NULL : object_text(object.body, type->name_key);
    object.name = name == NULL ? entry->key : name;
    if (type->platform == &platform_application)
        object.scope = object_text(object.body, "ScalableDimension");
    if (type->group_key != NULL)
        object.group = reference(reader, node_get(object.body, type->group_key));
    if (object.group == NULL && type->platform == &platform_application &&
        type->kind == OBJECT_POLICY)
        object.group = reference(reader, node_get(object.body, "ResourceId"));
    if (type->kind == OBJECT_GROUP && name == NULL && type->platform == &platform_application) {
        const char *built = reference(reader, node_get(object.body, "ResourceId"));
        object.name = built == NULL ? entry->key : built;
    }
    if (type->kind == OBJECT_ALARM)
        add_references(reader, node_get(object.body, "AlarmActions"), &object);
    if (type->kind == OBJECT_GROUP)
        add_references(reader, node_get(object.body, "TargetGroupARNs"), &object);
    raw_objects_add(reader->objects, &object);
    if (type->kind == OBJECT_GROUP && type->platform == &platform_application)
        add_scheduled(reader, &object);
}

bool is_cloudformation(const struct node *root)
{
    const struct node *resources = node_get(root, "Resources");
    return resources != NULL && resources->kind == NODE_MAP;
}

/// Whether a resource is there: without a condition, or with one that holds.
static bool is_there(struct template_reader *reader, const struct node_entry *entry)
{
    struct template_scope *scope = &reader->scope;
    const char *name = object_text(entry->value, "Condition");
    if (name == NULL)
        return true;
    scope->missing = NULL;
    enum template_truth truth = template_condition(scope, name, entry->value->line);
    if (truth == TRUTH_UNKNOWN)
        template_refuse_unknown(scope, entry, name);
    if (truth == TRUTH_NO)
        notes_add(scope->notes, NOTE_INFO, "left out by a condition",
                  "%s:%zu: %s is left out, as its condition %s does not hold",
                  template_quoted(scope, scope->file), entry->line,
                  template_quoted(scope, entry->key), template_quoted(scope, name));
    return truth == TRUTH_YES;
}

/// The groups that a template of ours names: their sizes are metadata, as the template does not
/// have them.
static void add_named_groups(struct template_reader *reader, const struct node *root)
{
    const struct node *list = node_get(node_get(root, "Metadata"), "AutoScalingGroups");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *body = list->entry[i].value;
        const struct raw_object object = {
            .kind = OBJECT_GROUP,
            .platform = &platform_ec2,
            .body = body,
            .file = reader->tree->file,
            .name = object_text(body, "AutoScalingGroupName"),
        };
        if (object.name != NULL)
            raw_objects_add(reader->objects, &object);
    }
}

int read_cloudformation(const struct value_tree *tree, const struct node *root,
                        struct raw_objects *objects, struct err *err)
{
    struct template_reader reader = {.tree = tree, .objects = objects};
    const struct node *resources = node_get(root, "Resources");
    if (template_begin(tree, root, &objects->arena, objects->given, objects->notes, &reader.scope,
                       err) != 0)
        return -1;
    add_named_groups(&reader, root);
    for (size_t i = 0; i < resources->entries && !reader.scope.failed; i++) {
        const struct node_entry *entry = &resources->entry[i];
        const char *type = object_text(entry->value, "Type");
        if (type == NULL)
            return err_at(err, tree->file, entry->line, entry->key,
                          "a resource without a Type; macros (Fn::ForEach, Fn::Transform) are not "
                          "expanded here: give the processed template (aws cloudformation "
                          "get-template --template-stage Processed)");
        for (size_t j = 0; j < sizeof resource_types / sizeof resource_types[0]; j++) {
            if (strcmp(type, resource_types[j].type) == 0 && is_there(&reader, entry))
                add_resource(&reader, entry, &resource_types[j]);
        }
    }
    return reader.scope.failed ? -1 : 0;
}
