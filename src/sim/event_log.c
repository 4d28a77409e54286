#include "sim/event_log.h"

#include "base/vec.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct scaling_event scaling_event_of(enum event_cause cause, instant time, int64_t from,
                                      int64_t to)
{
    return (struct scaling_event){
        .time = time,
        .cause = cause,
        .from = from,
        .to = to,
        .policy = SIZE_MAX,
        .alarm = SIZE_MAX,
        .value = NAN,
        .threshold = NAN,
        .onset = INSTANT_NONE,
        .published = INSTANT_NONE,
        .ready = INSTANT_NONE,
    };
}

void event_log_clear(struct event_log *log, bool keeps)
{
    log->count = 0;
    log->total = 0;
    log->keeps = keeps;
}

size_t event_log_add(struct event_log *log, const struct scaling_event *event)
{
    log->total++;
    if (!log->keeps)
        return SIZE_MAX;
    VEC_PUSH(log->event, log->count, log->capacity, *event);
    return log->count - 1;
}

void event_log_ready(struct event_log *log, size_t place, instant time)
{
    if (place < log->count)
        log->event[place].ready = time;
}

const char *event_cause_name(enum event_cause cause)
{
    static const char *const name[] = {
        [CAUSE_ALARM] = "alarm",         [CAUSE_TARGET] = "target",
        [CAUSE_PREDICTIVE] = "forecast", [CAUSE_SCHEDULE] = "schedule",
        [CAUSE_REPLICAS] = "replicas",   [CAUSE_BOUNDS] = "bounds",
        [CAUSE_FAILURE] = "failure",
    };
    return name[cause];
}

void event_log_release(struct event_log *log)
{
    free(log->event);
    *log = (struct event_log){0};
}
