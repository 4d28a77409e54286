// The set of an AWS group from its raw objects: which policies, alarms, actions, hooks and pool are
// its, and which alarm acts on which policy.
#include "base/memory.h"
#include "policy/aws/aws_parts.h"
#include "policy/core/link_objects.h"
#include "policy/core/platform_defaults.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The raw objects of the places in the set.
struct sources {
    const struct raw_object **policy, **alarm;
};

static void read_group(struct linking *linking)
{
    struct policy_set *set = linking->set;
    const struct raw_object *object = linking->chosen->object;
    if (object != NULL)
        aws_group_read(linking_fields(linking, object), object->body, object->platform, &set->group,
                       &set->warm_pool);
}

static bool refers_to(const struct raw_object *group, const struct raw_object *other)
{
    for (size_t i = 0; group != NULL && i < group->actions; i++) {
        const char *reference = group->action[i];
        if ((other->id != NULL && strcmp(other->id, reference) == 0) ||
            (other->arn != NULL && strcmp(other->arn, reference) == 0))
            return true;
    }
    return false;
}

/// How long instances are drained: by the target groups that the group names, of several by the one
/// that waits least, as its requests are cut off first. Where none is named (an attachment, a
/// service), the only one is of the only group.
static void read_target_groups(struct linking *linking)
{
    const struct raw_object *group = linking->chosen->object;
    double named_s = NAN, only_s = NAN;
    bool said = false;
    size_t named = 0, all = 0;
    for (size_t i = 0; i < linking->objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        if (object->kind != OBJECT_TARGET_GROUP)
            continue;
        double delay_s = aws_target_group_read(linking_fields(linking, object), object->body);
        all++;
        only_s = delay_s;
        if (!refers_to(group, object))
            continue;
        named++;
        said = said || !isnan(delay_s);
        // fmin takes the number where one is NaN.
        named_s = fmin(named_s, isnan(delay_s) ? DRAIN_AWS_S : delay_s);
    }
    if (named > 0 && said)
        linking->set->group.drain_s = named_s;
    else if (named == 0 && all == 1 && linking->only)
        linking->set->group.drain_s = only_s;
}

/// Pools and hooks, which add to the group.
static void read_additions(struct linking *linking)
{
    struct policy_set *set = linking->set;
    for (size_t i = 0; i < linking->objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        struct fields *fields = linking_fields(linking, object);
        if (object->kind == OBJECT_HOOK) {
            if (linking_is_ours(linking, object))
                aws_hook_read(fields, object->body, &set->group);
        } else if (object->kind == OBJECT_WARM_POOL && linking_is_ours(linking, object)) {
            if (set->warm_pool.present)
                field_refuse(fields, object->body, NULL,
                             "the group's warm pool stands twice, first in %s:%zu",
                             field_quote(fields, set->warm_pool.origin.file),
                             set->warm_pool.origin.line);
            aws_warm_pool_read(fields, object->body, &set->warm_pool);
        }
    }
}

