// A schedule for Kubernetes: cron triggers of KEDA, which hold replicas between two times.
#ifndef HEADROOM_ADVISE_SCHEDULE_TRIGGERS_H
#define HEADROOM_ADVISE_SCHEDULE_TRIGGERS_H

#include "advise/scaling_schedule.h"

/// Makes the ScaledObject that holds what the schedule's actions set: its minimum is the lowest
/// level of the week, each higher level is a cron trigger (keda.sh/docs, "Cron") from the change to
/// it until the next change, and each event one from its start until its end; of the triggers that
/// hold at a time the highest counts. A cron names no year: those of events come back a year later,
/// which is noted. To be released with policy_set_release.
void schedule_triggers_make(const struct schedule_question *question,
                            const struct scaling_schedule *schedule, struct policy_set *set,
                            struct notes *notes);

#endif
