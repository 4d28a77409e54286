// Which group the objects of all files belong to, and which one is meant.
#ifndef HEADROOM_POLICY_GROUP_CHOICE_H
#define HEADROOM_POLICY_GROUP_CHOICE_H

#include "policy/fields.h"
#include "policy/part.h"

/// A group that the files describe, or only speak of.
struct known_group {
    const char *name, *id;
    enum policy_platform platform;
    const struct part *part; ///< NULL: only spoken of
    size_t members;          ///< policies, actions, pools that are its
};

/// Zero-initialise but for parts, file and fields.notes; release with group_choice_release.
struct group_choice {
    const struct parts *parts;
    const char *file; ///< for messages about all of it
    struct fields fields;
    struct arena arena;
    struct known_group *group;
    size_t groups, capacity;
    const struct known_group *chosen;
};

/// Finds all groups and sets `chosen`: the one named `wanted`, else the only one, else the only one
/// that has policies. Errors name the groups there are.
int group_choose(struct group_choice *choice, const char *wanted, struct err *err);

void group_choice_release(struct group_choice *choice);

#endif
