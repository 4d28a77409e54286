// Metric exports of the command line as regular series: what every command that reads one shares.
#ifndef HEADROOM_INPUT_READ_SERIES_H
#define HEADROOM_INPUT_READ_SERIES_H

#include "cli/command.h"
#include "ingest/samples.h"
#include "series/series.h"

#include <stdbool.h>

/// --layout, --time, --value, --by, --only, --unit, --per, --counter, --gauge, --count, --sum,
/// --latency-column, --multiply-by, --tz, --time-format, --day-first, --month-first, --prefer,
/// --skip-bad and --threads.
extern const struct option_use options_reading[];

/// --step, --gaps, --since, --until and --window.
extern const struct option_use options_series[];

/// The columns that an export may have, for a command's inputs.
extern const struct schema schema_export;

/// Zero-initialise; release with series_input_release.
struct series_input {
    bool keep_crc32;        ///< set before reading: sample_source.crc32 is wanted
    bool levels;            ///< set before reading: values are levels, whatever they look like
    bool whole;             ///< set before reading: --value leaves no column out
    bool containers;        ///< set before reading: labels of containers are the key, all of them
    struct samples samples; ///< samples.source says what each file is
    struct series_set set;
    struct zone *zone; ///< --tz; NULL when it was not given: UTC
};

/// Reads all operands (or standard input), joins them by time and makes them regular by the
/// options. Repairs, guesses and defaults go to the invocation's notes.
int read_series(struct invocation *invocation, struct series_input *input, struct err *err);

/// The same of files that are named elsewhere than on the command line.
int read_series_of(struct invocation *invocation, const char *const *paths, size_t count,
                   struct series_input *input, struct err *err);

/// --threads, or what the machine has.
size_t threads_option(const struct invocation *invocation);

void series_input_release(struct series_input *input);

#endif
