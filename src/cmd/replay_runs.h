// The replays of one question: the trace as it was, and surges; with what each is compared.
#ifndef HEADROOM_CMD_REPLAY_RUNS_H
#define HEADROOM_CMD_REPLAY_RUNS_H

#include "cmd/replay_setup.h"
#include "sim/stress.h"

#include <stdbool.h>
#include <stddef.h>

enum { SURGES_MAX = 16 };

/// One replay with its comparisons.
struct replay_run {
    const char *scenario; ///< "trace", "10x", or the path's key; in the invocation's arena
    struct replay_input input;
    struct demand demand;              ///< of a surge; empty for the trace
    struct replay_workspace workspace; ///< course and reasons
    struct outcome outcome;
    struct outcome fixed, perfect; ///< a fleet for the peak; one that always is what is needed
    struct outcome against;        ///< another policy
    bool has_against;
};

/// Zero-initialise; release with replay_runs_release.
struct replay_runs {
    struct replay_setup *setup;
    struct policy_set against;
    bool has_against;
    struct replay_workspace scratch; ///< of comparisons
    struct replay_run *run;
    size_t count;
};

/// Replays the trace, the surges of --stress and, of several paths, each. `compares`: also what
/// they are compared with. Errors: those of replay; a factor of --stress that is none; a surge of a
/// metric that is a column.
int replay_runs_make(struct replay_setup *setup, bool compares, struct replay_runs *runs,
                     struct err *err);

void replay_runs_release(struct replay_runs *runs);

#endif
