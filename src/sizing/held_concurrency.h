// Functions that are held ready: how many, by the layers of the load-duration curve.
#ifndef HEADROOM_SIZING_HELD_CONCURRENCY_H
#define HEADROOM_SIZING_HELD_CONCURRENCY_H

#include "sizing/fleet_use.h"

struct held_concurrency {
    double level;
    double cost, on_demand_cost; ///< of all hours
    double break_even_use;       ///< share of the time that one has to serve
};

/// The cheapest level for concurrency `use` at `memory_gb`: one more is held where it serves for
/// more than held / (demand - used) of the time. Prices of a GB-s: held, used on what is held, on
/// demand.
struct held_concurrency held_concurrency_best(const struct fleet_use *use, double memory_gb,
                                              double held, double used, double demand);

#endif
