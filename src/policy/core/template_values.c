#include "policy/core/template_values.h"

#include "base/file.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "policy/core/value_tree.h"

#include <stdlib.h>
#include <string.h>

static void add(struct template_values *values, const char *name, const char *value,
                const char *place)
{
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->item[i].name, name) == 0) {
            values->item[i].value = arena_strdup(&values->arena, value);
            values->item[i].place = arena_strdup(&values->arena, place);
            return;
        }
    const struct template_given given = {
        .name = arena_strdup(&values->arena, name),
        .value = arena_strdup(&values->arena, value),
        .place = arena_strdup(&values->arena, place),
    };
    VEC_PUSH(values->item, values->count, values->capacity, given);
}

static int add_pair(struct template_values *values, const char *text, const char *place,
                    struct err *err)
{
    char shown[ERR_TEXT_MAX];
    const char *sign = strchr(text, '=');
    if (sign == NULL || sign == text)
        return err_set(err, ERR_USAGE, "%s: \"%s\" is not NAME=VALUE", place,
                       err_quote(shown, sizeof shown, text, strlen(text)));
    const char *name = arena_strndup(&values->arena, text, (size_t)(sign - text));
    add(values, name, sign + 1, place);
    return 0;
}

// --- files ---------------------------------------------------------------------------------------

/// A scalar, or the scalars of a list with commas between them, as parameters of lists have it;
/// NULL for anything else.
static const char *value_text(struct template_values *values, const struct node *node)
{
    if (node->kind != NODE_LIST)
        return node->kind == NODE_MAP || node->kind == NODE_NULL ? NULL : node->text;
    const char *text = "";
    for (size_t i = 0; i < node->entries; i++) {
        const char *part = node->entry[i].value->text;
        if (part == NULL)
            return NULL;
        text = arena_printf(&values->arena, "%s%s%s", text, i == 0 ? "" : ",", part);
    }
    return text;
}

static int add_value(struct template_values *values, const struct value_tree *tree, size_t line,
                     const char *name, const struct node *value, struct err *err)
{
    const char *text = value_text(values, value);
    if (text == NULL)
        return err_at(err, tree->file, line, name,
                      "the value of a parameter is a text or a number");
    add(values, name, text, arena_printf(&values->arena, "%s:%zu", tree->file, line));
    return 0;
}

static int add_map(struct template_values *values, const struct value_tree *tree,
                   const struct node *map, struct err *err)
{
    for (size_t i = 0; i < map->entries; i++)
        if (add_value(values, tree, map->entry[i].line, map->entry[i].key, map->entry[i].value,
                      err) != 0)
            return -1;
    return 0;
}

static int add_list(struct template_values *values, const struct value_tree *tree,
                    const struct node *list, struct err *err)
{
    for (size_t i = 0; i < list->entries; i++) {
        const struct node *item = list->entry[i].value;
        const struct node *key = node_get(item, "ParameterKey");
        const struct node *value = node_get(item, "ParameterValue");
        const struct node *previous = node_get(item, "UsePreviousValue");
        size_t line = list->entry[i].line;
        int status = 0;
        if (item->kind == NODE_TEXT)
            status = add_pair(values, item->text,
                              arena_printf(&values->arena, "%s:%zu", tree->file, line), err);
        else if (key != NULL && key->text != NULL && value != NULL)
            status = add_value(values, tree, line, key->text, value, err);
        else if (key == NULL || previous == NULL)
            status = err_at(err, tree->file, line, NULL,
                            "neither ParameterKey with ParameterValue nor \"NAME=VALUE\"");
        if (status != 0)
            return -1;
    }
    return 0;
}

int template_values_read(struct template_values *values, const char *name, const char *bytes,
                         size_t length, struct err *err)
{
    struct value_tree tree = {0};
    int status = value_tree_parse(&tree, name, bytes, length, err);
    if (status == 0) {
        const struct node *root = tree.root[0];
        const struct node *inner = node_get(root, "Parameters");
        if (inner != NULL && (inner->kind == NODE_MAP || inner->kind == NODE_LIST))
            root = inner;
        status = root->kind == NODE_LIST ? add_list(values, &tree, root, err)
                 : root->kind == NODE_MAP
                     ? add_map(values, &tree, root, err)
                     : err_at(err, name, root->line, NULL, "no list or map of parameters");
    }
    value_tree_release(&tree);
    return status;
}

static int add_file(struct template_values *values, const char *path, struct err *err)
{
    struct str bytes = {0};
    int status = file_read_bounded(path, VALUE_TREE_BYTES_MAX, &bytes, err);
    if (status == 0)
        status = template_values_read(values, path, str_text(&bytes), bytes.length, err);
    str_release(&bytes);
    return status;
}

int template_values_add(struct template_values *values, const char *text, struct err *err)
{
    static const char scheme[] = "file://";
    if (strncmp(text, scheme, sizeof scheme - 1) == 0)
        return add_file(values, text + sizeof scheme - 1, err);
    return strchr(text, '=') == NULL ? add_file(values, text, err)
                                     : add_pair(values, text, "--parameter", err);
}

// --- their use -----------------------------------------------------------------------------------

const char *template_values_find(struct template_values *values, const char *name)
{
    for (size_t i = 0; values != NULL && i < values->count; i++)
        if (strcmp(values->item[i].name, name) == 0)
            return values->item[i].value;
    return NULL;
}

void template_values_know(struct template_values *values, const char *name)
{
    if (values == NULL)
        return;
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->item[i].name, name) == 0)
            values->item[i].used = true;
    VEC_PUSH(values->known, values->knowns, values->known_capacity,
             arena_strdup(&values->arena, name));
}

int template_values_check(const struct template_values *values, struct err *err)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct template_given *given = &values->item[i];
        char shown[ERR_TEXT_MAX];
        if (given->used)
            continue;
        const char *near = suggest_closest(given->name, values->known, values->knowns);
        return err_set(err, ERR_USAGE, "%s: no template has a parameter \"%s\"%s%s%s", given->place,
                       err_quote(shown, sizeof shown, given->name, strlen(given->name)),
                       near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                       near == NULL ? "" : "\"?");
    }
    return 0;
}

void template_values_release(struct template_values *values)
{
    arena_release(&values->arena);
    free(values->item);
    free(values->known);
    *values = (struct template_values){0};
}
