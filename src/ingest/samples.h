// What an export says, before any grid: streams of (time, value), and where they came from.
#ifndef HEADROOM_INGEST_SAMPLES_H
#define HEADROOM_INGEST_SAMPLES_H

#include "base/arena.h"
#include "base/key_index.h"
#include "base/unit.h"
#include "ingest/time_deltas.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SAMPLES_MAX_STREAMS = 1 << 20 };

/// Two rows of one stream so far apart that one of them may have a wrong time: 30 days.
#define SAMPLES_LEAP_MS (30 * SECONDS_PER_DAY * INSTANT_PER_SECOND)

enum sample_kind {
    SAMPLE_GAUGE,       ///< a level or a rate: stands as it is; a coarser step takes the mean
    SAMPLE_TOTAL,       ///< how much came within the step: divided by the step to become a rate
    SAMPLE_COUNTER,     ///< ever growing; differences, with resets, become a rate
    SAMPLE_EVENT,       ///< one row an event: values (1 to count them) are summed per step
    SAMPLE_MEASUREMENT, ///< of one event, such as its latency: percentiles per step
};

struct sample {
    instant time; ///< start of the step, UTC
    double value; ///< NaN is missing
};

/// A value that an earlier run of `clean` did not find but made; read back from its column
/// `filled`.
struct sample_mark {
    instant time;
    char mark; ///< 'z' read as zero, 'f' filled, 'p' partial, 'a' absent
};

/// One metric of one key (service, host, label set) of one file.
struct sample_stream {
    const char *metric; ///< the column's or metric's name as the export has it
    const char *key;    ///< NULL when the export has one series
    struct unit unit;   ///< as said by the export or its column name
    enum sample_kind kind;
    const char *kind_rule; ///< why: "column name ends in _total", "statistic Sum", "--counter"
    int64_t step_s; ///< as the layout states it, for a stream of a single row; 0: it does not
    double per_s;   ///< a total is per this many seconds; 0: per step
    // Samples in the order of the file, nine bytes each as a rule: sample_walk gives them back.
    double *value;
    struct time_deltas time;
    instant first;     ///< time of the first sample
    size_t first_line; ///< of the first sample; 0 where lines mean nothing
    size_t count;
    size_t capacity;
    struct sample_mark *mark; ///< in the order of the file; mostly none
    size_t marks;
    size_t mark_capacity;
    size_t source; ///< index of the file it came from
};

/// What of a file was not read, and why.
struct column_left {
    const char *name; ///< of the column
    const char *why;  ///< a constant
};

/// One file as it was understood; -v, describe and the workbook's Data sheet show it.
struct sample_source {
    const char *path;
    const char *layout; ///< name as for --layout: "csv-wide", "cloudwatch-console" ...
    const char *why;    ///< what gave it away
    const char *time_column;
    const char *key_columns; ///< comma separated, NULL if none
    const char *value_columns;
    bool values_open; ///< --value has a name that no metric bears: all were read
    const char *time_form;
    const char *zone;  ///< zone of local times; NULL: every time names its offset or is an epoch
    bool zone_assumed; ///< no zone in the data, none given: UTC assumed
    struct column_left *left; ///< columns
    size_t lefts, left_capacity;
    uint64_t bytes;
    size_t rows;
    size_t rows_skipped;
    uint32_t crc32; ///< of the bytes after inflation; 0 unless it was asked for
};

/// A sample that lies SAMPLES_LEAP_MS or more before or after the one above it.
struct sample_leap {
    size_t stream;
    size_t sample; ///< its place in the stream
    size_t line;   ///< 0 where lines mean nothing
};

struct samples {
    struct arena arena;
    const size_t
        *line; ///< the line that is being read, as the source says; NULL: lines mean nothing
    struct sample_leap *leap; ///< in the order of reading
    size_t leaps;
    size_t leap_capacity;
    struct sample_stream *stream;
    size_t streams;
    size_t stream_capacity;
    struct key_index stream_index; ///< of source, metric and key
    struct sample_source *source;
    size_t sources;
    size_t source_capacity;
};

/// Adds a file and returns its index; `path` is copied.
size_t samples_source(struct samples *samples, const char *path);

/// Records that a column (its name stays alive) was not read; `why` is a constant.
void samples_left(struct samples *samples, size_t source, const char *name, const char *why);

/// Finds or adds the stream of `metric` and `key` (copied; key may be NULL) of a file; amortised
/// O(1). Returns its index. At most SAMPLES_MAX_STREAMS streams: SIZE_MAX beyond.
size_t samples_stream(struct samples *samples, size_t source, const char *metric,
                      size_t metric_length, const char *key, size_t key_length);

/// Appends one sample to a stream.
void samples_add(struct samples *samples, size_t stream, instant time, double value);

/// Appends all samples of `from` (marks aside) and takes its arrays over or frees them.
void samples_move(struct samples *samples, size_t stream, struct sample_stream *from);

/// A walk over the samples of a stream in the order of the file; {.stream = stream} begins it.
struct sample_walk {
    const struct sample_stream *stream;
    size_t next;
    struct delta_cursor cursor;
};

/// The next sample; false behind the last one.
bool sample_walk_next(struct sample_walk *walk, struct sample *sample);

/// All samples of a stream in an array, malloc'ed; the stream's own storage is freed.
struct sample *samples_drain(struct samples *samples, size_t stream);

typedef instant time_change(instant time, const void *context);

/// Gives all samples and marks of a file other times.
void samples_change_times(struct samples *samples, size_t source, time_change *change,
                          const void *context);

/// Says that the value of a stream at `time` was made, not measured.
void samples_mark(struct samples *samples, size_t stream, instant time, char mark);

/// Leaves out the samples of a stream before `first` and after `last`; returns how many.
size_t samples_restrict(struct samples *samples, size_t stream, instant first, instant last);

/// Frees what a stream holds; its name and source stay.
void samples_empty(struct samples *samples, size_t stream);

void samples_release(struct samples *samples);

#endif
