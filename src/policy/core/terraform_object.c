#include "base/str.h"
#include "policy/core/platform.h"
#include "policy/core/terraform_shape.h"

#include <stdlib.h>
#include <string.h>

struct turn {
    struct arena *arena;
    const char *file;
    const struct terraform_shape *lenient; ///< what it does not name is left out
    struct err *err;
};

static const struct node *object_of(struct turn *turn, const struct terraform_shape *shape,
                                    const struct node *values, const struct node *unknown);

/// A member of the object to be; "Metric/Period" goes into the inner object.
static void put(struct node_builder *members, struct node_builder *inner,
                const struct terraform_key *key, size_t line, const struct node *value)
{
    const char *slash = strchr(key->aws, '/');
    struct node_builder *into = slash == NULL ? members : inner;
    node_add(into, slash == NULL ? key->aws : slash + 1, line, value);
    into->entry[into->count - 1].written = key->name;
}

static bool is_nothing(const struct node *value, enum terraform_form form)
{
    if (value == NULL || value->kind == NODE_NULL)
        return true;
    if (value->kind == NODE_TEXT)
        return value->text[0] == '\0';
    if (value->kind == NODE_LIST || value->kind == NODE_MAP)
        return value->entries == 0;
    if (value->kind != NODE_NUMBER)
        return false;
    return (form == FORM_NOT_ZERO && value->number == 0.0) ||
           (form == FORM_NOT_NEGATIVE && value->number < 0.0);
}

/// Whether something below is known only after apply.
static bool is_unknown(const struct node *unknown)
{
    return unknown != NULL && unknown->kind == NODE_BOOL && unknown->truth;
}

static const struct node *item(const struct node *list, size_t i)
{
    if (list == NULL || list->kind != NODE_LIST)
        return i == 0 ? list : NULL;
    return i < list->entries ? list->entry[i].value : NULL;
}

/// A map of dimensions as the list that AWS has.
static const struct node *pairs(struct turn *turn, const struct node *map)
{
    struct node *list = node_new(turn->arena, NODE_LIST, map->line, map->column);
    struct node_builder items = {0};
    for (size_t i = 0; map->kind == NODE_MAP && i < map->entries; i++) {
        const struct node_entry *entry = &map->entry[i];
        struct node *pair = node_new(turn->arena, NODE_MAP, entry->line, 1);
        struct node_builder members = {0};
        node_add(&members, "Name", entry->line,
                 node_of_text(turn->arena, entry->key, entry->line, 1));
        node_add(&members, "Value", entry->line, entry->value);
        node_close(turn->arena, &members, pair);
        node_add(&items, NULL, entry->line, pair);
    }
    node_close(turn->arena, &items, list);
    return list;
}

static const struct node *blocks(struct turn *turn, const struct terraform_shape *shape,
                                 const struct node *value, const struct node *unknown)
{
    struct node *list = node_new(turn->arena, NODE_LIST, value->line, value->column);
    struct node_builder items = {0};
    size_t count = value->kind == NODE_LIST ? value->entries : 1;
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        const struct node *object = object_of(turn, shape, item(value, i), item(unknown, i));
        if (object == NULL)
            result = -1;
        else
            node_add(&items, NULL, object->line, object);
    }
    node_close(turn->arena, &items, list);
    return result == 0 ? list : NULL;
}

static const struct node *turn_value(struct turn *turn, const struct terraform_key *key,
                                     const struct node *value, const struct node *unknown)
{
    switch (key->form) {
    case FORM_BLOCK:
        if (value->kind == NODE_LIST && value->entries != 1) {
            (void)err_at(turn->err, turn->file, value->line, key->name,
                         "one block is expected, not %zu", value->entries);
            return NULL;
        }
        return object_of(turn, key->inner, item(value, 0), item(unknown, 0));
    case FORM_BLOCKS:
        return blocks(turn, key->inner, value, unknown);
    case FORM_PAIRS:
        return pairs(turn, value);
    default:
        return value;
    }
}

