// What an export says, before any grid: streams of (time, value), and where they came from.
#ifndef HEADROOM_INGEST_SAMPLES_H
#define HEADROOM_INGEST_SAMPLES_H

#include "base/arena.h"
#include "base/unit.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sample_kind {
    SAMPLE_GAUGE,   ///< a level or a rate: stands as it is; a coarser step takes the mean
    SAMPLE_TOTAL,   ///< how much came within the step: divided by the step to become a rate
    SAMPLE_COUNTER, ///< ever growing; differences, with resets, become a rate
    SAMPLE_EVENT,   ///< one row an event (access times): counted per step
};

struct sample {
    instant time; ///< start of the step, UTC
    double value; ///< NaN is missing
};

/// One metric of one key (service, host, label set).
struct sample_stream {
    const char *metric;    ///< the column's or metric's name as the export has it
    const char *key;       ///< NULL when the export has one series
    struct unit unit;      ///< as said by the export or its column name
    enum sample_kind kind;
    const char *kind_rule; ///< why: "column name ends in _total", "statistic Sum", "--counter"
    struct sample *sample;
    size_t count;
    size_t capacity;
    size_t source; ///< index of the file it came from
};

/// One file as it was understood; -v, describe and the workbook's Data sheet show it.
struct sample_source {
    const char *path;
    const char *layout;      ///< name as for --layout: "csv-wide", "cloudwatch-console" ...
    const char *why;         ///< what gave it away
    const char *time_column;
    const char *key_columns; ///< comma separated, NULL if none
    const char *time_form;
    const char *zone;        ///< zone of local times
    bool zone_assumed;       ///< no zone in the data, none given: UTC assumed
    uint64_t bytes;
    size_t rows;
    size_t rows_skipped;
    uint32_t crc32;          ///< of the bytes after inflation
};

struct samples {
    struct arena arena;
    struct sample_stream *stream;
    size_t streams;
    size_t stream_capacity;
    struct sample_source *source;
    size_t sources;
    size_t source_capacity;
};

/// Finds or adds the stream of `metric` and `key` (copied; key may be NULL); amortised O(1).
/// Returns its index. At most 2^20 streams: SIZE_MAX beyond.
size_t samples_stream(struct samples *samples, size_t source, const char *metric, size_t metric_length,
                      const char *key, size_t key_length);

/// Appends one sample to a stream.
void samples_add(struct samples *samples, size_t stream, instant time, double value);

void samples_release(struct samples *samples);

#endif
