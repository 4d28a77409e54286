// Whether two sets say the same, whatever they were read from.
#ifndef HEADROOM_POLICY_CORE_COMPARE_H
#define HEADROOM_POLICY_CORE_COMPARE_H

#include "base/str.h"
#include "policy/core/policy.h"

#include <stdbool.h>

/// A setting that differs: "policy cpu-60: target", from "60" to "50".
struct policy_difference {
    const char *setting;
    const char *before, *after;
};

/// Zero-initialise; release with policy_differences_release.
struct policy_differences {
    struct arena arena; ///< of all texts
    struct policy_difference *item;
    size_t count, capacity;
};

/// Compares everything that decides about scaling: not where it stood, not ARNs, not what the files
/// say of the instances around it (zones, draining, the present size of what Kubernetes scales).
/// Names are compared by their letters and digits, as logical names of CloudFormation have no
/// others; the order of policies, alarms and actions does not matter. All that differs is added to
/// `found`.
void policy_set_differences(const struct policy_set *a, const struct policy_set *b,
                            struct policy_differences *found);

void policy_differences_release(struct policy_differences *found);

/// Whether two names have the same letters and digits, their case aside.
bool policy_same_name(const char *a, const char *b);

#endif
