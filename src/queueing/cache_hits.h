// How often a cache that keeps what was used last answers, by the popularity of its keys.
#ifndef HEADROOM_QUEUEING_CACHE_HITS_H
#define HEADROOM_QUEUEING_CACHE_HITS_H

#include <stdbool.h>
#include <stddef.h>

/// Keys in groups of equal popularity. Release with popularity_release.
struct popularity {
    double *share; ///< of the requests that one key of the group gets
    double *keys;  ///< in the group
    size_t groups;
    double total; ///< keys in all
};

/// `keys` >= 1 keys of which the one of rank k gets a share in proportion to k^-exponent. Up to
/// 250,000 ranks stand alone, those behind in groups whose ranks differ by 0.1 %.
void popularity_zipf(double keys, double exponent, struct popularity *popularity);

/// Keys with the requests that each got, at least one of which is above 0.
void popularity_counted(const double *requests, size_t keys, struct popularity *popularity);

void popularity_release(struct popularity *popularity);

/// After how many requests a key that was not asked for is gone from a cache of `capacity` items: t
/// of sum (1 - e^(-p_i t)) = capacity (Che, Tung and Wang, "Hierarchical web caching systems",
/// 2002). Infinite where all keys fit.
double cache_characteristic(const struct popularity *popularity, double capacity);

/// The share of requests that the cache answers: sum p_i (1 - e^(-p_i t)). Within 0.0036 of
/// simulated least-recently-used caches.
double cache_hit_share(const struct popularity *popularity, double characteristic);

/// The smallest whole capacity whose hit share is at least `target` in [0, 1].
double cache_capacity_for(const struct popularity *popularity, double target);

/// The hit share `seconds` after the cache was emptied, at `rate` requests a second: it fills for
/// t / rate.
double cache_hit_after_flush(const struct popularity *popularity, double characteristic,
                             double rate, double seconds);

/// Its mean between two times after the cache was emptied.
double cache_hit_mean_after_flush(const struct popularity *popularity, double characteristic,
                                  double rate, double from_s, double to_s);

/// The hit share where items are dropped `ttl_s` after they came, all of them fitting:
/// sum p_i x / (1 + x) with x = p_i rate ttl.
double cache_hit_of_ttl(const struct popularity *popularity, double rate, double ttl_s);

/// Where both limit it: of each key the smaller of the two, which is at most the truth's.
double cache_hit_limited(const struct popularity *popularity, double characteristic, double rate,
                         double ttl_s);

#endif
