// Step scaling for Azure: the rules of an autoscale setting.
#ifndef HEADROOM_ADVISE_STEP_PROFILE_H
#define HEADROOM_ADVISE_STEP_PROFILE_H

#include "policy/core/policy.h"

/// Makes the autoscale setting of a VM scale set of a group's step scaling policies on CPU: each
/// step that adds is a rule of its own, of which the largest change wins (Azure Monitor,
/// "Understand autoscale settings"); of the steps that remove the nearest to the threshold alone,
/// as all rules that scale in must agree, by a count that the minimum allows. A rule looks at 5
/// minutes at least and rests as long as it looks. To be released with policy_set_release.
void step_profile_make(const struct policy_set *steps, struct policy_set *set);

#endif
