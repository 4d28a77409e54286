// What a platform gets to fill the set of one group from.
#ifndef HEADROOM_POLICY_CORE_LINK_OBJECTS_H
#define HEADROOM_POLICY_CORE_LINK_OBJECTS_H

#include "policy/core/group_choice.h"

/// All raw objects, the group that was chosen, and its set.
struct linking {
    const struct raw_objects *objects;
    const char *file;
    const struct known_group *chosen;
    bool only; ///< there is no other group
    struct policy_set *set;
    struct fields fields;
};

/// Whether an object is of the chosen group.
bool linking_is_ours(const struct linking *linking, const struct raw_object *object);

/// The fields, pointed at an object's file.
struct fields *linking_fields(struct linking *linking, const struct raw_object *object);

/// Refuses an object of a name that another one has: "the policy NAME stands twice, ...".
void linking_refuse_twice(struct linking *linking, const struct raw_object *object,
                          const char *what, const char *name, const struct policy_origin *first);

#endif
