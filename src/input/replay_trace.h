// The trace that a replay is about: one series of the input is the demand, others may be metrics.
#ifndef HEADROOM_INPUT_REPLAY_TRACE_H
#define HEADROOM_INPUT_REPLAY_TRACE_H

#include "input/read_series.h"
#include "sim/demand.h"

#include <stdbool.h>
#include <stddef.h>

/// Zero-initialise; release with replay_trace_release.
struct replay_trace {
    bool several; ///< set before reading: several series, of services or types, are welcome
    const char *otherwise; ///< set before reading: the column where --demand names none; or NULL
    struct series_input input;
    struct series **demand; ///< of --demand: one, or as many as there are paths (--by path)
    size_t count;
};

/// Reads the input and finds the demand: the series that --demand names by its column, else the
/// only one. Errors: several columns and none named, none of this name, several services.
int replay_trace_read(struct invocation *invocation, struct replay_trace *trace, struct err *err);

/// Whose rows of assumptions count: the key of the demand, such as a service; NULL where it has
/// none or there are paths.
const char *replay_trace_service(const struct replay_trace *trace);

/// Leaves of the demand what a cache does not answer.
void replay_trace_take_cache_off(struct replay_trace *trace, double hit);

/// The column called `name` at the steps of `demand` (its index in trace->demand), missing where it
/// has none; NULL when there is no such column. What reading filled in by itself is missing, too,
/// unless `gaps_are_asked` (--gaps was given). To be freed.
double *replay_trace_column(const struct replay_trace *trace, size_t demand, const char *name,
                            bool gaps_are_asked);

/// The names of all columns, for messages; in the invocation's arena.
const char *replay_trace_columns(struct invocation *invocation, const struct replay_trace *trace);

void replay_trace_release(struct replay_trace *trace);

#endif
