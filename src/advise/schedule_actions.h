// The scheduled actions of a week of levels, and of the stretches of time that events take.
#ifndef HEADROOM_ADVISE_SCHEDULE_ACTIONS_H
#define HEADROOM_ADVISE_SCHEDULE_ACTIONS_H

#include "advise/scaling_schedule.h"

/// Time during which an event's capacity is held instead of the week's.
struct event_window {
    instant start, end;
    double instances;  ///< the most that any step within needs
    const char *event; ///< the first one's names
};

/// The windows of the steps with an event, from ahead_s (at least lead_s) before the first, but not
/// before the horizon; those that touch are one. To be freed.
struct event_window *event_windows_find(const struct schedule_question *question, size_t *windows);

/// Puts the actions into schedule->set anew, with their reasons.
int schedule_actions_make(const struct schedule_question *question,
                          const struct week_levels *levels, const struct event_window *window,
                          size_t windows, struct scaling_schedule *schedule, struct err *err);

#endif
