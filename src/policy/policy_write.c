#include "policy/policy_write.h"

#include "policy/aws_object.h"

#include <math.h>
#include <string.h>

/// What a reader of the deployed file would miss, as it came from another resource.
static void note_blank(const struct scaling_metric *metric, const char *of, struct notes *notes)
{
    bool blank = metric->predefined && metric->label != NULL && metric->label[0] == '\0';
    for (size_t i = 0; i < metric->dimensions; i++)
        blank = blank || metric->dimension[i].value[0] == '\0';
    if (!blank)
        return;
    char quoted[256];
    notes_add(
        notes, NOTE_WARNING, of,
        "%s: the resource label or dimension of its metric comes from another resource and is "
        "empty in the output: fill it in",
        err_quote(quoted, sizeof quoted, of, strlen(of)));
}

static void note_blanks(const struct policy_set *set, struct notes *notes)
{
    for (size_t i = 0; i < set->policies; i++)
        note_blank(&set->policy[i].metric, set->policy[i].name, notes);
    for (size_t i = 0; i < set->alarms; i++)
        note_blank(&set->alarm[i].metric, set->alarm[i].name, notes);
}

bool policy_is_single(const struct policy_set *set)
{
    size_t parts = set->policies + set->alarms + set->scheduled_count +
                   (aws_object_has_group(set) ? 1 : 0) + (set->warm_pool.present ? 1 : 0) +
                   (isnan(set->group.launch_hook_s) ? 0 : 1) +
                   (isnan(set->group.terminate_hook_s) ? 0 : 1);
    return parts == 1 && (set->policies == 1 || set->scheduled_count == 1);
}

int policy_write(const struct policy_set *set, enum policy_format format, struct str *out,
                 struct notes *notes, struct err *err)
{
    bool kubernetes = set->platform == PLATFORM_HPA || set->platform == PLATFORM_KEDA;
    if (kubernetes != (format == POLICY_FORMAT_HPA))
        return err_set(err, ERR_USAGE, "%s",
                       kubernetes
                           ? "an autoscaler of Kubernetes cannot be written for AWS; --emit "
                             "hpa is its format"
                           : "a policy of AWS cannot be written as a manifest of Kubernetes; "
                             "--emit aws, cloudformation and terraform are its formats");
    if (set->group.name == NULL)
        return err_set(err, ERR_USAGE,
                       "the group that the policy is for has no name; --group NAME gives it");
    switch (format) {
    case POLICY_FORMAT_AWS:
        note_blanks(set, notes);
        write_aws_cli(set, out);
        break;
    case POLICY_FORMAT_CLOUDFORMATION:
        note_blanks(set, notes);
        write_cloudformation(set, out, notes);
        break;
    case POLICY_FORMAT_TERRAFORM:
        note_blanks(set, notes);
        write_terraform(set, out, notes);
        break;
    case POLICY_FORMAT_HPA:
        write_kubernetes(set, out);
        break;
    }
    return 0;
}
