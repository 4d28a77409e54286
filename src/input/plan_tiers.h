// The tiers of a plan: what the highest demand that is planned for asks of the system behind it.
#ifndef HEADROOM_INPUT_PLAN_TIERS_H
#define HEADROOM_INPUT_PLAN_TIERS_H

#include "advise/capacity_plan.h"
#include "sizing/tiers_finding.h"
#include "terms/tier_list.h"

/// Zero-initialise; release with plan_tiers_release.
struct plan_tiers {
    bool given;
    struct sizing_options options; ///< what the tiers' own file says, and defaults
    struct tier_system system;
    struct tiers_finding finding;
};

/// Reads --tiers and --links where they are given. What options and --assume say is about the fleet
/// that is planned, and no tier's. Errors: those of the files; --links alone.
int plan_tiers_read(struct invocation *invocation, struct plan_tiers *tiers, struct err *err);

/// Sizes them for the busiest week of the plan. Errors: a demand that is no rate.
int plan_tiers_find(struct plan_tiers *tiers, const struct capacity_plan *plan, struct err *err);

void plan_tiers_release(struct plan_tiers *tiers);

#endif
