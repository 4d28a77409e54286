#include "base/ascii.h"
#include "policy/aws/aws_object.h"
#include "policy/core/policy_write.h"

#include <math.h>
#include <string.h>

/// A word of a shell's command line: as it is, or in single quotes.
static void append_quoted(struct str *out, const char *text)
{
    bool plain = text[0] != '\0';
    for (const char *at = text; *at != '\0' && plain; at++)
        plain = ascii_is_letter(*at) || ascii_is_digit(*at) || strchr("-_./:=@%+,", *at) != NULL;
    if (plain) {
        str_append(out, text);
        return;
    }
    str_append_char(out, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            str_append(out, "'\\''");
        else
            str_append_char(out, *at);
    }
    str_append_char(out, '\'');
}

/// "SERVICE COMMAND --cli-input-json" with what the filter takes out of the file.
static void append_put(struct str *out, const char *command, const char *filter, const char *path)
{
    str_appendf(out, "aws %s --cli-input-json \"$(jq '%s' ", command, filter);
    append_quoted(out, path);
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
    int hooks = !isnan(set->group.launch_hook_s) + !isnan(set->group.terminate_hook_s);
    for (int i = 0; i < hooks; i++) {
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
        append_quoted(out, json_string_value(json_array_get(others, i)));
    }
    json_decref(others);
    str_append_char(out, '\n');
}

static const struct commands *commands_of(const struct policy_set *set)
{
    return set->platform == PLATFORM_APPLICATION ? &application_commands : &ec2_commands;
}

/// The one object of a file, which its command takes as it is.
static void append_single(const struct policy_set *set, const char *path, struct str *out)
{
    const struct commands *commands = commands_of(set);
    struct str url = {0};
    str_appendf(&url, "file://%s", path);
    str_appendf(out, "aws %s --cli-input-json ",
                set->policies == 1 ? commands->policy : commands->scheduled);
    append_quoted(out, str_text(&url));
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

static void append_aws(const struct policy_sets *sets, const char *path, struct str *out)
{
    struct places places = {0};
    if (sets->count == 1 && policy_is_single(sets->set[0])) {
        append_single(sets->set[0], path, out);
        return;
    }
    for (size_t i = 0; i < sets->count; i++)
        append_set(sets->set[i], path, &places, out);
}

int policy_sets_deploy_command(const struct policy_sets *sets, enum policy_format format,
                               const char *path, struct str *out, struct err *err)
{
    if (path[0] == '\0' || strcmp(path, "-") == 0)
        return err_set(err, ERR_USAGE, "commands need a file to deploy from; -o FILE writes it");
    const char *group = sets->count == 1 ? sets->set[0]->group.name : NULL;
    // A path that begins with a dash would be read as an option.
    struct str file = {0};
    str_appendf(&file, "%s%s", path[0] == '-' ? "./" : "", path);
    switch (format) {
    case POLICY_FORMAT_AWS:
        append_aws(sets, str_text(&file), out);
        break;
    case POLICY_FORMAT_CLOUDFORMATION:
        str_append(out, "aws cloudformation deploy --template-file ");
        append_quoted(out, str_text(&file));
        str_append(out, " --stack-name ");
        append_quoted(out, group == NULL ? "scaling" : group);
        str_append_char(out, '\n');
        break;
    case POLICY_FORMAT_TERRAFORM:
        str_append(out, "terraform plan -out=scaling.tfplan\nterraform apply scaling.tfplan\n");
        break;
    case POLICY_FORMAT_HPA:
        str_append(out, "kubectl apply -f ");
        append_quoted(out, str_text(&file));
        str_append_char(out, '\n');
        break;
    }
    str_release(&file);
    return 0;
}

int policy_deploy_command(const struct policy_set *set, enum policy_format format, const char *path,
                          struct str *out, struct err *err)
{
    return policy_sets_deploy_command(&(struct policy_sets){&set, 1}, format, path, out, err);
}
