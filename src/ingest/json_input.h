// One JSON document as input, bounded; values that readers of JSON exports share.
#ifndef HEADROOM_INGEST_JSON_INPUT_H
#define HEADROOM_INGEST_JSON_INPUT_H

#include "ingest/reading.h"
#include "ingest/time_column.h"

#include <jansson.h>

enum { JSON_INPUT_MAX = 64 << 20 };

/// Reads the whole source as one document; free with json_decref. Errors: over JSON_INPUT_MAX
/// bytes, not JSON (line and column are named).
int json_input_read(struct reading *reading, json_t **document);

/// The text of a member, "" when it is absent or no text.
const char *json_text(const json_t *object, const char *name);

/// A value that is a number, a text of a number ("NaN" and null are missing). False: none of these.
bool json_sample_value(const json_t *value, double *number);

/// The instant of a Unix time in seconds, as a number or its text; false when it is none.
bool json_epoch_s(const json_t *value, instant *time);

/// Version of the jansson that was compiled against (2.12 and older cannot tell what is linked).
const char *json_library_version(void);

#endif
