// The scaling equation for many demands: each takes a few milliseconds where latency decides.
#ifndef HEADROOM_SIZING_MANY_DEMANDS_H
#define HEADROOM_SIZING_MANY_DEMANDS_H

#include "sizing/plan_row.h"

#include <stddef.h>

/// One demand, which has passed sizing_check_demand, and its answer.
struct sizing_task {
    const struct sizing *sizing;
    double demand;
    struct plan_row row;
};

/// Sizes all of them with size_demand, on up to `threads` threads; the answers are the same on any
/// number. A demand like the one before it takes no time.
void size_demands(struct sizing_task *task, size_t count, size_t threads);

#endif
