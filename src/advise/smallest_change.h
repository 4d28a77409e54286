// The smallest single change of a policy with which it would have passed.
#ifndef HEADROOM_ADVISE_SMALLEST_CHANGE_H
#define HEADROOM_ADVISE_SMALLEST_CHANGE_H

#include "advise/policy_change.h"

#include <stdbool.h>

/// Tries a policy: whether it passes, and what it costs in instance-hours. Called from several
/// threads at once, each with its own `worker`.
typedef bool change_trial(void *context, size_t worker, const struct policy_set *set,
                          double *instance_hours);

/// A change that passes with so many steps.
struct passing_change {
    struct policy_change change;
    int steps;
    double instance_hours;
};

struct smallest_changes {
    struct passing_change item[POLICY_CHANGES_MAX]; ///< the cheapest first
    size_t count;
    size_t tried; ///< things that could be changed
};

/// For everything that can be changed finds the fewest steps that pass: by doubling, then by
/// halving the gap, so that a single stretch of failing beyond passing ones may be missed. Workers
/// are numbered as what can be changed, below POLICY_CHANGES_MAX.
void smallest_changes_find(const struct policy_set *set, change_trial *trial, void *context,
                           size_t threads, struct smallest_changes *found);

#endif
