#include "queueing/cache_hits.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { ALONE_MAX = 250000, SEARCH_STEPS = 200 };

static const double group_width = 0.001;

static void add_group(struct popularity *popularity, double share, double keys)
{
    popularity->share[popularity->groups] = share;
    popularity->keys[popularity->groups++] = keys;
}

/// Shares that add up to 1.
static void normalise(struct popularity *popularity)
{
    double sum = 0;
    popularity->total = 0;
    for (size_t i = 0; i < popularity->groups; i++) {
        sum += popularity->share[i] * popularity->keys[i];
        popularity->total += popularity->keys[i];
    }
    for (size_t i = 0; i < popularity->groups; i++)
        popularity->share[i] /= sum;
}

void popularity_zipf(double keys, double exponent, struct popularity *popularity)
{
    const double alone = fmin(floor(keys), ALONE_MAX);
    const size_t groups = (size_t)alone + (size_t)(log(fmax(keys / alone, 1)) / group_width) + 2;
    popularity->share = mem_alloc(groups, sizeof *popularity->share);
    popularity->keys = mem_alloc(groups, sizeof *popularity->keys);
    popularity->groups = 0;
    for (double rank = 1; rank <= alone; rank++)
        add_group(popularity, pow(rank, -exponent), 1);
    for (double rank = alone + 1; rank <= floor(keys);) {
        double next = fmin(floor(rank * (1 + group_width)) + 1, floor(keys) + 1);
        add_group(popularity, pow(sqrt(rank * (next - 1)), -exponent), next - rank);
        rank = next;
    }
    normalise(popularity);
}

void popularity_counted(const double *requests, size_t keys, struct popularity *popularity)
{
    popularity->share = mem_alloc(keys + 1, sizeof *popularity->share);
    popularity->keys = mem_alloc(keys + 1, sizeof *popularity->keys);
    popularity->groups = 0;
    for (size_t i = 0; i < keys; i++)
        add_group(popularity, requests[i], 1);
    normalise(popularity);
}

void popularity_release(struct popularity *popularity)
{
    free(popularity->share);
    free(popularity->keys);
    *popularity = (struct popularity){0};
}

/// Keys that are there after `requests` of them, and the share of requests for those.
static void after(const struct popularity *popularity, double requests, double *keys, double *hit)
{
    *keys = *hit = 0;
    for (size_t i = 0; i < popularity->groups; i++) {
        double there = -expm1(-popularity->share[i] * requests);
        *keys += popularity->keys[i] * there;
        *hit += popularity->keys[i] * popularity->share[i] * there;
    }
}

/// The number of requests after which as many keys (or, `of_hits`, that hit share) are there.
static double requests_until(const struct popularity *popularity, double wanted, bool of_hits)
{
    double keys, hit, low = 0, high = 1;
    after(popularity, high, &keys, &hit);
    while ((of_hits ? hit : keys) < wanted && high < 1e300) {
        low = high;
        high *= 2;
        after(popularity, high, &keys, &hit);
    }
    for (int step = 0; step < SEARCH_STEPS && high - low > 1e-13 * high; step++) {
        double middle = low + (high - low) / 2;
        after(popularity, middle, &keys, &hit);
        if ((of_hits ? hit : keys) < wanted)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double cache_characteristic(const struct popularity *popularity, double capacity)
{
    if (capacity >= popularity->total)
        return INFINITY;
    return capacity > 0 ? requests_until(popularity, capacity, false) : 0;
}

double cache_hit_share(const struct popularity *popularity, double characteristic)
{
    double keys, hit;
    after(popularity, characteristic, &keys, &hit);
    return hit;
}

double cache_capacity_for(const struct popularity *popularity, double target)
{
    double keys, hit;
    if (target <= 0)
        return 0;
    if (target >= 1)
        return popularity->total;
    after(popularity, requests_until(popularity, target, true), &keys, &hit);
    // Rounding in the search: the capacity below may do already, or this one not yet.
    double capacity = fmin(fmax(ceil(keys) - 1, 0), popularity->total);
    while (capacity < popularity->total &&
           cache_hit_share(popularity, cache_characteristic(popularity, capacity)) < target)
        capacity++;
    return capacity;
}

double cache_hit_after_flush(const struct popularity *popularity, double characteristic,
                             double rate, double seconds)
{
    return cache_hit_share(popularity, fmin(characteristic, rate * seconds));
}

/// The integral of the hit share from 0 to `seconds`, which the filling takes at least.
static double hits_until(const struct popularity *popularity, double rate, double seconds)
{
    double sum = 0;
    for (size_t i = 0; i < popularity->groups; i++) {
        double share = popularity->share[i];
        if (share > 0)
            sum += popularity->keys[i] * (share * seconds + expm1(-share * rate * seconds) / rate);
    }
    return sum;
}

double cache_hit_mean_after_flush(const struct popularity *popularity, double characteristic,
                                  double rate, double from_s, double to_s)
{
    const double full = characteristic / rate;
    const double from = fmin(from_s, full), to = fmin(to_s, full);
    const double steady = to_s - fmax(from_s, to);
    double hits = hits_until(popularity, rate, to) - hits_until(popularity, rate, from);
    if (steady > 0)
        hits += steady * cache_hit_share(popularity, characteristic);
    return hits / (to_s - from_s);
}

double cache_hit_of_ttl(const struct popularity *popularity, double rate, double ttl_s)
{
    return cache_hit_limited(popularity, INFINITY, rate, ttl_s);
}

double cache_hit_limited(const struct popularity *popularity, double characteristic, double rate,
                         double ttl_s)
{
    double sum = 0;
    for (size_t i = 0; i < popularity->groups; i++) {
        double share = popularity->share[i], x = share * rate * ttl_s;
        double kept = share > 0 ? -expm1(-share * characteristic) : 0;
        sum += popularity->keys[i] * share * fmin(kept, x / (1 + x));
    }
    return sum;
}
