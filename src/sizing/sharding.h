// Data spread over shards: how uneven, and what moving it takes when there are more or fewer.
#ifndef HEADROOM_SIZING_SHARDING_H
#define HEADROOM_SIZING_SHARDING_H

#include <stdbool.h>

/// What the fullest of `shards` holds, as a multiple of the mean, on a hash ring with `points` of
/// each: 1 + sqrt(2 ln shards / points). Between the mean and the 95th percentile of simulated
/// rings for 16 points and more.
double hash_ring_skew(double shards, double points);

/// What is to be moved. Bytes, bytes a second, seconds.
struct rebalance {
    double moved, sent_each, received_each;
    double seconds;
    bool by_source; ///< sending takes longest
};

/// From `before` to `after` shards, where a shard sends and receives at these rates when it has
/// nothing else to do, and is busy a share of the time. Domain: counts of 1 and more, busy < 1.
struct rebalance rebalance_find(double before, double after, double bytes, double send_rate,
                                double receive_rate, double busy);

#endif
