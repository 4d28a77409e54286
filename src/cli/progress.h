// Progress of long work, for people who wait at a terminal; nothing anywhere else.
#ifndef HEADROOM_CLI_PROGRESS_H
#define HEADROOM_CLI_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct invocation;

/// Part of struct invocation; zero-initialised means: nothing going on.
struct progress {
    const char *what;
    atomic_size_t taken_up;
    size_t total;
    atomic_bool is_showing; ///< by one thread, which alone uses what follows
    double shown_s;         ///< when it was last shown, of a clock that only runs
    bool visible;
};

/// Begins to count `total` pieces of work: "forecasting", 200. Shown on standard error once it
/// takes longer than half a second, when that is a terminal, NO_COLOR is unset and TERM is not
/// dumb; not with -q.
void progress_begin(struct invocation *invocation, const char *what, size_t total);

/// The next piece is taken up; any thread may say so.
void progress_step(struct invocation *invocation);

/// Takes it off the screen; the dispatcher does so too before anything else is said.
void progress_end(struct invocation *invocation);

#endif
