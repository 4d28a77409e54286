// Which group the objects of all files belong to, and which one is meant.
#ifndef HEADROOM_POLICY_CORE_GROUP_CHOICE_H
#define HEADROOM_POLICY_CORE_GROUP_CHOICE_H

#include "policy/core/fields.h"
#include "policy/core/raw_object.h"

/// A group that the files describe, or only speak of.
struct known_group {
    const char *name, *id;
    const char *scope; ///< namespace of Kubernetes, dimension of Application Auto Scaling; NULL
    const struct platform *platform;
    const struct raw_object *object; ///< NULL: only spoken of
    size_t members;                  ///< policies, actions, pools that are its
};

/// Zero-initialise but for objects, file and fields.notes; release with group_choice_release.
struct group_choice {
    const struct raw_objects *objects;
    const char *file; ///< for messages about all of it
    struct fields fields;
    struct arena arena;
    struct known_group *group;
    size_t groups, capacity;
    const struct known_group *chosen;
};

/// What is said where nothing scales.
extern const char group_none[];

/// Finds all groups.
int group_list(struct group_choice *choice, struct err *err);

/// Whether a group named so, of this scope, is the one; what is not said fits.
bool group_is(const struct known_group *group, const char *reference, const char *scope);

/// Its name for people: "web", with its scope where another group of that name has another one:
/// "blue/web", "table/orders (dynamodb:table:ReadCapacityUnits)".
const char *group_shown(struct group_choice *choice, const struct known_group *group);

/// Finds all groups and sets `chosen`: the one named `wanted` (its name, or as group_shown has it),
/// else the only one, else the only one that has policies. Errors name the groups there are.
int group_choose(struct group_choice *choice, const char *wanted, struct err *err);

void group_choice_release(struct group_choice *choice);

#endif
