// What a system meets when a cache is emptied, or when what it calls fails and is called again.
#ifndef HEADROOM_SIZING_TIER_STORMS_H
#define HEADROOM_SIZING_TIER_STORMS_H

#include "sizing/tier_needs.h"

enum tier_storm_kind {
    STORM_FLUSH, ///< the cache `cause` is empty
    STORM_RETRY, ///< every attempt fails and is made again as often as allowed
};

struct tier_storm {
    enum tier_storm_kind kind;
    size_t cause;  ///< the cache; of retries the tier that is hit
    size_t hit;    ///< the tier whose load grows most
    double rate;   ///< its requests a second then, those to each unit left aside
    double times;  ///< of its usual rate
    double stands; ///< demand up to which its units take that; NaN: how many there are is not known
};

/// The storm that an empty cache of `tier` makes. False when it answers nothing for others.
bool tier_flush_storm(const struct tier_graph *graph, const struct tier_need *need, size_t tier,
                      double demand, struct tier_storm *storm);

/// The worst of all tiers when attempts fail. False when nothing is repeated.
bool tier_retry_storm(const struct tier_graph *graph, const struct tier_need *need, double demand,
                      struct tier_storm *storm);

#endif
