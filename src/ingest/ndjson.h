// One JSON object a line, as a stream.
#ifndef HEADROOM_INGEST_NDJSON_H
#define HEADROOM_INGEST_NDJSON_H

#include "ingest/reading.h"

#include <jansson.h>

/// Takes one line's object; nonzero stops with reading->err filled.
typedef int ndjson_line_fn(void *context, const json_t *object, size_t line);

/// Reads all lines; blank ones are left out. A line that is no JSON object goes to reading_bad.
int ndjson_read(struct reading *reading, ndjson_line_fn *each, void *context);

#endif
