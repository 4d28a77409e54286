// The step of events, which have no spacing of their own.
#ifndef HEADROOM_SERIES_EVENT_STEP_H
#define HEADROOM_SERIES_EVENT_STEP_H

#include "base/notes.h"
#include "ingest/samples.h"

#include <stdbool.h>
#include <stdint.h>

/// Whether every sample stands for itself: counted, summed, or measured by percentiles.
bool is_of_events(enum sample_kind kind);

/// The step of all streams of events, so that they can be compared: `asked_s` if it is not 0, else
/// the shortest of 1m, 5m, 1h and 1d that holds five events of the densest stream on average where
/// it has any, which is noted. 0 when there are no events.
int64_t event_step_s(const struct samples *samples, int64_t asked_s, struct notes *notes);

#endif
