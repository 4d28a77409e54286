// What the events of --events make of each row of a table of demand.
#ifndef HEADROOM_CMD_EVENT_EFFECTS_H
#define HEADROOM_CMD_EVENT_EFFECTS_H

#include "cmd/demand_table.h"
#include "forecast/planned_events.h"

#include <stddef.h>

/// Zero-initialise; release with event_effects_release. The pointers are NULL without --events.
struct event_effects {
    struct planned_events events;
    double *factor;     ///< by which each row is multiplied
    const char **names; ///< of the events that act in each row, NULL where none does
    size_t *rows;       ///< in how many each event acts
    double *strength;   ///< of each event in the row that was computed last
};

/// Reads the file of --events, if it was given; --tz is the zone of its times.
int event_effects_read(struct invocation *invocation, struct event_effects *effects,
                       struct err *err);

/// Computes the effect on each row and notes for each event where it acts, with its confidence and
/// owner; one that acts nowhere is a warning. Errors: no column of times, a row without one.
int event_effects_find(struct invocation *invocation, const struct demand_table *demand,
                       struct event_effects *effects, struct err *err);

void event_effects_release(struct event_effects *effects);

#endif
