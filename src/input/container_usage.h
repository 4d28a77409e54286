// The usage of containers from metric exports: pods joined to workloads, and a pod to the one whose
// place it took.
#ifndef HEADROOM_INPUT_CONTAINER_USAGE_H
#define HEADROOM_INPUT_CONTAINER_USAGE_H

#include "base/err.h"
#include "cli/invocation.h"
#include "input/container_name.h"
#include "input/read_series.h"
#include "sizing/container_usage.h"

/// Zero-initialise; release with container_usages_release. Texts live in the invocation's arena.
struct container_usages {
    struct series_input input;
    struct container_usage *item;
    size_t count, capacity;
};

/// Reads all operands. Errors: those of reading; no series of memory or CPU; memory or CPU in
/// per cent or in a unit that is not its own; values that cannot be of that unit.
int container_usages_read(struct invocation *invocation, struct container_usages *usages,
                          struct err *err);

void container_usages_release(struct container_usages *usages);

#endif
