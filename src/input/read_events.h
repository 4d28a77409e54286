// The file of --events.
#ifndef HEADROOM_INPUT_READ_EVENTS_H
#define HEADROOM_INPUT_READ_EVENTS_H

#include "cli/command.h"
#include "forecast/planned_events.h"

/// Reads the file of --events, if it was given; times without an offset are those of `zone` (NULL:
/// UTC). Zero-initialise `events`; release it with planned_events_release.
int read_events(struct invocation *invocation, const struct zone *zone,
                struct planned_events *events, struct err *err);

#endif
