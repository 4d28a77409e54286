// What az, the REST API and templates of the Resource Manager say of autoscale settings.
#include "base/ascii.h"
#include "policy/azure/azure_platform.h"
#include "policy/core/raw_object.h"

#include <string.h>

static const char setting_type[] = "microsoft.insights/autoscalesettings";

static bool is_setting_type(const struct node *resource)
{
    const char *type = object_text(resource, "type");
    size_t i = 0;
    for (; type != NULL && type[i] != '\0' && setting_type[i] != '\0'; i++)
        if (ascii_to_lower(type[i]) != setting_type[i])
            return false;
    return type != NULL && type[i] == '\0' && setting_type[i] == '\0';
}

/// A setting as REST (its members in `properties`) or az has it.
static bool is_setting(const struct node *node)
{
    const struct node *properties = node_get(node, "properties");
    const struct node *inner = properties == NULL ? node : properties;
    return node_get(inner, "profiles") != NULL &&
           (node_get(inner, "targetResourceUri") != NULL || node_get(inner, "enabled") != NULL ||
            is_setting_type(node));
}

static bool has_template(const struct node *resources)
{
    for (size_t i = 0; resources != NULL && resources->kind == NODE_LIST && i < resources->entries;
         i++) {
        const struct node *resource = resources->entry[i].value;
        const struct node *nested = node_get(node_get(resource, "properties"), "template");
        if (is_setting_type(resource) || has_template(node_get(nested, "resources")))
            return true;
    }
    return false;
}

static bool is_template(const struct node *root)
{
    const char *schema = object_text(root, "$schema");
    return schema != NULL && strstr(schema, "deploymentTemplate") != NULL;
}

static const struct node *members(const struct node *root)
{
    const struct node *list = root->kind == NODE_LIST ? root : node_get(root, "value");
    if (list == NULL || list->kind != NODE_LIST || list->entries == 0 ||
        !is_setting(list->entry[0].value))
        return NULL;
    return list;
}

bool is_azure(const struct node *root)
{
    return is_setting(root) || members(root) != NULL || is_template(root) ||
           has_template(node_get(root, "resources"));
}

/// Whose values stand for parameters.
struct reader {
    const struct value_tree *tree;
    struct raw_objects *objects;
    struct err *err;
};

/// The default of [parameters('NAME')]; NULL where the text is none, or has none.
static const struct node *parameter(const struct node *parameters, const char *text)
{
    static const char head[] = "[parameters('";
    static const char tail[] = "')]";
    size_t length = strlen(text);
    if (strncmp(text, head, sizeof head - 1) != 0 || length < sizeof head + sizeof tail - 2 ||
        strcmp(text + length - (sizeof tail - 1), tail) != 0)
        return NULL;
    size_t name = length - (sizeof head - 1) - (sizeof tail - 1);
    for (size_t i = 0;
         parameters != NULL && parameters->kind == NODE_MAP && i < parameters->entries; i++) {
        const struct node_entry *entry = &parameters->entry[i];
        if (strlen(entry->key) == name && strncmp(entry->key, text + sizeof head - 1, name) == 0)
            return node_get(entry->value, "defaultValue");
    }
    return NULL;
}

/// Whether an expression says nothing that is needed here: which resource something is of.
static bool is_reference(const char *key)
{
    return key != NULL && (strstr(key, "ResourceUri") != NULL || strstr(key, "Location") != NULL);
}

/// The value with parameters replaced by their defaults; NULL after a refusal.
static const struct node *resolved(const struct reader *reader, const struct node *parameters,
                                   const char *key, const struct node *value)
{
    struct arena *arena = &reader->objects->arena;
    if (value->kind == NODE_TEXT && value->text[0] == '[' && value->text[1] == '[' &&
        !is_reference(key))
        return node_of_text(arena, value->text + 1, value->line, value->column);
    if (value->kind == NODE_TEXT && value->text[0] == '[' && !is_reference(key)) {
        char quoted[128];
        const struct node *known = parameter(parameters, value->text);
        if (known != NULL)
            return known;
        (void)err_at(reader->err, reader->tree->file, value->line, key,
                     "%s is not resolved here; write the value, or give the parameter a "
                     "defaultValue",
                     err_quote(quoted, sizeof quoted, value->text, strlen(value->text)));
        return NULL;
    }
    if (value->kind != NODE_MAP && value->kind != NODE_LIST)
        return value;
    struct node *copy = node_new(arena, value->kind, value->line, value->column);
    struct node_builder builder = {0};
    bool failed = false;
    for (size_t i = 0; i < value->entries && !failed; i++) {
        const struct node_entry *entry = &value->entry[i];
        const struct node *inner = resolved(reader, parameters, entry->key, entry->value);
        failed = inner == NULL;
        if (!failed)
            node_add(&builder, entry->key, entry->line, inner);
    }
    node_close(arena, &builder, copy);
    return failed ? NULL : copy;
}

/// Names of templates are often expressions of which only the service knows the value.
static const char *name_of(const struct reader *reader, const struct node *parameters,
                           const struct node *body)
{
    const char *name = object_text(body, "name");
    if (name == NULL || name[0] != '[')
        return name;
    if (name[1] == '[')
        return name + 1;
    const struct node *known = parameter(parameters, name);
    if (known != NULL && known->text != NULL && known->text[0] == '\0')
        return NULL;
    return known != NULL && known->text != NULL ? known->text
                                                : arena_strdup(&reader->objects->arena, name);
}

static int add(const struct reader *reader, const struct node *body, const struct node *parameters,
               bool template)
{
    const struct node *properties = node_get(body, "properties");
    const struct node *inner = properties == NULL ? body : properties;
    if (template)
        inner = resolved(reader, parameters, NULL, inner);
    if (inner == NULL)
        return -1;
    struct raw_object object = {
        .kind = OBJECT_AUTOSCALER,
        .platform = &platform_scale_set,
        .body = inner,
        .file = reader->tree->file,
        .name = template ? name_of(reader, parameters, body) : object_text(body, "name"),
        .scope = object_text(body, "resourceGroup"),
    };
    raw_objects_add(reader->objects, &object);
    return 0;
}

static int add_template(const struct reader *reader, const struct node *root)
{
    const struct node *resources = node_get(root, "resources");
    const struct node *parameters = node_get(root, "parameters");
    int status = 0;
    for (size_t i = 0;
         resources != NULL && resources->kind == NODE_LIST && i < resources->entries && status == 0;
         i++) {
        const struct node *resource = resources->entry[i].value;
        const struct node *nested = node_get(node_get(resource, "properties"), "template");
        if (is_setting_type(resource))
            status = add(reader, resource, parameters, true);
        else if (nested != NULL)
            status = add_template(reader, nested);
    }
    return status;
}

int read_azure(const struct value_tree *tree, const struct node *root, struct raw_objects *objects,
               struct err *err)
{
    const struct reader reader = {tree, objects, err};
    const struct node *list = members(root);
    if (is_template(root) || has_template(node_get(root, "resources")))
        return add_template(&reader, root);
    if (list == NULL)
        return add(&reader, root, NULL, false);
    int status = 0;
    for (size_t i = 0; i < list->entries && status == 0; i++)
        if (is_setting(list->entry[i].value))
            status = add(&reader, list->entry[i].value, NULL, false);
    return status;
}
