// Scheduled actions that keep a forecast served: a week's changes, and what events take beyond it.
#ifndef HEADROOM_ADVISE_SCALING_SCHEDULE_H
#define HEADROOM_ADVISE_SCALING_SCHEDULE_H

#include "advise/week_levels.h"
#include "base/err.h"
#include "base/notes.h"
#include "policy/core/policy.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>

/// One step of the horizon and the instances that it needs.
struct schedule_step {
    instant start, end;
    double instances;
    const char *event; ///< what raises it beyond the usual; NULL
};

/// What is asked. Steps ascend and do not overlap.
struct schedule_question {
    const struct schedule_step *step;
    size_t steps;
    const struct zone *zone; ///< whose clock the week follows; NULL: UTC
    const char *zone_name;   ///< as the actions name it; NULL: UTC
    const char *group;
    double lead_s;  ///< boot and what is ordered early: how long before its need a rise is ordered
    double ahead_s; ///< how long before an event its capacity is there
    double waste;   ///< share of the instance-hours that may be more than needed
    double max;     ///< of the group; NaN: unchanged
};

/// Time during which an event's capacity is held instead of the week's.
struct event_window {
    instant start, end;
    double instances;  ///< the most that any step within needs
    const char *event; ///< the first one's names
};

struct scaling_schedule {
    struct policy_set set; ///< its scheduled actions, to be deployed
    const char **reason;   ///< of each action; in the set's arena
    struct week_levels levels;
    struct event_window *window;
    size_t weekly;      ///< actions of one week, before events divide them
    size_t events;      ///< stretches of time that events take
    double need_hours;  ///< instance-hours of the horizon that are needed
    double level_hours; ///< and that the schedule holds
    double least, most; ///< instances
};

/// Makes the schedule: the week as week_levels_find divides it, each event as an action that sets
/// its capacity `ahead_s` before and one that restores the week's after it, while the actions of
/// the week pause. The actions are then run over the whole horizon as the platform does, changes of
/// the clock included; where a step would get less than it needs, the week is raised around it
/// until none does. Release with scaling_schedule_release. Errors: less than a day of steps; steps
/// longer than six hours; a lead of a day or more; need of 0 throughout.
int scaling_schedule_make(const struct schedule_question *question,
                          struct scaling_schedule *schedule, struct notes *notes, struct err *err);

/// The least capacity that the actions of `set` hold from `from` to before `to`; NaN where none has
/// run yet. The way in which schedules are checked.
int scaling_schedule_least(const struct policy_set *set, const instant *from, const instant *to,
                           size_t count, double *least, struct err *err);

void scaling_schedule_release(struct scaling_schedule *schedule);

#endif
