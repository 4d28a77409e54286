// The commands that deploy policies of AWS.
#include "base/shell_word.h"
#include "policy/aws/aws_object.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/write_aws.h"

#include <math.h>

/// "SERVICE COMMAND --cli-input-json" with what the filter takes out of the file.
static void append_put(struct str *out, const char *command, const char *filter, const char *path)
{
    str_appendf(out, "aws %s --cli-input-json \"$(jq '%s' ", command, filter);
    append_shell_word(out, path);
    str_append(out, ")\"");
}

/// The service and commands of a platform.
struct commands {
    const char *group, *group_list, *group_filter, *policy, *scheduled, *scheduled_list;
};

static const struct commands ec2_commands = {
    .group = "autoscaling update-auto-scaling-group",
    .group_list = "AutoScalingGroups",
    .group_filter = " | del(.WarmPoolConfiguration)",
    .policy = "autoscaling put-scaling-policy",
    .scheduled = "autoscaling put-scheduled-update-group-action",
    .scheduled_list = "ScheduledUpdateGroupActions",
};

static const struct commands application_commands = {
    .group = "application-autoscaling register-scalable-target",
    .group_list = "ScalableTargets",
    .group_filter = "",
    .policy = "application-autoscaling put-scaling-policy",
    .scheduled = "application-autoscaling put-scheduled-action",
    .scheduled_list = "ScheduledActions",
};

/// Where the lists of a file go on: entries of the groups before.
struct places {
    size_t group, hook, policy, alarm, scheduled;
};

/// A put command with the entry at a place of a list, and what the filter makes of it.
static void append_entry(struct str *out, const char *command, const char *list, size_t place,
                         const char *filter, const char *path)
{
    struct str entry = {0};
    str_appendf(&entry, ".%s[%zu]%s", list, place, filter);
    append_put(out, command, str_text(&entry), path);
    str_release(&entry);
}

/// One command for each of `count` entries of a list: by itself, or in one loop over them all.
static void append_list(struct str *out, const char *command, const char *list, size_t count,
                        const char *filter, const char *path)
{
    if (count == 0)
        return;
    if (count == 1) {
        append_entry(out, command, list, 0, filter, path);
        str_append_char(out, '\n');
        return;
    }
    str_appendf(out, "jq -c '.%s[]%s' ", list, filter);
    append_shell_word(out, path);
    str_appendf(
        out, " | while IFS= read -r entry; do aws %s --cli-input-json \"$entry\" || break; done\n",
        command);
}

static int count_hooks(const struct policy_set *set)
{
    return !isnan(set->group.launch_hook_s) + !isnan(set->group.terminate_hook_s);
}

static void append_group(const struct policy_set *set, const struct commands *commands,
                         const char *path, struct places *places, struct str *out)
{
    if (aws_object_has_group(set)) {
        append_entry(out, commands->group, commands->group_list, places->group,
                     commands->group_filter, path);
        str_append_char(out, '\n');
    }
    if (set->warm_pool.present) {
        append_entry(out, "autoscaling put-warm-pool", commands->group_list, places->group,
                     " | {AutoScalingGroupName} + .WarmPoolConfiguration", path);
        str_append_char(out, '\n');
    }
    if (aws_object_has_group(set) || set->warm_pool.present)
        places->group++;
    for (int i = 0; i < count_hooks(set); i++) {
        append_entry(out, "autoscaling put-lifecycle-hook", "LifecycleHooks", places->hook++, "",
                     path);
        str_append_char(out, '\n');
    }
}

/// An alarm with the ARNs of its policies, which their put commands gave.
static void append_alarm(const struct policy_set *set, size_t alarm, const char *path,
                         const struct places *places, struct str *out)
{
    append_entry(out, "cloudwatch put-metric-alarm", "MetricAlarms", places->alarm + alarm, "",
                 path);
    bool acts = false;
    for (size_t i = 0; i < set->policies; i++) {
        if (!aws_object_acts_on(&set->policy[i], alarm))
            continue;
        str_appendf(out, "%s \"$policy_%zu\"", acts ? "" : " --alarm-actions",
                    places->policy + i + 1);
        acts = true;
    }
    // The option replaces all actions of the file, topics among them.
    json_t *others = json_array();
    aws_object_add_other_actions(others, set, alarm);
    for (size_t i = 0; i < json_array_size(others) && acts; i++) {
        str_append_char(out, ' ');
        append_shell_word(out, json_string_value(json_array_get(others, i)));
    }
    json_decref(others);
    str_append_char(out, '\n');
}

static const struct commands *commands_of(const struct policy_set *set)
{
    return set->platform == &platform_application ? &application_commands : &ec2_commands;
}

