// The columns of a file whose rows are events: what is counted, summed, and measured by
// percentiles.
#ifndef HEADROOM_INGEST_EVENT_COLUMNS_H
#define HEADROOM_INGEST_EVENT_COLUMNS_H

#include "ingest/columns.h"

/// Whether the command line says that rows are events: --count, --sum or --latency-column.
bool events_are_asked(const struct ingest_options *options);

/// Makes the columns that --sum and --latency-column name values. Errors: no such column, one that
/// both name.
int event_columns_name(struct columns *columns, struct reading *reading);

/// Makes the rows events: every row counts one under the name `metric`, what --sum names is summed
/// per step, and latencies get percentiles: the column called `latency`, or all with a unit of time
/// when that is NULL, and those of --latency-column. Where --value names columns, nothing but those
/// is summed. Other columns of numbers are left out, which is noted. Keys only by --by.
void event_columns_count(struct columns *columns, struct reading *reading, const char *metric,
                         const char *latency);

#endif
