// How many connections a pool needs so that queries seldom wait for one.
#ifndef HEADROOM_QUEUEING_CONNECTION_POOL_H
#define HEADROOM_QUEUEING_CONNECTION_POOL_H

struct connection_pool {
    double busy;      ///< connections in use on average: rate x hold
    double size;      ///< the fewest that keep waits as short as asked; NaN: more than a million
    double wait_over; ///< share of queries that wait longer than asked, with that size
};

/// The smallest c with C(c, rate hold) e^(-(c / hold - rate) wait) <= share: an M/M/c queue of
/// queries that hold a connection for `hold_s`, of which a `share` may wait longer than `wait_s`.
struct connection_pool connection_pool_size(double rate, double hold_s, double wait_s,
                                            double share);

#endif
