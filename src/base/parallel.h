// The same task for many items, on several threads.
#ifndef HEADROOM_BASE_PARALLEL_H
#define HEADROOM_BASE_PARALLEL_H

#include <stddef.h>

/// One item's work; it may touch nothing that another item's work writes.
typedef void parallel_task(void *context, size_t item);

/// Runs `task` for the items 0 .. count - 1 on up to `threads` threads, the caller's among them,
/// and returns when all are done. Fewer threads, down to the caller's alone, where the system gives
/// no more.
void parallel_run(size_t count, size_t threads, parallel_task *task, void *context);

/// Processors that are online, at least 1 and at most 8.
size_t parallel_default_threads(void);

#endif
