// What a series is called and which unit it has, once totals and counters have become rates.
#ifndef HEADROOM_SERIES_SERIES_NAME_H
#define HEADROOM_SERIES_SERIES_NAME_H

#include "base/str.h"
#include "base/unit.h"
#include "ingest/samples.h"

/// The output column's name, lower case with _ and its unit at the end ("RequestCount" as a total
/// becomes "requests_per_s"), its unit, and the factor that takes values of the stream (per second,
/// for totals, counters and events) to that unit.
void series_name(const struct sample_stream *stream, struct str *name, struct unit *unit,
                 double *factor);

#endif
