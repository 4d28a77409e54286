// A system as a directed graph without cycles: tiers of equal units, links for the requests that
// they send each other.
#ifndef HEADROOM_SIZING_TIER_GRAPH_H
#define HEADROOM_SIZING_TIER_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

/// What limits a unit of a tier, or the tier as a whole.
enum tier_limit {
    TIER_THROUGHPUT,
    TIER_CONCURRENCY, ///< requests held at once
    TIER_CONNECTIONS, ///< opened by the units of callers
    TIER_MEMORY,
    TIER_STORAGE,
    TIER_IOPS,
    TIER_BANDWIDTH,
    TIER_UNIT_LIMITS, ///< those before are of a unit, those behind it of the tier
    TIER_THROTTLE = TIER_UNIT_LIMITS,
    TIER_QUOTA, ///< requests that the platform serves at once
    TIER_LIMITS,
};

/// "throughput", "connections" ...
const char *tier_limit_name(enum tier_limit limit);

/// A tier as it is described. NaN: not given, so no such limit. Rates per second, times in seconds,
/// sizes in bytes, money per hour.
struct tier {
    const char *name;
    double per_instance;
    double connections, duration; ///< held at once by a unit; how long each is
    double max_connections, reserved_connections;
    double memory, memory_base, memory_per_connection, memory_per_request;
    double storage, data,
        fill; ///< of a unit; of the whole tier, all copies; share that may be used
    double iops, io_per_request;
    double bandwidth, bytes_per_request;
    double throttle, quota;  ///< of the whole tier
    double imbalance;        ///< how much more than an even share the fullest unit has; 0.2
    double cache_hit, share; ///< share that goes no further; share of the demand at a root
    double retry, retries;   ///< share of attempts that fail, attempts after the first
    double headroom, spare, zones;
    bool spare_zone; ///< a zone may fail instead of `spare` units
    double min, max, multiple, current;
    double price, boot, batch;
};

struct tier_link {
    size_t from, to;
    double calls; ///< per request of `from`
    bool miss;    ///< only of what the cache of `from` did not answer
    bool each;    ///< the whole rate goes to every unit of `to`, as replication does
    double pool;  ///< connections that a unit of `from` opens to the tier `to`
    double surge; ///< share of more units of `from` while it is deployed
};

/// Fill tier and link with memory of malloc, then call tier_graph_settle; release with
/// tier_graph_release.
struct tier_graph {
    struct tier *tier;
    size_t tiers, tier_capacity;
    struct tier_link *link;
    size_t links, link_capacity;
    size_t *order;           ///< of the tiers: callers first
    size_t *first_in, *in;   ///< links into tier i: in[first_in[i]] to in[first_in[i + 1] - 1]
    size_t *first_out, *out; ///< links out of it
    double *visits;          ///< requests to the tier for each of the demand, attempts included
    double *visits_each;     ///< the same to each of its units
};

/// What is different from the usual flow.
struct tier_flow_case {
    size_t cold;  ///< the tier whose cache is empty; SIZE_MAX: none
    bool failing; ///< all attempts fail, so that each is repeated as often as allowed
};

/// Orders the tiers and finds how often each is visited. False when there is a cycle: *cycle is
/// the index of a tier in it.
bool tier_graph_settle(struct tier_graph *graph, size_t *cycle);

/// The tiers of the cycle that tier_graph_settle has found, in the order of the calls, at most
/// `most`: returns how many.
size_t tier_graph_cycle(const struct tier_graph *graph, size_t start, size_t *path, size_t most);

/// Requests to each tier per request of the demand: a root gets `share`, others from each caller
/// its rate x calls (of misses alone what its cache lets through) x (1 - f^(k + 1)) / (1 - f)
/// attempts. `each` (may be NULL) gets what every unit receives.
void tier_graph_flow(const struct tier_graph *graph, const struct tier_flow_case *what,
                     double *visits, double *each);

bool tier_is_root(const struct tier_graph *graph, size_t tier);

/// Whether anything limits a unit of it; a tier without is managed by someone else.
bool tier_has_units(const struct tier *tier);

void tier_graph_release(struct tier_graph *graph);

#endif
