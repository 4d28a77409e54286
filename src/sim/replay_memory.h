// What a replay works with: kept from one to the next, so that thousands of them allocate little.
#ifndef HEADROOM_SIM_REPLAY_MEMORY_H
#define HEADROOM_SIM_REPLAY_MEMORY_H

#include "sim/autoscaler.h"
#include "sim/metric_feeds.h"
#include "sim/replay.h"
#include "sim/tally.h"

/// The world at one moment of a replay.
struct replay_memory {
    struct fleet fleet;
    struct metric_feeds feeds;
    struct autoscaler autoscaler;
    struct tally tally;
    struct load_rules load;
    double backlog; ///< demand x seconds
    instant now, end;
    size_t tick;
    double demand, need; ///< of the tick
    size_t failed;       ///< of the input's failures, those that happened
    instant next_failure;
};

#endif
