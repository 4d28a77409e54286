// A schedule for Azure: profiles of an autoscale setting, each of which holds its capacity until
// the next begins.
#ifndef HEADROOM_ADVISE_SCHEDULE_PROFILES_H
#define HEADROOM_ADVISE_SCHEDULE_PROFILES_H

#include "advise/scaling_schedule.h"

/// Makes the autoscale setting of a VM scale set that holds what the schedule's actions set: each
/// change of the week is a weekly profile, and each event one of a fixed date, which comes before
/// them and does not come back. Minimum, maximum and default of a profile are its level, as there
/// are no rules on a metric. Errors: more profiles than a setting takes, a time zone that Windows
/// has no name for. To be released with policy_set_release after success.
int schedule_profiles_make(const struct schedule_question *question,
                           const struct scaling_schedule *schedule, struct policy_set *set,
                           struct notes *notes, struct err *err);

#endif