/// The one object of a file, which its command takes as it is.
static void append_single(const struct policy_set *set, const char *path, struct str *out)
{
    const struct commands *commands = commands_of(set);
    struct str url = {0};
    str_appendf(&url, "file://%s", path);
    str_appendf(out, "aws %s --cli-input-json ",
                set->policies == 1 ? commands->policy : commands->scheduled);
    append_shell_word(out, str_text(&url));
    str_append_char(out, '\n');
    str_release(&url);
}

static void append_set(const struct policy_set *set, const char *path, struct places *places,
                       struct str *out)
{
    const struct commands *commands = commands_of(set);
    append_group(set, commands, path, places, out);
    for (size_t i = 0; i < set->policies; i++) {
        if (set->policy[i].alarms > 0)
            str_appendf(out, "policy_%zu=$(", places->policy + i + 1);
        append_entry(out, commands->policy, "ScalingPolicies", places->policy + i,
                     " | del(.PolicyARN)", path);
        str_append(out, set->policy[i].alarms > 0 ? " --query PolicyARN --output text)\n" : "\n");
    }
    for (size_t i = 0; i < set->alarms; i++)
        append_alarm(set, i, path, places, out);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        append_entry(out, commands->scheduled, commands->scheduled_list, places->scheduled + i, "",
                     path);
        str_append_char(out, '\n');
    }
    places->policy += set->policies;
    places->alarm += set->alarms;
    places->scheduled += set->scheduled_count;
}

/// Whether each list of the file can be put by itself: no alarm waits for the ARN of a policy, and
/// no group of several is there for its pool alone.
static bool is_by_list(const struct policy_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++) {
        const struct policy_set *set = sets->set[i];
        bool only_pool = set->warm_pool.present && !aws_object_has_group(set);
        if (set->alarms > 0 || commands_of(set) != commands_of(sets->set[0]) ||
            (only_pool && sets->count > 1))
            return false;
    }
    return true;
}

static void append_lists(const struct policy_sets *sets, const char *path, struct str *out)
{
    static const char pool_filter[] =
        " | select(.WarmPoolConfiguration) | {AutoScalingGroupName} + .WarmPoolConfiguration";
    const struct commands *commands = commands_of(sets->set[0]);
    size_t groups = 0, described = 0, pools = 0, hooks = 0, policies = 0, scheduled = 0;
    for (size_t i = 0; i < sets->count; i++) {
        const struct policy_set *set = sets->set[i];
        bool has_group = aws_object_has_group(set);
        groups += has_group;
        described += has_group || set->warm_pool.present;
        pools += set->warm_pool.present;
        hooks += (size_t)count_hooks(set);
        policies += set->policies;
        scheduled += set->scheduled_count;
    }
    append_list(out, commands->group, commands->group_list, groups, commands->group_filter, path);
    // Beside groups without a pool, the filter finds the one that has it.
    append_list(out, "autoscaling put-warm-pool", commands->group_list, pools > 0 ? described : 0,
                pool_filter, path);
    append_list(out, "autoscaling put-lifecycle-hook", "LifecycleHooks", hooks, "", path);
    append_list(out, commands->policy, "ScalingPolicies", policies, " | del(.PolicyARN)", path);
    append_list(out, commands->scheduled, commands->scheduled_list, scheduled, "", path);
}

static void append_aws(const struct policy_sets *sets, const char *path, struct str *out)
{
    struct places places = {0};
    if (sets->count == 1 && aws_is_single(sets->set[0])) {
        append_single(sets->set[0], path, out);
        return;
    }
    if (is_by_list(sets)) {
        append_lists(sets, path, out);
        return;
    }
    for (size_t i = 0; i < sets->count; i++)
        append_set(sets->set[i], path, &places, out);
}

/// Gives the groups that a template names the sizes that it keeps of them.
static void append_named_groups(const struct policy_sets *sets, const char *path, struct str *out)
{
    size_t place = 0;
    for (size_t i = 0; i < sets->count; i++) {
        if (sets->set[i]->platform != &platform_ec2 || !aws_object_has_group(sets->set[i]))
            continue;
        append_entry(out, ec2_commands.group, "Metadata.AutoScalingGroups", place++, "", path);
        str_append_char(out, '\n');
    }
}

void aws_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                struct str *out)
{
    const char *group = sets->count == 1 ? sets->set[0]->group.name : NULL;
    if (format == POLICY_FORMAT_AWS) {
        append_aws(sets, path, out);
    } else if (format == POLICY_FORMAT_CLOUDFORMATION) {
        append_named_groups(sets, path, out);
        str_append(out, "aws cloudformation deploy --template-file ");
        append_shell_word(out, path);
        str_append(out, " --stack-name ");
        append_shell_word(out, group == NULL ? "scaling" : group);
        str_append_char(out, '\n');
    } else {
        str_append(out, "terraform plan -out=scaling.tfplan\nterraform apply scaling.tfplan\n");
    }
}
