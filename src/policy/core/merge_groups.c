// One group that several files describe: what one says beside the other.
#include "policy/core/raw_object.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_value(const struct node *a, const struct node *b)
{
    if (a->kind == NODE_NUMBER && b->kind == NODE_NUMBER)
        return a->number == b->number;
    bool same = a->kind == b->kind && same_text(a->text, b->text) && a->truth == b->truth &&
                a->entries == b->entries;
    for (size_t i = 0; i < a->entries && same; i++)
        same = same_text(a->entry[i].key, b->entry[i].key) &&
               same_value(a->entry[i].value, b->entry[i].value);
    return same;
}

/// Whether no member has another value in the other.
static bool agree(const struct node *a, const struct node *b)
{
    if (a->kind != NODE_MAP || b->kind != NODE_MAP)
        return false;
    for (size_t i = 0; i < b->entries; i++) {
        const struct node *other = node_get(a, b->entry[i].key);
        if (other != NULL && !same_value(other, b->entry[i].value))
            return false;
    }
    return true;
}

/// The members of both.
static const struct node *join(struct arena *arena, const struct node *a, const struct node *b)
{
    struct node *joined = node_new(arena, NODE_MAP, a->line, a->column);
    struct node_builder members = {0};
    for (size_t i = 0; i < a->entries; i++)
        node_add(&members, a->entry[i].key, a->entry[i].line, a->entry[i].value);
    for (size_t i = 0; i < b->entries; i++)
        if (node_get(a, b->entry[i].key) == NULL)
            node_add(&members, b->entry[i].key, b->entry[i].line, b->entry[i].value);
    node_close(arena, &members, joined);
    return joined;
}

/// Takes the object at `place` out; those that were its are of the group `name`.
static void take_out(struct raw_objects *objects, size_t place, const char *name)
{
    const char *id = objects->object[place].id;
    for (size_t i = 0; i < objects->count; i++)
        if (id != NULL && objects->object[i].group != NULL &&
            strcmp(objects->object[i].group, id) == 0)
            objects->object[i].group = name;
    objects->count--;
    memmove(&objects->object[place], &objects->object[place + 1],
            (objects->count - place) * sizeof *objects->object);
}

/// The group before `place` that its object adds to; `place`: none.
static size_t find_first(const struct raw_objects *objects, size_t place)
{
    const struct raw_object *object = &objects->object[place];
    size_t first = 0;
    for (; first < place; first++) {
        const struct raw_object *other = &objects->object[first];
        if (other->kind == OBJECT_GROUP && other->platform == object->platform &&
            other->name != NULL && same_text(other->name, object->name) &&
            same_text(other->scope, object->scope) && strcmp(other->file, object->file) != 0 &&
            agree(other->body, object->body))
            return first;
    }
    return place;
}

void raw_objects_merge_groups(struct raw_objects *objects)
{
    for (size_t i = 0; i < objects->count;) {
        size_t first = objects->object[i].kind == OBJECT_GROUP ? find_first(objects, i) : i;
        if (first == i) {
            i++;
            continue;
        }
        struct raw_object *group = &objects->object[first];
        group->body = join(&objects->arena, group->body, objects->object[i].body);
        take_out(objects, i, group->name);
    }
}
