// The metrics of k6: which are counts, which measurements of single requests, which levels.
#ifndef HEADROOM_INGEST_K6_METRIC_H
#define HEADROOM_INGEST_K6_METRIC_H

#include "ingest/kind.h"
#include "ingest/reading.h"

/// Whether rows of a metric are read: counts, levels, the duration of requests, and what the
/// options name.
bool k6_is_read(const struct ingest_options *options, const char *metric, size_t length);

/// The kind of a metric, as kind_of_metric.
struct metric_kind k6_kind(const char *metric, const struct unit *unit,
                           const struct ingest_options *options);

/// At the end of a file of which `left` measurements were not read: says so, and gives trends their
/// unit. Error: --sum or --latency-column name a metric that is not there.
int k6_end(struct reading *reading, size_t left);

#endif
