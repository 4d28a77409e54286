// From the objects of all files to the set of one group.
#include "base/memory.h"
#include "policy/aws/aws_parts.h"
#include "policy/core/group_choice.h"
#include "policy/core/lint.h"
#include "policy/core/raw_object.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct assembly {
    const struct raw_objects *objects;
    const char *file;
    const struct known_group *chosen;
    bool only;                        ///< there is no other group
    const struct raw_object **policy; ///< of the places in the set
    const struct raw_object **alarm;
    struct policy_set *set;
    struct fields fields;
};

/// Whether an object is of the chosen group.
static bool is_ours(const struct assembly *assembly, const struct raw_object *object)
{
    const struct known_group *chosen = assembly->chosen;
    if (object->group == NULL)
        return assembly->only;
    return group_is(chosen, object->group, object->scope);
}

/// Points the fields at an object's file.
static struct fields *fields_of(struct assembly *assembly, const struct raw_object *object)
{
    assembly->fields.file = arena_strdup(&assembly->set->arena, object->file);
    assembly->fields.parameters = object->parameters;
    return &assembly->fields;
}

static void read_group(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    const struct known_group *chosen = assembly->chosen;
    if (chosen->name != NULL)
        set->group.name = arena_strdup(&set->arena, reference_name(chosen->name));
    const struct raw_object *object = chosen->object;
    if (object == NULL)
        return;
    struct fields *fields = fields_of(assembly, object);
    if (object->kind == OBJECT_HPA)
        hpa_read(fields, object->body, set);
    else if (object->kind == OBJECT_SCALED_OBJECT)
        scaled_object_read(fields, object->body, set);
    else
        aws_group_read(fields, object->body, object->platform, &set->group, &set->warm_pool);
}

/// Pools, hooks and workloads, which add to the group.
static void read_additions(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    for (size_t i = 0; i < assembly->objects->count && !assembly->fields.failed; i++) {
        const struct raw_object *object = &assembly->objects->object[i];
        struct fields *fields = fields_of(assembly, object);
        if (object->kind == OBJECT_WORKLOAD) {
            if (set->replicas.present)
                workload_read(fields, object->body, set);
        } else if (object->kind == OBJECT_VERTICAL) {
            if (set->replicas.present)
                vertical_autoscaler_read(fields, object->body, assembly->chosen->object->body, set);
        } else if (object->kind == OBJECT_HOOK) {
            if (is_ours(assembly, object))
                aws_hook_read(fields, object->body, &set->group);
        } else if (object->kind == OBJECT_WARM_POOL && is_ours(assembly, object)) {
            if (set->warm_pool.present)
                field_refuse(fields, object->body, NULL,
                             "the group's warm pool stands twice, first in %s:%zu",
                             field_quote(fields, set->warm_pool.origin.file),
                             set->warm_pool.origin.line);
            aws_warm_pool_read(fields, object->body, &set->warm_pool);
        }
    }
}

/// Other autoscalers of the workload that the group's scales.
static void find_rivals(struct assembly *assembly)
{
    const struct raw_object *own = assembly->chosen->object;
    for (size_t i = 0; i < assembly->objects->count && assembly->set->replicas.present; i++) {
        const struct raw_object *object = &assembly->objects->object[i];
        if (object == own || (object->kind != OBJECT_HPA && object->kind != OBJECT_SCALED_OBJECT) ||
            !scale_target_same(own->body, "scaleTargetRef", object->body, "scaleTargetRef"))
            continue;
        struct fields *fields = fields_of(assembly, object);
        const struct policy_origin origin = field_origin(fields, object->body);
        policy_remark_add(assembly->set, LINT_REPLICAS_TWO_SCALERS, &origin,
                          "%s scales the workload of %s, too",
                          field_quote(fields, reference_name(object->name)),
                          field_quote(fields, reference_name(own->name)));
    }
}

