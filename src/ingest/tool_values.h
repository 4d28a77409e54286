// Series of tools that print a value of a time, a metric and a device, each in its own way: what
// their readers share.
#ifndef HEADROOM_INGEST_TOOL_VALUES_H
#define HEADROOM_INGEST_TOOL_VALUES_H

#include "ingest/labels.h"
#include "ingest/line_reader.h"
#include "ingest/time_column.h"

struct tool_values {
    struct reading *reading;
    struct time_column time;
    struct label_streams streams;
    struct str identity;
    size_t bad_line; ///< of a line that is none, which may be the last one, cut off; 0: none
    struct str bad;
};

void tool_values_begin(struct tool_values *values, struct reading *reading);

/// The stream of a metric of a device of the kind `label` (NULL: it has none). `unit` NULL: what
/// the metric's name says; "": none. Its values are levels and rates unless options say otherwise.
/// -1: too many series.
int tool_values_stream(struct tool_values *values, const char *metric, const char *label,
                       const char *device, const char *unit, size_t *stream);

/// Finds the stream and adds one value.
int tool_values_add(struct tool_values *values, const char *metric, const char *label,
                    const char *device, const char *unit, instant time, double value);

/// Keeps a line that cannot be read; if another one follows, that is an error of its own.
void tool_values_bad(struct tool_values *values, size_t line, const char *text);

/// Says at each line that the one kept before was not the last one.
void tool_values_line(struct tool_values *values);

/// Settles the series and says what was left out.
int tool_values_end(struct tool_values *values);

void tool_values_release(struct tool_values *values);

#endif
