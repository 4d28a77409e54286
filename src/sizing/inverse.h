// The scaling equation solved for its other terms. Each answer, put back into size_demand, needs no
// more than the fleet asked for, and a little more of it would.
#ifndef HEADROOM_SIZING_INVERSE_H
#define HEADROOM_SIZING_INVERSE_H

#include "sizing/plan_row.h"

/// The largest fleet that max and budget allow: the smaller of max and
/// floor(budget / (price x hours per month)); infinite when neither is given.
double fleet_allowed(const struct sizing *sizing);

/// How many of `instances` may be filled with demand and headroom: the rest is spare, kept for
/// deploys or left over by zones. -1 when even no demand takes more than `instances`.
double usable_instances(const struct sizing *sizing, double instances);

/// The greatest demand that `instances` take with every buffer kept; NaN when there is none.
double solve_demand(const struct sizing *sizing, double instances);

/// The smallest per-instance rate with which `instances` take `demand`, before what the fullest of
/// them gets more than its share; NaN when none does, or when the latency target takes more of them
/// at any rate.
double solve_per_instance(const struct sizing *sizing, double demand, double instances);

/// The largest headroom that `instances` keep at `demand`; negative when they do not even take the
/// demand without headroom, infinite for no demand, NaN when no instance is usable.
double solve_headroom(const struct sizing *sizing, double demand, double instances);

/// The highest price per hour of an instance at which `demand` stays within the budget.
double solve_price(const struct sizing *sizing, double demand);

/// The smallest monthly budget that pays for `demand`.
double solve_budget(const struct sizing *sizing, double demand);

/// The smallest share of `demand` that a cache must answer so that `instances` take the rest
/// (origin = demand x (1 - hit ratio)); 0 when they take it all, NaN when even no demand fits.
double solve_cache_hit(const struct sizing *sizing, double demand, double instances);

/// The longest mean service time, in seconds and no more than today's, with which `instances` keep
/// the latency target at `demand`; services keep their shape. NaN when no instance is usable.
double solve_service_time_s(const struct sizing *sizing, double demand, double instances);

/// The shortest time, in seconds, that `instances` keep for the percentile of the latency target at
/// `demand` with every buffer kept; NaN without usable instances, infinite in overload.
double solve_latency_s(const struct sizing *sizing, double demand, double instances);

#endif