static void refuse_twice(struct assembly *assembly, const struct raw_object *object,
                         const char *what, const char *name, const struct policy_origin *first)
{
    field_refuse(&assembly->fields, object->body, NULL,
                 "the %s %s stands twice, first in %s:%zu; give one of them", what,
                 field_quote(&assembly->fields, name), field_quote(&assembly->fields, first->file),
                 first->line);
}

static void read_policies(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    const struct raw_objects *objects = assembly->objects;
    for (size_t i = 0; i < objects->count && !assembly->fields.failed; i++) {
        const struct raw_object *object = &objects->object[i];
        if (object->kind != OBJECT_POLICY || !is_ours(assembly, object))
            continue;
        struct scaling_policy *policy = &set->policy[set->policies];
        aws_policy_read(fields_of(assembly, object), object->body, object->platform, policy);
        const char *name = reference_name(object->name);
        policy->name = arena_strdup(&set->arena, name);
        if (object->arn != NULL)
            policy->arn = arena_strdup(&set->arena, object->arn);
        for (size_t j = 0; j < set->policies; j++) {
            if (strcmp(set->policy[j].name, policy->name) == 0)
                refuse_twice(assembly, object, "policy", policy->name, &set->policy[j].origin);
        }
        assembly->policy[set->policies++] = object;
    }
}

static bool acts_on(const struct raw_object *alarm, const struct raw_object *policy)
{
    for (size_t i = 0; i < alarm->actions; i++) {
        if (object_is_policy(policy, alarm->action[i]))
            return true;
    }
    return false;
}

/// Whether an alarm that acts on no policy of the files still speaks of the group: by a policy's
/// ARN or by its dimension.
static bool speaks_of_group(const struct assembly *assembly, const struct raw_object *alarm)
{
    const char *name = assembly->set->group.name;
    for (size_t i = 0; i < assembly->objects->count; i++) {
        const struct raw_object *other = &assembly->objects->object[i];
        if (other->kind == OBJECT_POLICY && acts_on(alarm, other))
            return false;
    }
    if (name == NULL)
        return false;
    size_t length = strlen(name);
    for (size_t i = 0; i < alarm->actions; i++) {
        static const char mark[] = ":autoScalingGroupName/";
        const char *at = strstr(alarm->action[i], mark);
        if (at != NULL && strncmp(alarm->action[i], "arn:", 4) == 0 &&
            strncmp(at + sizeof mark - 1, name, length) == 0 && at[sizeof mark - 1 + length] == ':')
            return true;
    }
    const struct node *list = node_get(alarm->body, "Dimensions");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *dimension = list->entry[i].value;
        if (node_is(node_get(dimension, "Name"), "AutoScalingGroupName") &&
            node_is(node_get(dimension, "Value"), name))
            return true;
    }
    return false;
}

/// Whether the alarm is one to keep: those that target tracking made for itself are not, as the
/// policy says it all.
static bool is_our_alarm(const struct assembly *assembly, const struct raw_object *alarm)
{
    bool managed = false;
    for (size_t i = 0; i < assembly->set->policies; i++) {
        if (!acts_on(alarm, assembly->policy[i]))
            continue;
        if (assembly->set->policy[i].kind != POLICY_TARGET)
            return true;
        managed = true;
    }
    return !managed && speaks_of_group(assembly, alarm);
}

static void copy_actions(struct policy_set *set, const struct raw_object *object,
                         struct policy_alarm *alarm)
{
    const char **action = arena_alloc(&set->arena, (object->actions + 1) * sizeof *action);
    for (size_t i = 0; i < object->actions; i++)
        action[i] = arena_strdup(&set->arena, reference_name(object->action[i]));
    alarm->action = action;
    alarm->actions = object->actions;
}

