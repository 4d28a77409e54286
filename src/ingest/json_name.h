// What series of JSON are called: by the labels around their points.
#ifndef HEADROOM_INGEST_JSON_NAME_H
#define HEADROOM_INGEST_JSON_NAME_H

#include "ingest/json_shapes.h"

/// Whether a member of that name says what an object is called.
bool json_name_is_title(const char *name);

/// Sets a series' metric and its stream's unit ("" or NULL: by the metric's name) and kind.
void json_name_series(struct json_shapes *shapes, struct json_series *series, const char *metric,
                      const char *unit);

/// Ends the tables, names all series and gives each its key.
int json_shapes_name(struct json_shapes *shapes);

#endif
