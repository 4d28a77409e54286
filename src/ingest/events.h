// Telling raw events (one row a request) from measurements at a step.
#ifndef HEADROOM_INGEST_EVENTS_H
#define HEADROOM_INGEST_EVENTS_H

#include "ingest/columns.h"

/// Whether the sample's rows are taken for events: at least 20 rows, in order of time, with
/// fractions of seconds, mostly within ten minutes of each other, at no spacing that prevails even
/// with tolerance, and no numbers that follow each other as levels do. Which is said as a warning.
bool rows_are_events(const struct columns *columns, struct reading *reading);

#endif
