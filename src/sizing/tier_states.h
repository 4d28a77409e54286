// What holds state in a system of tiers: caches, pools of connections, shards, replicas and queues
// that fall behind, disks that fill up, machines that are away while they are resized.
#ifndef HEADROOM_SIZING_TIER_STATES_H
#define HEADROOM_SIZING_TIER_STATES_H

#include "queueing/cache_hits.h"
#include "sizing/tier_needs.h"

/// What is known of the state of a tier. NaN: not given. Rates per second, sizes in bytes, times in
/// seconds.
struct tier_state {
    struct popularity popularity; ///< of a cache's keys; no groups: not known
    double item_size, ttl, hit_target;
    double wait, wait_share; ///< share of queries that may wait longer for a connection
    double apply_rate;       ///< writes or messages that are worked off
    double burst_rate, burst_time;
    double send_rate, receive_rate;    ///< of a unit while data move
    double request_value;              ///< money that a lost request costs
    double hash_points;                ///< of each shard on a hash ring
    double downtime, resizes;          ///< of one resize; how many a year
    double growth_bytes, growth_share; ///< of what is stored, a day
    double growth_month;               ///< of demand, as a share a month
    double lead_time;
    double write_bytes, retention, copies, compression; ///< what becomes of a request's data
};

/// Which model a figure is of.
enum tier_model {
    MODEL_CACHE,
    MODEL_POOL,
    MODEL_REBALANCE,
    MODEL_LAG,
    MODEL_STORAGE,
    MODEL_RESIZE,
};

struct tier_figure {
    size_t tier;
    enum tier_model model;
    const char *name, *unit;
    double value; ///< infinite: never
};

/// Zero-initialise; release with free(list->figure).
struct tier_figures {
    struct tier_figure *figure;
    size_t count, capacity;
};

/// "cache", "pool" ...
const char *tier_model_name(enum tier_model model);

/// Settles what follows from the state before tiers are counted: cache_hit of caches whose keys are
/// known, by today's nodes (else min, else 1); as many nodes as hit_target asks for, as `min`; data
/// that requests leave behind. The graph's visits follow.
void tier_states_settle(struct tier_graph *graph, const struct tier_state *state, double demand);

/// The figures of all tiers whose state is known.
void tier_states_find(const struct tier_graph *graph, const struct tier_state *state,
                      const struct tier_need *need, double demand, struct tier_figures *figures);

/// A figure of a tier by its name; NaN: there is none.
double tier_figure_of(const struct tier_figures *figures, size_t tier, enum tier_model model,
                      const char *name);

#endif
