// Which group the objects of all files belong to.
#include "policy/core/group_choice.h"

#include "base/str.h"
#include "base/vec.h"
#include "policy/core/fields.h"
#include "policy/core/platform.h"

#include <stdlib.h>
#include <string.h>

const char group_none[] = "no autoscaler and no scaling policy in it; give the file that has them";

static bool is_group_object(const struct raw_object *object)
{
    return object->kind == OBJECT_GROUP || object->kind == OBJECT_AUTOSCALER;
}

bool group_is(const struct known_group *group, const char *reference, const char *scope)
{
    bool named = (group->name != NULL && strcmp(group->name, reference) == 0) ||
                 (group->id != NULL && strcmp(group->id, reference) == 0);
    return named && (scope == NULL || group->scope == NULL || strcmp(scope, group->scope) == 0);
}

/// The group that has the name and the kind of an object that is one.
static struct known_group *find_same(struct group_choice *choice, const struct raw_object *object)
{
    for (size_t i = 0; object->name != NULL && i < choice->groups; i++)
        if (choice->group[i].platform == object->platform &&
            group_is(&choice->group[i], object->name, object->scope))
            return &choice->group[i];
    return NULL;
}

static struct known_group *find_group(struct group_choice *choice, const struct raw_object *object,
                                      const char *reference)
{
    for (size_t i = 0; i < choice->groups; i++)
        if (group_is(&choice->group[i], reference, object->scope))
            return &choice->group[i];
    return NULL;
}

const char *group_shown(struct group_choice *choice, const struct known_group *group)
{
    const char *name = reference_name(group->name);
    bool twice = false, of_kinds = false;
    for (size_t i = 0; i < choice->groups && group->name != NULL; i++) {
        const struct known_group *other = &choice->group[i];
        bool same =
            other != group && other->name != NULL && strcmp(reference_name(other->name), name) == 0;
        twice = twice || same;
        of_kinds = of_kinds || (same && other->platform != group->platform);
    }
    const struct platform *platform = group->platform;
    if (of_kinds && platform->kind_shown != NULL)
        return arena_printf(&choice->arena, "%s (%s)", name, platform->kind_shown);
    if (!twice || group->scope == NULL)
        return name;
    return platform->scope_behind ? arena_printf(&choice->arena, "%s (%s)", name, group->scope)
                                  : arena_printf(&choice->arena, "%s/%s", group->scope, name);
}

static void push_group(struct group_choice *choice, const struct known_group *group)
{
    VEC_PUSH(choice->group, choice->groups, choice->capacity, *group);
}

int group_list(struct group_choice *choice, struct err *err)
{
    choice->fields.arena = &choice->arena;
    choice->fields.err = err;
    const struct raw_objects *objects = choice->objects;
    for (size_t i = 0; i < objects->count; i++) {
        const struct raw_object *object = &objects->object[i];
        if (!is_group_object(object))
            continue;
        const struct known_group *same = find_same(choice, object);
        if (same != NULL)
            return err_at(err, object->file, object->body->line, NULL,
                          "the group %s stands twice, first in %s:%zu; give one of them",
                          field_quote(&choice->fields, object->name),
                          field_quote(&choice->fields, same->object->file),
                          same->object->body->line);
        struct known_group group = {.name = object->name,
                                    .id = object->id,
                                    .scope = object->scope,
                                    .platform = object->platform,
                                    .object = object,
                                    .members = object->kind == OBJECT_GROUP ? 0 : 1};
        push_group(choice, &group);
    }
    for (size_t i = 0; i < objects->count; i++) {
        const struct raw_object *object = &objects->object[i];
        bool member = object->kind == OBJECT_POLICY || object->kind == OBJECT_SCHEDULED ||
                      object->kind == OBJECT_WARM_POOL;
        if (!member || object->group == NULL)
            continue;
        struct known_group *group = find_group(choice, object, object->group);
        if (group == NULL) {
            struct known_group fresh = {
                .name = object->group, .scope = object->scope, .platform = object->platform};
            push_group(choice, &fresh);
            group = &choice->group[choice->groups - 1];
        }
        group->members++;
    }
    // Objects without a group's name belong to the only one there is, or to one without a name.
    for (size_t i = 0; i < objects->count && choice->groups == 0; i++) {
        struct known_group nameless = {.platform = objects->object[i].platform};
        if (objects->object[i].kind == OBJECT_POLICY ||
            objects->object[i].kind == OBJECT_SCHEDULED ||
            objects->object[i].kind == OBJECT_WARM_POOL)
            push_group(choice, &nameless);
    }
    return 0;
}

/// Refuses with the groups that there are.
static int refuse_groups(struct group_choice *choice, const char *wanted, struct err *err)
{
    enum { LISTED = 8 };
    struct str names = {0};
    for (size_t i = 0; i < choice->groups && i < LISTED; i++) {
        str_appendf(&names, "%s%s", i == 0 ? "" : ", ",
                    field_quote(&choice->fields, group_shown(choice, &choice->group[i])));
    }
    if (choice->groups > LISTED)
        str_appendf(&names, " and %zu more", choice->groups - LISTED);
    if (wanted != NULL)
        (void)err_at(err, choice->file, 0, NULL, "no group %s in it; there is %s",
                     field_quote(&choice->fields, wanted), str_text(&names));
    else
        (void)err_at(err, choice->file, 0, NULL,
                     "%zu groups: %s; --group NAME says which one is meant", choice->groups,
                     str_text(&names));
    str_release(&names);
    return -1;
}

static int pick(struct group_choice *choice, const char *wanted, struct err *err)
{
    if (choice->groups == 0)
        return err_at(err, choice->file, 0, NULL, "%s", group_none);
    if (wanted != NULL) {
        size_t same = 0;
        for (size_t i = 0; i < choice->groups; i++) {
            const struct known_group *group = &choice->group[i];
            if (group->name == NULL || (strcmp(reference_name(group->name), wanted) != 0 &&
                                        strcmp(group_shown(choice, group), wanted) != 0))
                continue;
            choice->chosen = group;
            same++;
        }
        return same == 1 ? 0 : refuse_groups(choice, same == 0 ? wanted : NULL, err);
    }
    const struct known_group *scaled = NULL;
    size_t count = 0;
    for (size_t i = 0; i < choice->groups; i++) {
        if (choice->group[i].members > 0) {
            scaled = &choice->group[i];
            count++;
        }
    }
    if (choice->groups > 1 && count != 1)
        return refuse_groups(choice, NULL, err);
    choice->chosen = choice->groups == 1 ? &choice->group[0] : scaled;
    if (choice->groups > 1)
        notes_add(choice->fields.notes, NOTE_INFO, "policy group",
                  "%s: of %zu groups the only one with policies is taken: %s",
                  field_quote(&choice->fields, choice->file), choice->groups,
                  field_quote(&choice->fields, reference_name(scaled->name)));
    return 0;
}

int group_choose(struct group_choice *choice, const char *wanted, struct err *err)
{
    return group_list(choice, err) == 0 ? pick(choice, wanted, err) : -1;
}

void group_choice_release(struct group_choice *choice)
{
    free(choice->group);
    arena_release(&choice->arena);
}
