// What one instance takes of the demand: the least of what its resources let it take.
#ifndef HEADROOM_SIZING_INSTANCE_RATE_H
#define HEADROOM_SIZING_INSTANCE_RATE_H

#include "sizing/plan_row.h"

/// Settles per_instance and rate_by out of `limits`: the least of throughput, memory and
/// connections, less what the fullest instance gets more than its share; with latency_as_rate no
/// more than an instance takes within the latency target.
void instance_rate_settle(struct sizing *sizing);

#endif
