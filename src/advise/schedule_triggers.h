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

/// The same for a managed instance group of Google Cloud: each trigger becomes a schedule that
/// holds the group's minimum for the time between its two. The service takes schedules beside
/// another signal alone, so the group goes by its CPU, too, at the service's own target; which is
/// noted. Errors: more schedules than a group takes. To be released with policy_set_release after
/// success.
int schedule_floors_make(const struct schedule_question *question,
                         const struct scaling_schedule *schedule, struct policy_set *set,
                         struct notes *notes, struct err *err);

#endif
