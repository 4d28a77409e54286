// Rows out of all proportion in time: a cut epoch, a wrong year, a clock that was never set.
#ifndef HEADROOM_INGEST_OUTLYING_ROWS_H
#define HEADROOM_INGEST_OUTLYING_ROWS_H

#include "ingest/reading.h"

/// Leaves out the few rows of a file that lie far before or after all the others, with a warning
/// that names the line and the time of the first: a tenth of the rows at most, 100 of their steps,
/// 30 days and three times their span (or 300 days) away. Streams of fewer than four samples are
/// held against the whole file, the others against themselves. To be called when all rows of the
/// file are read; first_stream is the first of its streams.
void outlying_rows_leave_out(struct reading *reading, size_t first_stream);

#endif
