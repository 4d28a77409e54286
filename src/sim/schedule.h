// Scheduled actions at work: which is due next.
#ifndef HEADROOM_SIM_SCHEDULE_H
#define HEADROOM_SIM_SCHEDULE_H

#include "base/err.h"
#include "policy/core/policy.h"
#include "time/cron.h"

#include <stdbool.h>
#include <stddef.h>

/// One action and when it runs next; INSTANT_NONE: never again.
struct scheduled_run {
    const struct scheduled_action *action;
    struct cron cron;
    struct zone *zone;
    bool at_start; ///< a recurring one runs at its start, too
    instant next;
};

/// Zero-initialise; release with schedule_release.
struct schedule {
    struct scheduled_run *run;
    size_t runs;
    size_t rejected; ///< actions that the service does not take
    instant next;    ///< of all; later than any time when there is none
};

/// The scheduled actions of `set` from `from` on, that time itself included. EC2 Auto Scaling runs
/// a recurring action that has a start at that time and then by its recurrence, and rejects an
/// action whose time another one has (user guide, "Scheduled scaling": "performs the action at this
/// time", "must have a unique time value"); what is rejected never runs. Errors: a recurrence or a
/// zone that is none, with the file and line of the action.
int schedule_start(struct schedule *schedule, const struct policy_set *set, instant from,
                   struct err *err);

/// The action that is due at `now`, in the order of the list; NULL when there is none (any more).
const struct scheduled_action *schedule_take(struct schedule *schedule, instant now);

void schedule_release(struct schedule *schedule);

#endif
