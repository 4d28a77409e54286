// Which columns of a table are the load, what was served of it, how soon and by how many.
#ifndef HEADROOM_INPUT_CALIBRATE_COLUMNS_H
#define HEADROOM_INPUT_CALIBRATE_COLUMNS_H

#include "base/unit.h"
#include "cli/invocation.h"
#include "table/schema.h"

#include <stddef.h>

extern const struct schema schema_measurement;

/// How soon a run was, from a file that does not say how much it served.
struct calibrate_latencies;

/// The table of the command line and its columns; SIZE_MAX: not there. Zero-initialise; release
/// with calibrate_input_release.
struct calibrate_input {
    struct table table;
    size_t *line;     ///< in the file, of each row
    const char *file; ///< for messages; lives as long as the invocation
    size_t time;
    size_t concurrency;
    size_t offered;
    size_t rate;
    size_t latency; ///< of the target; calibrate_find_latency sets it
    size_t cpu;
    size_t instances;
    size_t key;       ///< --by, or what identifies an instance
    struct unit unit; ///< of the rate; without a dimension it is taken as per second
    bool keyed;       ///< --by was given
    const char **run; ///< of each row of a load generator, its file without the ending
    struct calibrate_latencies *alone;
    size_t alones, alone_capacity;
};

/// Reads the operand or standard input and finds the columns: those that options name, else by the
/// words of their names. Errors: no input, no such column, a column that is not all numbers, no
/// rate.
int calibrate_input_read(struct invocation *invocation, struct calibrate_input *input,
                         struct err *err);

/// Finds the column of latencies of a percentile (0.99; NaN: the mean), unless an option names it.
/// SIZE_MAX where there is none. Errors: the column has no unit of time.
int calibrate_find_latency(struct invocation *invocation, struct calibrate_input *input,
                           double percentile, struct err *err);

/// A cell in base units; NaN where it is missing or the column is not there.
double calibrate_cell(const struct calibrate_input *input, size_t column, size_t row);

/// The mean rate of each instance into `rate`, which has room for every row; returns how many.
size_t calibrate_instance_rates(const struct calibrate_input *input, double *rate);

/// The columns of numbers, for messages: "concurrency, throughput_per_s"; NULL without any.
const char *calibrate_number_names(struct invocation *invocation,
                                   const struct calibrate_input *input);

void calibrate_input_release(struct calibrate_input *input);

#endif
