// Why the fleet changed: every action with what set it off and how long each stage of it took.
#ifndef HEADROOM_SIM_EVENT_LOG_H
#define HEADROOM_SIM_EVENT_LOG_H

#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_cause {
    CAUSE_ALARM,      ///< a step or simple policy whose alarm is on
    CAUSE_TARGET,     ///< target tracking
    CAUSE_PREDICTIVE, ///< a forecast of the load
    CAUSE_SCHEDULE,   ///< a scheduled action
    CAUSE_REPLICAS,   ///< a sync of the HPA
    CAUSE_BOUNDS,     ///< min or max moved past the capacity
    CAUSE_FAILURE,    ///< instances failed and are replaced
};

/// One change of the desired capacity, or a failure.
struct scaling_event {
    instant time; ///< when it was decided
    enum event_cause cause;
    int64_t from, to;   ///< desired capacity; of a failure: in service before and after
    size_t policy;      ///< place in the policy set's list that `cause` is about; SIZE_MAX: none
    size_t alarm;       ///< place of the alarm; SIZE_MAX: managed by target tracking, or none
    const char *source; ///< what asked for it, by name; NULL: by `policy` and `alarm`
    double value;       ///< of the metric when it was decided; NaN: none
    double threshold;   ///< that it crossed, or its target; NaN: none
    instant onset;      ///< start of the first datapoint past the threshold; INSTANT_NONE: unknown
    instant published;  ///< when the last datapoint needed could be seen; INSTANT_NONE: unknown
    instant ready;      ///< when the last instance launched for it served; INSTANT_NONE: not yet
};

/// Zero-initialise; release with event_log_release. Memory is kept between replays.
struct event_log {
    struct scaling_event *event;
    size_t count;
    size_t capacity;
    bool keeps; ///< false: only counts, for those who need no reasons
    size_t total;
};

/// An event of which only this much is known; the rest says none.
struct scaling_event scaling_event_of(enum event_cause cause, instant time, int64_t from,
                                      int64_t to);

void event_log_clear(struct event_log *log, bool keeps);

/// Returns the place of the event, SIZE_MAX when it is not kept.
size_t event_log_add(struct event_log *log, const struct scaling_event *event);

/// Instances launched for the event at `place` began to serve.
void event_log_ready(struct event_log *log, size_t place, instant time);

/// "alarm", "target", "forecast", "schedule", "replicas", "bounds", "failure".
const char *event_cause_name(enum event_cause cause);

void event_log_release(struct event_log *log);

#endif
