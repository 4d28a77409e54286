#include "policy/aws/aws_object.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/write_aws.h"
#include "policy/core/write_json.h"

#include <math.h>

/// Adds to the list of this name, which is there once it has an entry; frees `entries`.
static void put_list(json_t *root, const char *key, json_t *entries)
{
    json_t *list = json_object_get(root, key);
    if (json_array_size(entries) == 0 || list != NULL) {
        json_array_extend(list, entries);
        json_decref(entries);
    } else {
        json_object_set_new(root, key, entries);
    }
}

/// The alarm with the policies that it acts on: by ARN where they have one, by name where the ARN
/// is not known before they are put.
static json_t *alarm_object(const struct policy_set *set, size_t alarm)
{
    json_t *object = aws_object_alarm(&set->alarm[alarm]);
    json_t *actions = json_array();
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (aws_object_acts_on(policy, alarm))
            json_array_append_new(actions,
                                  json_string(policy->arn != NULL ? policy->arn : policy->name));
    }
    aws_object_add_other_actions(actions, set, alarm);
    put_list(object, "AlarmActions", actions);
    return object;
}

static void put_group(json_t *root, const struct policy_set *set)
{
    bool application = set->platform == &platform_application;
    if (!aws_object_has_group(set) && !set->warm_pool.present)
        return;
    json_t *group = aws_object_group(set);
    if (set->warm_pool.present)
        json_object_set_new(group, "WarmPoolConfiguration", aws_object_warm_pool(&set->warm_pool));
    json_t *groups = json_array();
    json_array_append_new(groups, group);
    put_list(root, application ? "ScalableTargets" : "AutoScalingGroups", groups);
}

static void put_hooks(json_t *root, const struct policy_set *set)
{
    json_t *hooks = json_array();
    for (int launching = 1; launching >= 0; launching--) {
        json_t *hook = aws_object_hook(set, launching == 1);
        if (hook != NULL)
            json_array_append_new(hooks, hook);
    }
    put_list(root, "LifecycleHooks", hooks);
}

static void put_set(json_t *root, const struct policy_set *set)
{
    json_t *policies = json_array();
    json_t *alarms = json_array();
    json_t *scheduled = json_array();
    put_group(root, set);
    put_hooks(root, set);
    for (size_t i = 0; i < set->policies; i++) {
        json_t *policy = aws_object_policy(set, &set->policy[i]);
        object_put_text(policy, "PolicyARN", set->policy[i].arn);
        json_array_append_new(policies, policy);
    }
    for (size_t i = 0; i < set->alarms; i++)
        json_array_append_new(alarms, alarm_object(set, i));
    for (size_t i = 0; i < set->scheduled_count; i++)
        json_array_append_new(scheduled, aws_object_scheduled(set, &set->scheduled[i]));
    put_list(root, "ScalingPolicies", policies);
    put_list(root, "MetricAlarms", alarms);
    put_list(root,
             set->platform == &platform_application ? "ScheduledActions"
                                                    : "ScheduledUpdateGroupActions",
             scheduled);
}

void write_aws_cli(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    aws_note_blanks(sets, notes);
    const struct policy_set *first = sets->set[0];
    if (sets->count == 1 && aws_is_single(first)) {
        write_json(first->policies == 1 ? aws_object_policy(first, &first->policy[0])
                                        : aws_object_scheduled(first, &first->scheduled[0]),
                   out);
        return;
    }
    json_t *root = json_object();
    for (size_t i = 0; i < sets->count; i++)
        put_set(root, sets->set[i]);
    write_json(root, out);
}
