#include "policy/part.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

void parts_add(struct parts *parts, const struct part *part)
{
    VEC_PUSH(parts->part, parts->count, parts->capacity, *part);
}

void parts_release(struct parts *parts)
{
    free(parts->part);
    arena_release(&parts->arena);
    *parts = (struct parts){0};
}

const char *part_text(const struct node *body, const char *key)
{
    const struct node *value = node_get(body, key);
    return value == NULL || value->kind != NODE_TEXT || value->text[0] == '\0' ? NULL : value->text;
}

/// Between file and name: no file's name and no name of AWS's holds it.
static const char mark = '\x1f';

const char *local_reference(struct arena *arena, const char *file, const char *name)
{
    return arena_printf(arena, "%s%c%s", file, mark, name);
}

const char *reference_name(const char *reference)
{
    if (reference == NULL)
        return "(no name)";
    const char *at = strrchr(reference, mark);
    return at == NULL ? reference : at + 1;
}

/// arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:ID:autoScalingGroupName/GROUP:policyName/NAME
static bool arn_names(const char *arn, const struct part *policy)
{
    static const char name_mark[] = ":policyName/";
    static const char group_mark[] = ":autoScalingGroupName/";
    const char *name = strstr(arn, name_mark);
    if (strncmp(arn, "arn:", 4) != 0 || name == NULL ||
        strcmp(name + sizeof name_mark - 1, policy->name) != 0)
        return false;
    const char *group = strstr(arn, group_mark);
    // A local reference to the group does not say its name.
    if (group == NULL || policy->group == NULL || strchr(policy->group, mark) != NULL)
        return true;
    group += sizeof group_mark - 1;
    size_t length = strlen(policy->group);
    return strncmp(group, policy->group, length) == 0 && group + length == name;
}

bool part_is_policy(const struct part *policy, const char *reference)
{
    if (policy->id != NULL && strcmp(policy->id, reference) == 0)
        return true;
    if (policy->arn != NULL && strncmp(reference, "arn:", 4) == 0)
        return strcmp(policy->arn, reference) == 0;
    return policy->name != NULL &&
           (strcmp(policy->name, reference) == 0 || arn_names(reference, policy));
}
