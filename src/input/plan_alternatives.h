// The forecasts that a review of a plan is held against: without its events, with all of them, and
// what would have been forecast some weeks ago.
#ifndef HEADROOM_INPUT_PLAN_ALTERNATIVES_H
#define HEADROOM_INPUT_PLAN_ALTERNATIVES_H

#include "advise/capacity_plan.h"
#include "advise/plan_review.h"
#include "input/plan_outlook.h"

/// One of them: its own history, forecast and plan.
struct plan_alternative {
    bool made;
    struct series history;
    struct planned_events events; ///< changed copies; texts are those of the file
    struct plan_outlook outlook;
    struct capacity_plan plan;
};

/// Zero-initialise; release with plan_alternatives_release.
struct plan_alternatives {
    struct plan_alternative without, worst, past;
};

/// An event counts as certain that says so in words, or gives no confidence; any other word ("once
/// a year") is no probability: the event is a scenario, and its probability is set to 0 with a
/// note.
void plan_events_settle(struct planned_events *events, const char *file, struct notes *notes);

/// Makes those that the events and the history allow, from a copy of the history before the outlook
/// took it over. What cannot be forecast is left out.
/// with_past: peaks of the last weeks are forecast too, from what came before them.
void plan_alternatives_make(struct invocation *invocation, struct sizing_options *sizing,
                            const struct zone *zone, const struct planned_events *events,
                            const struct series *history, const struct plan_outlook *base,
                            const struct plan_inputs *inputs, bool with_past,
                            struct plan_alternatives *alternatives);

/// A deep copy of a series.
void plan_history_copy(const struct series *from, size_t n, struct series *to);

void plan_alternatives_release(struct plan_alternatives *alternatives);

#endif
