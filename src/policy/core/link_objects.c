// From the objects of all files to the set of one group.
#include "policy/core/link_objects.h"

#include "base/memory.h"
#include "policy/core/platform.h"

#include <stdlib.h>
#include <string.h>

bool linking_is_ours(const struct linking *linking, const struct raw_object *object)
{
    const struct known_group *chosen = linking->chosen;
    if (object->group == NULL)
        return linking->only;
    return group_is(chosen, object->group, object->scope);
}

struct fields *linking_fields(struct linking *linking, const struct raw_object *object)
{
    linking->fields.file = arena_strdup(&linking->set->arena, object->file);
    linking->fields.parameters = object->parameters;
    return &linking->fields;
}

void linking_refuse_twice(struct linking *linking, const struct raw_object *object,
                          const char *what, const char *name, const struct policy_origin *first)
{
    field_refuse(&linking->fields, object->body, NULL,
                 "the %s %s stands twice, first in %s:%zu; give one of them", what,
                 field_quote(&linking->fields, name), field_quote(&linking->fields, first->file),
                 first->line);
}

/// The set of the group that is chosen.
static int assemble(struct group_choice *choice, struct policy_set *set, struct err *err)
{
    policy_set_init(set, choice->chosen->platform);
    struct linking linking = {
        .objects = choice->objects,
        .file = choice->file,
        .chosen = choice->chosen,
        .only = choice->groups == 1,
        .set = set,
        .fields = {.arena = &set->arena, .notes = choice->fields.notes, .err = err},
    };
    if (choice->chosen->name != NULL)
        set->group.name = arena_strdup(&set->arena, reference_name(choice->chosen->name));
    int result = choice->chosen->platform->link(&linking);
    if (result != 0)
        policy_set_release(set);
    return result;
}

int link_objects(const struct raw_objects *objects, const char *group, const char *file,
                 struct policy_set *set, struct notes *notes, struct err *err)
{
    struct group_choice choice = {.objects = objects, .file = file, .fields = {.notes = notes}};
    int result = group_choose(&choice, group, err);
    if (result == 0)
        result = assemble(&choice, set, err);
    group_choice_release(&choice);
    return result;
}

/// Each group that has policies, as if it were the one that is asked for.
static int assemble_each(struct group_choice *choice, struct policy_list *list, struct err *err)
{
    size_t without = 0;
    list->set = mem_alloc(choice->groups, sizeof *list->set);
    list->name = mem_alloc(choice->groups, sizeof *list->name);
    for (size_t i = 0; i < choice->groups; i++) {
        struct policy_set *set = &list->set[list->count];
        choice->chosen = &choice->group[i];
        if (choice->chosen->members == 0) {
            without++;
            continue;
        }
        if (assemble(choice, set, err) != 0)
            return -1;
        list->name[list->count++] = arena_strdup(&set->arena, group_shown(choice, choice->chosen));
    }
    if (without > 0)
        notes_add(choice->fields.notes, NOTE_INFO, "groups without policies",
                  "%s: %zu of %zu groups have no policy and are passed over",
                  field_quote(&choice->fields, choice->file), without, choice->groups);
    return 0;
}

/// One group without policies, which is refused for that.
static int pick_one(struct group_choice *choice, struct policy_set *set, struct err *err)
{
    if (choice->groups == 0)
        return err_at(err, choice->file, 0, NULL, "%s", group_none);
    choice->chosen = &choice->group[0];
    if (assemble(choice, set, err) != 0)
        return -1;
    policy_set_release(set);
    return err_at(err, choice->file, 0, NULL, "%s", group_none);
}

int link_all_objects(const struct raw_objects *objects, const char *file, struct policy_list *list,
                     struct notes *notes, struct err *err)
{
    struct group_choice choice = {.objects = objects, .file = file, .fields = {.notes = notes}};
    size_t members = 0;
    *list = (struct policy_list){0};
    int result = group_list(&choice, err);
    for (size_t i = 0; i < choice.groups; i++)
        members += choice.group[i].members;
    if (result == 0 && members > 0) {
        result = assemble_each(&choice, list, err);
    } else if (result == 0) {
        // Groups alone, or nothing that scales: refused as where one group is asked for.
        struct policy_set set;
        result = pick_one(&choice, &set, err);
    }
    if (result != 0)
        policy_list_release(list);
    group_choice_release(&choice);
    return result;
}