static void read_alarms(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    for (size_t i = 0; i < assembly->objects->count && !assembly->fields.failed; i++) {
        const struct raw_object *object = &assembly->objects->object[i];
        if (object->kind != OBJECT_ALARM)
            continue;
        if (!is_our_alarm(assembly, object)) {
            notes_add(
                assembly->fields.notes, NOTE_DETAIL, "other alarms",
                "%s: alarms that act on no step or simple policy of the group are passed over",
                field_quote(&assembly->fields, object->file));
            continue;
        }
        struct policy_alarm *alarm = &set->alarm[set->alarms];
        aws_alarm_read(fields_of(assembly, object), object->body, alarm);
        alarm->name = arena_strdup(&set->arena, reference_name(object->name));
        copy_actions(set, object, alarm);
        for (size_t j = 0; j < set->alarms; j++) {
            if (strcmp(set->alarm[j].name, alarm->name) == 0)
                refuse_twice(assembly, object, "alarm", alarm->name, &set->alarm[j].origin);
        }
        assembly->alarm[set->alarms++] = object;
    }
}

static void link_alarms(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    for (size_t i = 0; i < set->policies; i++) {
        struct scaling_policy *policy = &set->policy[i];
        if (policy->kind == POLICY_TARGET || policy->kind == POLICY_PREDICTIVE)
            continue;
        policy->alarm = arena_alloc(&set->arena, (set->alarms + 1) * sizeof *policy->alarm);
        for (size_t j = 0; j < set->alarms; j++) {
            if (acts_on(assembly->alarm[j], assembly->policy[i]))
                policy->alarm[policy->alarms++] = j;
        }
    }
}

static void read_scheduled(struct assembly *assembly)
{
    struct policy_set *set = assembly->set;
    for (size_t i = 0; i < assembly->objects->count && !assembly->fields.failed; i++) {
        const struct raw_object *object = &assembly->objects->object[i];
        if (object->kind != OBJECT_SCHEDULED || !is_ours(assembly, object))
            continue;
        struct scheduled_action *action = &set->scheduled[set->scheduled_count];
        aws_scheduled_read(fields_of(assembly, object), object->body, object->platform, action);
        if (action->name == NULL)
            action->name = arena_strdup(&set->arena, reference_name(object->name));
        for (size_t j = 0; j < set->scheduled_count; j++) {
            if (strcmp(set->scheduled[j].name, action->name) == 0)
                refuse_twice(assembly, object, "scheduled action", action->name,
                             &set->scheduled[j].origin);
        }
        set->scheduled_count++;
    }
}

static int fill(struct assembly *assembly, struct err *err)
{
    struct policy_set *set = assembly->set;
    size_t room = assembly->objects->count + 1;
    set->policy = arena_alloc(&set->arena, room * sizeof *set->policy);
    set->alarm = arena_alloc(&set->arena, room * sizeof *set->alarm);
    set->scheduled = arena_alloc(&set->arena, room * sizeof *set->scheduled);
    assembly->policy = mem_alloc(room, sizeof *assembly->policy);
    assembly->alarm = mem_alloc(room, sizeof *assembly->alarm);
    read_group(assembly);
    read_additions(assembly);
    find_rivals(assembly);
    read_policies(assembly);
    read_alarms(assembly);
    link_alarms(assembly);
    read_scheduled(assembly);
    free(assembly->policy);
    free(assembly->alarm);
    if (assembly->fields.failed)
        return -1;
    if (set->policies == 0 && set->scheduled_count == 0 && !set->replicas.present)
        return err_at(
            err, assembly->file, 0, NULL,
            "no scaling policy of the group %s in it; give the file with the policies too "
            "(aws autoscaling describe-policies)",
            set->group.name == NULL ? "(no name)"
                                    : field_quote(&assembly->fields, set->group.name));
    return 0;
}

/// The set of the group that is chosen.
static int assemble(struct group_choice *choice, struct policy_set *set, struct err *err)
{
    policy_set_init(set, choice->chosen->platform);
    struct assembly assembly = {
        .objects = choice->objects,
        .file = choice->file,
        .chosen = choice->chosen,
        .only = choice->groups == 1,
        .set = set,
        .fields = {.arena = &set->arena, .notes = choice->fields.notes, .err = err},
    };
    int result = fill(&assembly, err);
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
