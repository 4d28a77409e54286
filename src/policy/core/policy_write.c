#include "policy/core/policy_write.h"

#include "base/ascii.h"
#include "policy/aws/aws_object.h"

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

static int check_set(const struct policy_set *set, enum policy_format format, struct err *err)
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
    char quoted[128];
    if (kubernetes && !policy_is_object_name(set->group.name))
        return err_set(err, ERR_USAGE,
                       "\"%s\" is no name for Kubernetes: small letters, digits and dashes, such "
                       "as web-shop; --group NAME gives it",
                       err_quote(quoted, sizeof quoted, set->group.name, strlen(set->group.name)));
    return 0;
}

int policy_sets_write(const struct policy_sets *sets, enum policy_format format, struct str *out,
                      struct notes *notes, struct err *err)
{
    for (size_t i = 0; i < sets->count; i++)
        if (check_set(sets->set[i], format, err) != 0)
            return -1;
    for (size_t i = 0; i < sets->count && format != POLICY_FORMAT_HPA; i++)
        note_blanks(sets->set[i], notes);
    switch (format) {
    case POLICY_FORMAT_AWS:
        write_aws_cli(sets, out);
        break;
    case POLICY_FORMAT_CLOUDFORMATION:
        write_cloudformation(sets, out, notes);
        break;
    case POLICY_FORMAT_TERRAFORM:
        write_terraform(sets, out, notes);
        break;
    case POLICY_FORMAT_HPA:
        write_kubernetes(sets, out);
        break;
    }
    return 0;
}

int policy_write(const struct policy_set *set, enum policy_format format, struct str *out,
                 struct notes *notes, struct err *err)
{
    return policy_sets_write(&(struct policy_sets){&set, 1}, format, out, notes, err);
}