static void read_policies(struct linking *linking, struct sources *sources)
{
    struct policy_set *set = linking->set;
    const struct raw_objects *objects = linking->objects;
    for (size_t i = 0; i < objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &objects->object[i];
        if (object->kind != OBJECT_POLICY || !linking_is_ours(linking, object))
            continue;
        struct scaling_policy *policy = &set->policy[set->policies];
        aws_policy_read(linking_fields(linking, object), object->body, object->platform, policy);
        const char *name = reference_name(object->name);
        policy->name = arena_strdup(&set->arena, name);
        if (object->arn != NULL)
            policy->arn = arena_strdup(&set->arena, object->arn);
        for (size_t j = 0; j < set->policies; j++) {
            if (strcmp(set->policy[j].name, policy->name) == 0)
                linking_refuse_twice(linking, object, "policy", policy->name,
                                     &set->policy[j].origin);
        }
        sources->policy[set->policies++] = object;
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
static bool speaks_of_group(const struct linking *linking, const struct raw_object *alarm)
{
    const char *name = linking->set->group.name;
    for (size_t i = 0; i < linking->objects->count; i++) {
        const struct raw_object *other = &linking->objects->object[i];
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
static bool is_our_alarm(const struct linking *linking, const struct sources *sources,
                         const struct raw_object *alarm)
{
    bool managed = false;
    for (size_t i = 0; i < linking->set->policies; i++) {
        if (!acts_on(alarm, sources->policy[i]))
            continue;
        if (linking->set->policy[i].kind != POLICY_TARGET)
            return true;
        managed = true;
    }
    return !managed && speaks_of_group(linking, alarm);
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

static void read_alarms(struct linking *linking, struct sources *sources)
{
    struct policy_set *set = linking->set;
    for (size_t i = 0; i < linking->objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        if (object->kind != OBJECT_ALARM)
            continue;
        if (!is_our_alarm(linking, sources, object)) {
            notes_add(
                linking->fields.notes, NOTE_DETAIL, "other alarms",
                "%s: alarms that act on no step or simple policy of the group are passed over",
                field_quote(&linking->fields, object->file));
            continue;
        }
        struct policy_alarm *alarm = &set->alarm[set->alarms];
        aws_alarm_read(linking_fields(linking, object), object->body, alarm);
        alarm->name = arena_strdup(&set->arena, reference_name(object->name));
        copy_actions(set, object, alarm);
        for (size_t j = 0; j < set->alarms; j++) {
            if (strcmp(set->alarm[j].name, alarm->name) == 0)
                linking_refuse_twice(linking, object, "alarm", alarm->name, &set->alarm[j].origin);
        }
        sources->alarm[set->alarms++] = object;
    }
}

static void link_alarms(struct linking *linking, const struct sources *sources)
{
    struct policy_set *set = linking->set;
    for (size_t i = 0; i < set->policies; i++) {
        struct scaling_policy *policy = &set->policy[i];
        if (policy->kind == POLICY_TARGET || policy->kind == POLICY_PREDICTIVE)
            continue;
        policy->alarm = arena_alloc(&set->arena, (set->alarms + 1) * sizeof *policy->alarm);
        for (size_t j = 0; j < set->alarms; j++) {
            if (acts_on(sources->alarm[j], sources->policy[i]))
                policy->alarm[policy->alarms++] = j;
        }
    }
}

static void read_scheduled(struct linking *linking)
{
    struct policy_set *set = linking->set;
    for (size_t i = 0; i < linking->objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        if (object->kind != OBJECT_SCHEDULED || !linking_is_ours(linking, object))
            continue;
        struct scheduled_action *action = &set->scheduled[set->scheduled_count];
        aws_scheduled_read(linking_fields(linking, object), object->body, object->platform, action);
        if (action->name == NULL)
            action->name = arena_strdup(&set->arena, reference_name(object->name));
        for (size_t j = 0; j < set->scheduled_count; j++) {
            if (strcmp(set->scheduled[j].name, action->name) == 0)
                linking_refuse_twice(linking, object, "scheduled action", action->name,
                                     &set->scheduled[j].origin);
        }
        set->scheduled_count++;
    }
}

int aws_link(struct linking *linking)
{
    struct policy_set *set = linking->set;
    struct sources sources;
    size_t room = linking->objects->count + 1;
    set->policy = arena_alloc(&set->arena, room * sizeof *set->policy);
    set->alarm = arena_alloc(&set->arena, room * sizeof *set->alarm);
    set->scheduled = arena_alloc(&set->arena, room * sizeof *set->scheduled);
    sources.policy = mem_alloc(room, sizeof *sources.policy);
    sources.alarm = mem_alloc(room, sizeof *sources.alarm);
    read_group(linking);
    read_target_groups(linking);
    read_additions(linking);
    read_policies(linking, &sources);
    read_alarms(linking, &sources);
    link_alarms(linking, &sources);
    read_scheduled(linking);
    free(sources.policy);
    free(sources.alarm);
    if (linking->fields.failed)
        return -1;
    if (set->policies == 0 && set->scheduled_count == 0)
        return err_at(
            linking->fields.err, linking->file, 0, NULL,
            "no scaling policy of the group %s in it; give the file with the policies too "
            "(aws autoscaling describe-policies)",
            set->group.name == NULL ? "(no name)" : field_quote(&linking->fields, set->group.name));
    return 0;
}
