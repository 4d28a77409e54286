// Telling raw events (one row a request) from measurements at a step.
#ifndef HEADROOM_INGEST_EVENTS_H
#define HEADROOM_INGEST_EVENTS_H

#include "ingest/columns.h"

/// Whether the sample's rows look like events: at least 20 rows, in order of time, with fractions
/// of seconds, mostly within ten minutes of each other, and no spacing that a tenth of the rows
/// share.
bool rows_are_events(const struct columns *columns, struct reading *reading);

#endif
