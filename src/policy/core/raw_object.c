#include "policy/core/raw_object.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

void raw_objects_add(struct raw_objects *objects, const struct raw_object *object)
{
    VEC_PUSH(objects->object, objects->count, objects->capacity, *object);
}

void raw_objects_release(struct raw_objects *objects)
{
    free(objects->object);
    arena_release(&objects->arena);
    *objects = (struct raw_objects){0};
}

const char *object_text(const struct node *body, const char *key)
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
static bool arn_names(const char *arn, const struct raw_object *policy)
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

bool object_is_policy(const struct raw_object *policy, const char *reference)
{
    if (policy->id != NULL && strcmp(policy->id, reference) == 0)
        return true;
    if (policy->arn != NULL && strncmp(reference, "arn:", 4) == 0)
        return strcmp(policy->arn, reference) == 0;
    return policy->name != NULL &&
           (strcmp(policy->name, reference) == 0 || arn_names(reference, policy));
}
