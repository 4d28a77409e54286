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

bool part_is_policy(const struct part *policy, const char *reference)
{
    if (policy->id != NULL && strcmp(policy->id, reference) == 0)
        return true;
    if (policy->name == NULL)
        return false;
    if (strcmp(policy->name, reference) == 0)
        return true;
    // arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:ID:autoScalingGroupName/GROUP:policyName/NAME
    static const char mark[] = ":policyName/";
    const char *named = strstr(reference, mark);
    if (named == NULL || policy->id != NULL || strcmp(named + sizeof mark - 1, policy->name) != 0)
        return false;
    static const char group_mark[] = ":autoScalingGroupName/";
    const char *group = strstr(reference, group_mark);
    if (group == NULL || policy->group == NULL)
        return true;
    group += sizeof group_mark - 1;
    size_t length = (size_t)(named - group);
    return named > group && strlen(policy->group) == length &&
           memcmp(group, policy->group, length) == 0;
}
