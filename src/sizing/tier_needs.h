// What a demand asks of every tier of a system: units, and when today's are not enough.
#ifndef HEADROOM_SIZING_TIER_NEEDS_H
#define HEADROOM_SIZING_TIER_NEEDS_H

#include "sizing/tier_graph.h"

enum tier_bound {
    TIER_BOUND_LIMIT,   ///< the limit that asks for most
    TIER_BOUND_MIN,     ///< min asks for more
    TIER_BOUND_REPLAY,  ///< what goes to each unit fills it: no number of units is enough
    TIER_BOUND_MANAGED, ///< nothing limits it
};

/// What one tier comes to.
struct tier_need {
    double rate;            ///< requests a second to the tier
    double rate_each;       ///< and those that go to each unit
    double connections_in;  ///< that callers open while they are deployed
    double by[TIER_LIMITS]; ///< units that each limit asks for; NaN: no such limit. Of a limit of
                            ///< the whole tier: the share of it that is used
    enum tier_limit limit;  ///< that asks for most units
    double need;            ///< units before the spare, not rounded; infinite: no number is enough
    double instances;       ///< whatever max says; without limits today's, else min, else NaN
    enum tier_bound bound;
    bool over_max;
    bool throttled;      ///< a limit of the whole tier is exceeded
    double utilization;  ///< of a unit, by its fullest limit, without headroom
    double cost_hour;    ///< NaN without a price
    double breaks_now;   ///< demand at which today's units are full; infinite: never; NaN: unknown
    double breaks_spare; ///< the same with the spare lost
    double breaks_max;   ///< greatest demand that max units take with their headroom
    enum tier_limit breaks_by; ///< what breaks now
    double add;                ///< units more than today; negative: fewer; NaN: today is not known
    double wave;               ///< 1: grows first
    double start_s, ready_s;   ///< when growing starts and ends
};

/// What the system comes to.
struct system_need {
    size_t bottleneck_now, next_now, bottleneck_max; ///< SIZE_MAX: none
    double breaks_now, next_breaks, breaks_spare, breaks_max;
    double cost_hour; ///< of the tiers that have a price; NaN: none has
    double ready_s;   ///< all grown
    bool over_max, throttled;
};

/// Sizes every tier for `demand` (per second). need[] has room for all, order[] gets the order in
/// which tiers grow: a tier starts when all that it calls are ready; shrinking is the reverse.
void tier_needs_find(const struct tier_graph *graph, double demand, struct tier_need *need,
                     size_t *order, struct system_need *system);

/// The demand at which `units` of the tier are full, of which each keeps `headroom`, while callers
/// have opened `connections`; *by (may be NULL) is what fills first. Infinite: never.
double tier_capacity(const struct tier_graph *graph, size_t index, double units, double connections,
                     double headroom, enum tier_limit *by);

/// Today's units of a tier without its spare.
double tier_units_left(const struct tier *tier, double units);

#endif
