#include "base/memory.h"
#include "policy/aws/aws_object.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/write_aws.h"
#include "policy/core/write_json.h"

#include <stdlib.h>
#include <string.h>

/// A template under way.
struct template_writer {
    const struct policy_set *set;
    json_t *resources;
    json_t *groups;       ///< of EC2, as metadata
    const char *group_id; ///< logical name of a scalable target; NULL: it is not in the template
};

/// Adds a resource under a logical name made of `name`; returns that name, which lives as long as
/// the template.
static const char *put_resource(struct template_writer *writer, const char *name, const char *type,
                                json_t *properties)
{
    struct str id = {0};
    write_logical_name(name, '\0', writer->resources, &id);
    json_t *resource = json_object();
    json_object_set_new(resource, "Type", json_string(type));
    json_object_set_new(resource, "Properties", properties);
    json_object_set_new(writer->resources, str_text(&id), resource);
    void *entry = json_object_iter_at(writer->resources, str_text(&id));
    str_release(&id);
    return json_object_iter_key(entry);
}

/// Points to a scalable target by reference where it is in the template.
static void refer_to_group(const struct template_writer *writer, json_t *properties)
{
    if (writer->group_id == NULL)
        return;
    json_object_del(properties, "ServiceNamespace");
    json_object_del(properties, "ResourceId");
    json_object_del(properties, "ScalableDimension");
    json_object_set_new(properties, "ScalingTargetId", json_pack("{s:s}", "Ref", writer->group_id));
}

/// The scheduled actions of a scalable target stand in it.
static json_t *target_schedule(const struct policy_set *set)
{
    json_t *list = json_array();
    for (size_t i = 0; i < set->scheduled_count; i++) {
        json_t *action = aws_object_scheduled(set, &set->scheduled[i]);
        json_object_del(action, "ServiceNamespace");
        json_object_del(action, "ResourceId");
        json_object_del(action, "ScalableDimension");
        json_array_append_new(list, action);
    }
    return list;
}

/// A scalable target is whole. An Auto Scaling group is not without its launch template and
/// subnets, and is mostly there already: the template names it, and keeps its sizes as metadata.
static void put_group(struct template_writer *writer, struct notes *notes)
{
    const struct policy_set *set = writer->set;
    bool application = set->platform == &platform_application;
    if (!aws_object_has_group(set) && !(application && set->scheduled_count > 0))
        return;
    json_t *group = aws_object_group(set);
    if (!application) {
        json_array_append_new(writer->groups, group);
        notes_add(notes, NOTE_INFO, "group of template",
                  "the template names the group %s, which has to be there: its sizes and times "
                  "are in AutoScalingGroups of the template's Metadata, for aws autoscaling "
                  "update-auto-scaling-group",
                  set->group.name);
        return;
    }
    if (set->scheduled_count > 0)
        json_object_set_new(group, "ScheduledActions", target_schedule(set));
    writer->group_id =
        put_resource(writer, set->group.name, "AWS::ApplicationAutoScaling::ScalableTarget", group);
}

static void put_additions(struct template_writer *writer)
{
    const struct policy_set *set = writer->set;
    if (set->warm_pool.present) {
        json_t *pool = aws_object_warm_pool(&set->warm_pool);
        object_put_text(pool, "AutoScalingGroupName", set->group.name);
        refer_to_group(writer, pool);
        put_resource(writer, "warm-pool", "AWS::AutoScaling::WarmPool", pool);
    }
    for (int launching = 1; launching >= 0; launching--) {
        json_t *hook = aws_object_hook(set, launching == 1);
        if (hook == NULL)
            continue;
        refer_to_group(writer, hook);
        put_resource(writer, launching == 1 ? "launching-hook" : "terminating-hook",
                     "AWS::AutoScaling::LifecycleHook", hook);
    }
}

static void put_alarm(struct template_writer *writer, size_t alarm, const char *const *policy_id)
{
    const struct policy_set *set = writer->set;
    json_t *properties = aws_object_alarm(&set->alarm[alarm]);
    json_t *actions = json_array();
    for (size_t i = 0; i < set->policies; i++) {
        if (aws_object_acts_on(&set->policy[i], alarm) && policy_id[i] != NULL)
            json_array_append_new(actions, json_pack("{s:s}", "Ref", policy_id[i]));
    }
    aws_object_add_other_actions(actions, set, alarm);
    json_object_set_new(properties, "AlarmActions", actions);
    put_resource(writer, set->alarm[alarm].name, "AWS::CloudWatch::Alarm", properties);
}

static void put_policies(struct template_writer *writer, const char **policy_id,
                         struct notes *notes)
{
    const struct policy_set *set = writer->set;
    bool application = set->platform == &platform_application;
    for (size_t i = 0; i < set->policies; i++) {
        json_t *properties = aws_object_policy(set, &set->policy[i]);
        refer_to_group(writer, properties);
        // A policy of EC2 is named by CloudFormation, after its logical name; all are enabled.
        if (!application) {
            json_object_del(properties, "PolicyName");
            json_object_del(properties, "Enabled");
        }
        if (!set->policy[i].enabled)
            notes_add(notes, NOTE_WARNING, "disabled policy",
                      "CloudFormation cannot disable the policy %s: it is left out of the output",
                      set->policy[i].name);
        if (set->policy[i].enabled)
            policy_id[i] = put_resource(writer, set->policy[i].name,
                                        application ? "AWS::ApplicationAutoScaling::ScalingPolicy"
                                                    : "AWS::AutoScaling::ScalingPolicy",
                                        properties);
        else
            json_decref(properties);
    }
}

static void put_set(struct template_writer *writer, const struct policy_set *set,
                    struct notes *notes)
{
    bool application = set->platform == &platform_application;
    const char **policy_id = mem_alloc(set->policies, sizeof *policy_id);
    writer->set = set;
    writer->group_id = NULL;
    put_group(writer, notes);
    put_additions(writer);
    put_policies(writer, policy_id, notes);
    for (size_t i = 0; i < set->alarms; i++)
        put_alarm(writer, i, policy_id);
    for (size_t i = 0; i < set->scheduled_count && !application; i++) {
        json_t *properties = aws_object_scheduled(set, &set->scheduled[i]);
        refer_to_group(writer, properties);
        json_object_del(properties, "ScheduledActionName");
        put_resource(writer, set->scheduled[i].name, "AWS::AutoScaling::ScheduledAction",
                     properties);
    }
    free(policy_id);
}

void write_cloudformation(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    aws_note_blanks(sets, notes);
    struct template_writer writer = {.resources = json_object(), .groups = json_array()};
    for (size_t i = 0; i < sets->count; i++)
        put_set(&writer, sets->set[i], notes);
    json_t *template = json_pack("{s:s}", "AWSTemplateFormatVersion", "2010-09-09");
    if (json_array_size(writer.groups) > 0)
        json_object_set_new(template, "Metadata",
                            json_pack("{s:O}", "AutoScalingGroups", writer.groups));
    json_decref(writer.groups);
    json_object_set_new(template, "Resources", writer.resources);
    write_json(template, out);
}
