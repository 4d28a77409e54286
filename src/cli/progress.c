#include "cli/progress.h"

#include "cli/diagnostics.h"
#include "cli/invocation.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/// Seconds between two pictures; the first comes after as long, so that quick work shows nothing.
#define PROGRESS_EVERY_S 0.5

static double clock_s(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(struct invocation *invocation, const char *what, size_t total)
{
    if (option_given(invocation, OPT_QUIET) || !terminal_for_people(STDERR_FILENO))
        return;
    invocation->progress = (struct progress){.what = what, .total = total, .shown_s = clock_s()};
}

void progress_step(struct invocation *invocation)
{
    struct progress *progress = &invocation->progress;
    if (progress->what == NULL)
        return;
    size_t taken_up = atomic_fetch_add(&progress->taken_up, 1) + 1;
    // Whoever finds another thread at it leaves the picture to the next step.
    if (atomic_exchange(&progress->is_showing, true))
        return;
    double now_s = clock_s();
    if (now_s - progress->shown_s >= PROGRESS_EVERY_S) {
        fprintf(stderr, "\r\033[Kheadroom: %s %zu of %zu", progress->what, taken_up,
                progress->total);
        fflush(stderr);
        progress->shown_s = now_s;
        progress->visible = true;
    }
    atomic_store(&progress->is_showing, false);
}

void progress_end(struct invocation *invocation)
{
    if (invocation->progress.visible)
        fputs("\r\033[K", stderr);
    invocation->progress = (struct progress){0};
}
