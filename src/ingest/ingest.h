// Any metric export to samples: finds out what wrote the file and runs the reader of that family.
#ifndef HEADROOM_INGEST_INGEST_H
#define HEADROOM_INGEST_INGEST_H

#include "base/err.h"
#include "base/file.h"
#include "base/notes.h"
#include "ingest/samples.h"
#include "time/zone.h"

enum ingest_prefer { PREFER_NONE, PREFER_FIRST, PREFER_LAST, PREFER_MEAN };

/// What the user forces; zero-initialised means: find out.
struct ingest_options {
    const char *layout;        ///< --layout NAME
    const char *time_column;   ///< --time
    const char *value_columns; ///< --value, comma separated: only these
    bool shown_names;          ///< of --value those that no metric bears are the caller's to find
    const char *key_columns;   ///< --by, comma separated
    /// Labels that make up the key where --by says nothing and a series has one of them, comma
    /// separated: all that some series has, in this order, each a part although it be empty. Series
    /// of one key and name, such as a container's before and after a restart, get a further part.
    const char *label_keys;
    const char *time_format;     ///< --time-format
    const struct zone *zone;     ///< --tz, NULL: UTC and said
    const char *unit;            ///< --unit of the values
    double per_s;                ///< --per 5m: values are totals per this many seconds; 0: find out
    bool counter;                ///< --counter: values are a cumulative counter
    bool gauge;                  ///< --gauge: values are levels whatever their name says
    bool count;                  ///< --count: every row is an event
    const char *sum_columns;     ///< --sum, comma separated: totals of the events' numbers
    const char *latency_columns; ///< --latency-column, comma separated: percentiles of them
    bool skip_bad;               ///< --skip-bad: leave rows out that cannot be read, and count them
    bool day_first;              ///< --day-first: 03/04/2024 is 3 April
    bool month_first;
    char decimal;              ///< --decimal: '.' or ','; 0: find out
    bool keep_crc32;           ///< sample_source.crc32 is wanted
    size_t threads;            ///< for large plain files; 0: one
    size_t part_bytes;         ///< at least this much a thread; 0: 16 MiB
    enum ingest_prefer prefer; ///< which of two differing values for one instant counts
};

/// Checks what of the options can be wrong whatever the file: an unknown layout, meanings of values
/// beside a count of events.
int ingest_check(const struct ingest_options *options, struct err *err);

/// Reads `path` ("-" is standard input) and appends to `samples`.
int ingest_file(const char *path, const struct ingest_options *options, struct samples *samples,
                struct notes *notes, struct err *err);

/// The same from an open source (tests, fuzzing).
int ingest_source(struct byte_source *source, const struct ingest_options *options,
                  struct samples *samples, struct notes *notes, struct err *err);

/// Column names of a file's header, for completion and did-you-mean: at most what a layout is told
/// by is read, and only from a regular file. Names are malloc'ed; returns how many.
size_t ingest_columns(const char *path, char ***names);

/// A layout as --layout names it, with a sentence of what it is: help and man.
struct ingest_layout_name {
    const char *name;
    const char *meaning;
};

/// The layout number `index` in detection order; its name is NULL behind the last one.
struct ingest_layout_name ingest_layout_name(size_t index);

#endif
