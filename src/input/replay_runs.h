// The replays of one question: the trace as it was, and surges; with what each is compared.
#ifndef HEADROOM_INPUT_REPLAY_RUNS_H
#define HEADROOM_INPUT_REPLAY_RUNS_H

#include "input/replay_setup.h"
#include "sim/stress.h"

#include <stdbool.h>
#include <stddef.h>

enum { SURGES_MAX = 16 };

/// Multiples of the mean demand to which surges rise.
struct surges {
    double factor[SURGES_MAX];
    size_t count;
    size_t asked; ///< how many of them --stress names: the first
};

/// One replay with its comparisons.
struct replay_run {
    const char *scenario; ///< "trace", "10x", or the path's key; in the invocation's arena
    double factor;        ///< of a surge; 0 for a trace
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
    size_t asked_surges; ///< those of --stress, first among the surges
};

/// Reads the factors of --stress, "5x,10x,50x". Errors: a factor that is none, too many.
int surges_read(struct invocation *invocation, struct surges *surges, struct err *err);

/// Reads one factor and adds it unless it is there; `name` is what says it, for messages.
int surges_add(struct invocation *invocation, const char *name, const char *text,
               struct surges *surges, struct err *err);

/// What a surge is called: "10x".
const char *surge_name(struct arena *arena, double factor);

/// Replays the trace, surges and, of several paths, each, and the policy of --against. `compares`:
/// also a fixed fleet and perfect knowledge. Errors: those of replay; a surge of a metric that is a
/// column.
int replay_runs_make(struct replay_setup *setup, const struct surges *surges, bool compares,
                     struct replay_runs *runs, struct err *err);

/// What tables call the column that tells the runs apart: "path" where all are paths, else
/// "scenario".
const char *replay_runs_column(const struct replay_runs *runs);

void replay_runs_release(struct replay_runs *runs);

#endif
