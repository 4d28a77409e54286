// The scheduled actions of a week of levels, and of the stretches of time that events take.
#ifndef HEADROOM_ADVISE_SCHEDULE_ACTIONS_H
#define HEADROOM_ADVISE_SCHEDULE_ACTIONS_H

#include "advise/scaling_schedule.h"
#include "base/str.h"

/// The windows of the steps with an event, from ahead_s (at least lead_s) before the first, but not
/// before the horizon; those that touch are one. To be freed.
struct event_window *event_windows_find(const struct schedule_question *question, size_t *windows);

/// Puts the actions of the schedule's levels and windows into its set anew, with their reasons.
int schedule_actions_make(const struct schedule_question *question,
                          struct scaling_schedule *schedule, struct err *err);

/// Appends the days of a mask (bit 0: Monday) as cron has them: "*", "MON-FRI", "MON,WED,FRI".
void schedule_append_days(struct str *text, unsigned days);

#endif
