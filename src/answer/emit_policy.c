#include "answer/emit_policy.h"

enum policy_format emitted_format(const struct invocation *invocation)
{
    // In the order of the option's words; hpa is an older one for kubernetes.
    static const enum policy_format formats[] = {
        POLICY_FORMAT_AWS, POLICY_FORMAT_CLOUDFORMATION, POLICY_FORMAT_TERRAFORM,
        POLICY_FORMAT_HPA, POLICY_FORMAT_GCLOUD,         POLICY_FORMAT_AZURE,
        POLICY_FORMAT_HPA,
    };
    return formats[option_choice(invocation, OPT_EMIT)];
}

int emit_policies(struct invocation *invocation, const struct policy_sets *sets, struct err *err)
{
    struct str text = {0};
    int status =
        policy_sets_write(sets, emitted_format(invocation), &text, &invocation->notes, err);
    if (status == 0)
        output_text(invocation, str_text(&text));
    str_release(&text);
    return status;
}

int emit_policy(struct invocation *invocation, const struct policy_set *set, struct err *err)
{
    return emit_policies(invocation, &(struct policy_sets){&set, 1}, err);
}

int emit_policies_commands(struct invocation *invocation, const struct policy_sets *sets,
                           enum policy_format format, const char **lines, struct err *err)
{
    static const struct {
        const char *word, *file;
    } emitted[] = {
        [POLICY_FORMAT_AWS] = {"aws", "policy.json"},
        [POLICY_FORMAT_CLOUDFORMATION] = {"cloudformation", "template.json"},
        [POLICY_FORMAT_TERRAFORM] = {"terraform", "policy.tf.json"},
        [POLICY_FORMAT_HPA] = {"hpa", "hpa.yaml"},
        [POLICY_FORMAT_GCLOUD] = {"gcloud", "autoscaling.json"},
        [POLICY_FORMAT_AZURE] = {"azure", "autoscale.json"},
    };
    struct str text = {0};
    str_appendf(&text, "%s --emit %s -o %s\n", invocation_command_line(invocation),
                emitted[format].word, emitted[format].file);
    int status = policy_sets_deploy_command(sets, format, emitted[format].file, &text, err);
    if (status == 0)
        *lines = arena_strdup(&invocation->arena, str_text(&text));
    str_release(&text);
    return status;
}

int emit_commands(struct invocation *invocation, const struct policy_set *set,
                  enum policy_format format, const char **lines, struct err *err)
{
    return emit_policies_commands(invocation, &(struct policy_sets){&set, 1}, format, lines, err);
}
