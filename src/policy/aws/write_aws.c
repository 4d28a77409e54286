#include "policy/aws/write_aws.h"

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

void aws_note_blanks(const struct policy_sets *sets, struct notes *notes)
{
    for (size_t i = 0; i < sets->count; i++)
        note_blanks(sets->set[i], notes);
}

bool aws_is_single(const struct policy_set *set)
{
    size_t parts = set->policies + set->alarms + set->scheduled_count +
                   (aws_object_has_group(set) ? 1 : 0) + (set->warm_pool.present ? 1 : 0) +
                   (isnan(set->group.launch_hook_s) ? 0 : 1) +
                   (isnan(set->group.terminate_hook_s) ? 0 : 1);
    return parts == 1 && (set->policies == 1 || set->scheduled_count == 1);
}
