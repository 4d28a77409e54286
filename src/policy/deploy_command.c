#include "base/ascii.h"
#include "policy/aws_object.h"
#include "policy/policy_write.h"

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
    const char *group, *group_filter, *policy, *scheduled, *scheduled_filter;
};

static const struct commands ec2_commands = {
    .group = "autoscaling update-auto-scaling-group",
    .group_filter = ".AutoScalingGroups[0] | del(.WarmPoolConfiguration)",
    .policy = "autoscaling put-scaling-policy",
    .scheduled = "autoscaling put-scheduled-update-group-action",
    .scheduled_filter = "ScheduledUpdateGroupActions",
};

static const struct commands application_commands = {
    .group = "application-autoscaling register-scalable-target",
    .group_filter = ".ScalableTargets[0]",
    .policy = "application-autoscaling put-scaling-policy",
    .scheduled = "application-autoscaling put-scheduled-action",
    .scheduled_filter = "ScheduledActions",
};

static void append_group(const struct policy_set *set, const struct commands *commands,
                         const char *path, struct str *out)
{
    if (aws_object_has_group(set)) {
        append_put(out, commands->group, commands->group_filter, path);
        str_append_char(out, '\n');
    }
    if (set->warm_pool.present) {
        append_put(out, "autoscaling put-warm-pool",
                   ".AutoScalingGroups[0] | {AutoScalingGroupName} + .WarmPoolConfiguration", path);
        str_append_char(out, '\n');
    }
    int hooks = !isnan(set->group.launch_hook_s) + !isnan(set->group.terminate_hook_s);
    for (int i = 0; i < hooks; i++) {
        struct str filter = {0};
        str_appendf(&filter, ".LifecycleHooks[%d]", i);
        append_put(out, "autoscaling put-lifecycle-hook", str_text(&filter), path);
        str_append_char(out, '\n');
        str_release(&filter);
    }
}

/// An alarm with the ARNs of its policies, which their put commands gave.
static void append_alarm(const struct policy_set *set, size_t alarm, const char *path,
                         struct str *out)
{
    struct str filter = {0};
    str_appendf(&filter, ".MetricAlarms[%zu]", alarm);
    append_put(out, "cloudwatch put-metric-alarm", str_text(&filter), path);
    str_release(&filter);
    bool acts = false;
    for (size_t i = 0; i < set->policies; i++) {
        if (!aws_object_acts_on(&set->policy[i], alarm))
            continue;
        str_appendf(out, "%s \"$policy_%zu\"", acts ? "" : " --alarm-actions", i + 1);
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

static void append_aws(const struct policy_set *set, const char *path, struct str *out)
{
    const struct commands *commands =
        set->platform == PLATFORM_APPLICATION ? &application_commands : &ec2_commands;
    if (policy_is_single(set)) {
        str_appendf(out, "aws %s --cli-input-json ",
                    set->policies == 1 ? commands->policy : commands->scheduled);
        struct str url = {0};
        str_appendf(&url, "file://%s", path);
        append_quoted(out, str_text(&url));
        str_append_char(out, '\n');
        str_release(&url);
        return;
    }
    append_group(set, commands, path, out);
    struct str filter = {0};
    for (size_t i = 0; i < set->policies; i++) {
        str_clear(&filter);
        str_appendf(&filter, ".ScalingPolicies[%zu] | del(.PolicyARN)", i);
        if (set->policy[i].alarms > 0)
            str_appendf(out, "policy_%zu=$(", i + 1);
        append_put(out, commands->policy, str_text(&filter), path);
        str_append(out, set->policy[i].alarms > 0 ? " --query PolicyARN --output text)\n" : "\n");
    }
    for (size_t i = 0; i < set->alarms; i++)
        append_alarm(set, i, path, out);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        str_clear(&filter);
        str_appendf(&filter, ".%s[%zu]", commands->scheduled_filter, i);
        append_put(out, commands->scheduled, str_text(&filter), path);
        str_append_char(out, '\n');
    }
    str_release(&filter);
}

int policy_deploy_command(const struct policy_set *set, enum policy_format format, const char *path,
                          struct str *out, struct err *err)
{
    if (path[0] == '\0' || strcmp(path, "-") == 0)
        return err_set(err, ERR_USAGE, "commands need a file to deploy from; -o FILE writes it");
    // A path that begins with a dash would be read as an option.
    struct str file = {0};
    str_appendf(&file, "%s%s", path[0] == '-' ? "./" : "", path);
    switch (format) {
    case POLICY_FORMAT_AWS:
        append_aws(set, str_text(&file), out);
        break;
    case POLICY_FORMAT_CLOUDFORMATION:
        str_append(out, "aws cloudformation deploy --template-file ");
        append_quoted(out, str_text(&file));
        str_append(out, " --stack-name ");
        append_quoted(out, set->group.name == NULL ? "scaling" : set->group.name);
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
