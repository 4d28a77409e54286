// What a demand asks of a system of tiers: of each tier, of what holds state, of all together.
#ifndef HEADROOM_SIZING_TIERS_FINDING_H
#define HEADROOM_SIZING_TIERS_FINDING_H

#include "base/err.h"
#include "sizing/tier_needs.h"
#include "sizing/tier_states.h"

/// What was found. Zero-initialise but for graph, demand and the terms; release with
/// tiers_finding_release.
struct tiers_finding {
    const struct tier_graph *graph;
    const struct tier_state *state; ///< of each tier
    double demand;                  ///< requests a second
    double hours_per_month;
    double budget_month; ///< NaN: none
    struct tier_need *need;
    size_t *order; ///< in which tiers grow
    struct system_need system;
    struct tier_figures figures; ///< of what holds state
};

/// Sizes the system. Errors: more units than can be meant.
int tiers_find(struct tiers_finding *finding, struct err *err);

void tiers_finding_release(struct tiers_finding *finding);

#endif