/// Adds one attribute; -1 when it cannot be.
static int take(struct turn *turn, const struct terraform_key *key, const struct node *values,
                const struct node *unknowns, struct node_builder *members,
                struct node_builder *inner)
{
    const struct node *value = node_get(values, key->name);
    const struct node *unknown = node_get(unknowns, key->name);
    if (key->form == FORM_IGNORED)
        return 0;
    if (is_nothing(value, key->form)) {
        bool computed = key->form == FORM_COMPUTED || key->form == FORM_NOT_NEGATIVE ||
                        key->form == FORM_PAIRS || key->form == FORM_LIST;
        if (is_unknown(unknown) && !computed)
            put(members, inner, key, values->line,
                node_of_text(turn->arena, value_unknown, values->line, values->column));
        else if (key->form == FORM_FALSE)
            put(members, inner, key, values->line,
                node_new(turn->arena, NODE_BOOL, values->line, values->column));
        return 0;
    }
    // What Terraform would compute from references decides nothing here.
    if (key->form == FORM_COMPUTED && value->kind == NODE_TEXT && strstr(value->text, "${") != NULL)
        return 0;
    const struct node *turned = turn_value(turn, key, value, unknown);
    if (turned == NULL)
        return -1;
    put(members, inner, key, value->line, turned);
    return 0;
}

/// Attributes that the shape does not name, for the reader of the object to refuse.
static void take_others(const struct terraform_shape *shape, const struct node *values,
                        struct node_builder *members)
{
    for (size_t i = 0; i < values->entries; i++) {
        const struct node_entry *entry = &values->entry[i];
        bool named = is_nothing(entry->value, FORM_VALUE);
        for (size_t j = 0; j < shape->count && !named; j++)
            named = strcmp(shape->key[j].name, entry->key) == 0;
        if (!named)
            node_add(members, entry->key, entry->line, entry->value);
    }
}

static const struct node *object_of(struct turn *turn, const struct terraform_shape *shape,
                                    const struct node *values, const struct node *unknown)
{
    if (values == NULL || values->kind != NODE_MAP) {
        (void)err_at(turn->err, turn->file, values == NULL ? 0 : values->line, NULL,
                     "a block is expected");
        return NULL;
    }
    struct node_builder members = {0};
    struct node_builder inner = {0};
    int result = 0;
    for (size_t i = 0; i < shape->count && result == 0; i++)
        result = take(turn, &shape->key[i], values, unknown, &members, &inner);
    if (turn->lenient != shape)
        take_others(shape, values, &members);
    if (inner.count > 0) {
        struct node *metric = node_new(turn->arena, NODE_MAP, values->line, values->column);
        node_close(turn->arena, &inner, metric);
        node_add(&members, "Metric", values->line, metric);
    }
    free(inner.entry);
    struct node *object = node_new(turn->arena, NODE_MAP, values->line, values->column);
    node_close(turn->arena, &members, object);
    return result == 0 ? object : NULL;
}

const struct node *terraform_object(struct arena *arena, const char *file,
                                    const struct terraform_type *type, const struct node *values,
                                    const struct node *unknown, struct err *err)
{
    // Groups and hooks have many attributes that say nothing about scaling.
    bool lenient = type->kind == OBJECT_GROUP || type->kind == OBJECT_HOOK ||
                   type->kind == OBJECT_TARGET_GROUP;
    struct turn turn = {
        .arena = arena, .file = file, .lenient = lenient ? type->shape : NULL, .err = err};
    return object_of(&turn, type->shape, values, unknown);
}

const struct terraform_type *terraform_type(const char *type)
{
    for (size_t i = 0; platform_list[i] != NULL; i++)
        for (size_t k = 0; k < platform_list[i]->terraform_types; k++)
            if (strcmp(platform_list[i]->terraform[k].type, type) == 0)
                return &platform_list[i]->terraform[k];
    return NULL;
}
