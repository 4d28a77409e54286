#include "answer/emit_policy.h"

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
    str_appendf(&text, "%s --emit %s -o %s%s\n", invocation_command_line(invocation),
                emitted[format].word, emitted[format].file,
                invocation->is_piped ? " <input.csv  # a file with what was piped in" : "");
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
