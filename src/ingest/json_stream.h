// JSON as a stream of events: the only place that knows yajl. Documents follow each other, a line
// each or laid out as they like, in memory that does not grow with the file.
#ifndef HEADROOM_INGEST_JSON_STREAM_H
#define HEADROOM_INGEST_JSON_STREAM_H

#include "ingest/reading.h"

enum json_scalar { JSON_SCALAR_NULL, JSON_SCALAR_BOOL, JSON_SCALAR_NUMBER, JSON_SCALAR_TEXT };

enum { JSON_DEPTH_MAX = 64 };

/// What happens in the text, in its order; texts hold no NUL and live during the call. Each returns
/// 0, or -1 with reading->err filled, which ends the reading.
struct json_events {
    int (*begin)(void *context, bool array);
    int (*end)(void *context, bool array);
    int (*key)(void *context, const char *name, size_t length);
    int (*scalar)(void *context, enum json_scalar kind, const char *text, size_t length);
    /// What was begun is not JSON to its end and is forgotten.
    void (*forget)(void *context);
};

/// Reads all of the source. `line` (may be NULL) is kept at the line at hand. Where a file holds a
/// document a line, a line that is no JSON goes to reading_bad, and a last one that is cut off is
/// left out and said. Errors: no JSON (line and column are named), deeper than JSON_DEPTH_MAX, a
/// document that ends in the middle. NaN and Infinity, which are not JSON but written, are null.
int json_stream_read(struct reading *reading, const struct json_events *events, void *context,
                     size_t *line);

/// Version of yajl, as its header has it.
const char *json_stream_library_version(void);

#endif
