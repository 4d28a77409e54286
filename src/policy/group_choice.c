// Which group the objects of all files belong to.
#include "policy/group_choice.h"

#include "base/str.h"
#include "base/vec.h"
#include "policy/fields.h"

#include <stdlib.h>
#include <string.h>

static bool is_group_part(const struct part *part)
{
    return part->kind == PART_GROUP || part->kind == PART_HPA || part->kind == PART_SCALED_OBJECT;
}

static struct known_group *find_group(struct group_choice *choice, const char *reference)
{
    for (size_t i = 0; i < choice->groups; i++) {
        struct known_group *group = &choice->group[i];
        if ((group->name != NULL && strcmp(group->name, reference) == 0) ||
            (group->id != NULL && strcmp(group->id, reference) == 0))
            return group;
    }
    return NULL;
}

static void push_group(struct group_choice *choice, const struct known_group *group)
{
    VEC_PUSH(choice->group, choice->groups, choice->capacity, *group);
}

static int list_groups(struct group_choice *choice, struct err *err)
{
    const struct parts *parts = choice->parts;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->part[i];
        if (!is_group_part(part))
            continue;
        const struct known_group *same = part->name == NULL ? NULL : find_group(choice, part->name);
        if (same != NULL && same->part != NULL)
            return err_at(err, part->file, part->body->line, NULL,
                          "the group %s stands twice, first in %s:%zu; give one of them",
                          field_quote(&choice->fields, part->name),
                          field_quote(&choice->fields, same->part->file), same->part->body->line);
        struct known_group group = {.name = part->name,
                                    .id = part->id,
                                    .platform = part->platform,
                                    .part = part,
                                    .members = part->kind == PART_GROUP ? 0 : 1};
        push_group(choice, &group);
    }
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->part[i];
        bool member = part->kind == PART_POLICY || part->kind == PART_SCHEDULED ||
                      part->kind == PART_WARM_POOL;
        if (!member || part->group == NULL)
            continue;
        struct known_group *group = find_group(choice, part->group);
        if (group == NULL) {
            struct known_group fresh = {.name = part->group, .platform = part->platform};
            push_group(choice, &fresh);
            group = &choice->group[choice->groups - 1];
        }
        group->members++;
    }
    // Objects without a group's name belong to the only one there is, or to one without a name.
    for (size_t i = 0; i < parts->count && choice->groups == 0; i++) {
        struct known_group nameless = {.platform = parts->part[i].platform};
        if (parts->part[i].kind == PART_POLICY || parts->part[i].kind == PART_SCHEDULED ||
            parts->part[i].kind == PART_WARM_POOL)
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
        const char *name = choice->group[i].name;
        str_appendf(&names, "%s%s", i == 0 ? "" : ", ",
                    field_quote(&choice->fields, reference_name(name)));
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
        return err_at(err, choice->file, 0, NULL,
                      "alarms or hooks alone; give the file with the scaling policies too");
    if (wanted != NULL) {
        for (size_t i = 0; i < choice->groups; i++) {
            const char *name = choice->group[i].name;
            if (name != NULL && strcmp(reference_name(name), wanted) == 0) {
                choice->chosen = &choice->group[i];
                return 0;
            }
        }
        return refuse_groups(choice, wanted, err);
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
    choice->fields.arena = &choice->arena;
    choice->fields.err = err;
    return list_groups(choice, err) == 0 ? pick(choice, wanted, err) : -1;
}

void group_choice_release(struct group_choice *choice)
{
    free(choice->group);
    arena_release(&choice->arena);
}
