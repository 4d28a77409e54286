// Policies of one group, read, written and compared in tests.
#ifndef HEADROOM_TESTS_POLICY_CALLS_H
#define HEADROOM_TESTS_POLICY_CALLS_H

#include "policy/core/compare.h"
#include "policy/core/policy_read.h"
#include "policy/core/policy_write.h"

/// Reads files without values for parameters.
static inline int policy_read(const char *const *paths, size_t count, const char *group,
                              struct policy_set *set, struct notes *notes, struct err *err)
{
    return policy_read_filled(paths, count, group, NULL, set, notes, err);
}

static inline int policy_write(const struct policy_set *set, enum policy_format format,
                               struct str *out, struct notes *notes, struct err *err)
{
    return policy_sets_write(&(struct policy_sets){&set, 1}, format, out, notes, err);
}

static inline int policy_deploy_command(const struct policy_set *set, enum policy_format format,
                                        const char *path, struct str *out, struct err *err)
{
    return policy_sets_deploy_command(&(struct policy_sets){&set, 1}, format, path, out, err);
}

/// Whether nothing differs. `difference` (may be NULL) gets the first one that does: "policy
/// cpu-60: target: 60 and 50".
static inline bool policy_set_equal(const struct policy_set *a, const struct policy_set *b,
                                    struct str *difference)
{
    struct policy_differences found = {0};
    policy_set_differences(a, b, &found);
    bool equal = found.count == 0;
    if (!equal && difference != NULL)
        str_appendf(difference, "%s: %s and %s", found.item[0].setting, found.item[0].before,
                    found.item[0].after);
    policy_differences_release(&found);
    return equal;
}

#endif
