// The files that calibrate reads: tables, and the reports of load generators, a row a run.
#ifndef HEADROOM_INPUT_CALIBRATE_RUNS_H
#define HEADROOM_INPUT_CALIBRATE_RUNS_H

#include "input/calibrate_columns.h"

/// Adds the rows of one of `files` files to the input's table: those of a CSV, where it is the only
/// file, or a row for each run of a load generator, with concurrency or the rate that was sent,
/// what was served, and latencies. Failures, and concurrency by Little's law, are said. Errors:
/// several files of which one is no report, whatever the file says.
int calibrate_runs_read(struct invocation *invocation, struct calibrate_input *input,
                        const char *path, size_t files, struct err *err);

/// Puts what files say that know how soon, but not how much (ab -e, a histogram of vegeta), into
/// the rows of files of the same name but for its ending. Errors: there is no such row, or several.
int calibrate_runs_join(struct calibrate_input *input, struct err *err);

void calibrate_runs_release(struct calibrate_input *input);

#endif
