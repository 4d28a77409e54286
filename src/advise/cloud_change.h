// What policy_change.h does, for what only Google's and Azure's autoscalers have: targets of
// signals, the stabilization period, thresholds and values of rules, limits of profiles.
#ifndef HEADROOM_ADVISE_CLOUD_CHANGE_H
#define HEADROOM_ADVISE_CLOUD_CHANGE_H

#include "advise/policy_change.h"

/// Fills what can be changed in a set of these platforms, `room` at most; returns how many.
size_t cloud_changes_list(const struct policy_set *set, struct policy_change *change, size_t room);

/// A copy of the platform's part of the set with the change made; NULL where there is none. Release
/// with cloud_own_release.
void *cloud_own_changed(const struct policy_set *set, const struct policy_change *change,
                        double to);
void cloud_own_release(const struct policy_set *changed);

/// What the signal or the rule is called.
const char *cloud_change_name(const struct policy_set *set, const struct policy_change *change);

#endif
