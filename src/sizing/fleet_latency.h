// What else is known of a fleet's latency: simulated, with a limited queue, of unequal instances.
#ifndef HEADROOM_SIZING_FLEET_LATENCY_H
#define HEADROOM_SIZING_FLEET_LATENCY_H

#include "sizing/latency.h"

#include <stddef.h>
#include <stdint.h>

/// A simulated percentile with its 95 % confidence interval, in seconds.
struct simulated_latency {
    double percentile_s;
    double low_s;
    double high_s;
    double requests;  ///< that were measured
    double instances; ///< that were simulated: fewer than asked where those are too many
};

/// Simulates `instances` at `demand`, about two million requests: under a second. The same seed
/// gives the same answer. Infinite in overload.
struct simulated_latency latency_simulate(const struct latency_target *target, double demand,
                                          double instances, uint64_t seed, size_t threads);

/// What a limit of the queue does.
struct limited_latency {
    double blocking;     ///< share of the requests that is turned away
    double percentile_s; ///< of the others
};

/// `instances` at `demand` with target->queue_limit requests that may wait at each (M/M/c/K:
/// exponential services, first come first served, divided at random).
struct limited_latency latency_with_limit(const struct latency_target *target, double demand,
                                          double instances);

/// The percentile of a fleet with the workers of `instances` in unequal instances, seconds;
/// infinite where one of them is overloaded.
struct unequal_latency {
    double by_size_s;       ///< requests divided as the sizes are
    double equal_s;         ///< as many to a small one as to a large one
    double pooled_s;        ///< one queue for all instances of a pattern
    double overloaded_from; ///< demand from which equal shares overload the smallest
};

/// target->weight repeats until the workers of `instances` are used.
struct unequal_latency latency_of_unequal(const struct latency_target *target, double demand,
                                          double instances);

#endif
