// The highest values of a stock, bucket by bucket, and the clean-ups in them: falls that come back.
#ifndef HEADROOM_FORECAST_STOCK_CLEANUPS_H
#define HEADROOM_FORECAST_STOCK_CLEANUPS_H

#include "series/series.h"

#include <stdbool.h>
#include <stddef.h>

/// Maxima of equal stretches of time that end at the last sample: the highest value is what fills.
struct stock_buckets {
    size_t n;
    double bucket_s;
    double *value;   ///< NaN: no sample
    double *at;      ///< when: in buckets from the start of the first, so that now is n
    double step;     ///< between samples, in buckets
    double last;     ///< the last sample
    double rounding; ///< least gap between values of rounded data; 0: not rounded
};

enum cleanup_mode {
    CLEANUP_NONE,      ///< fewer falls than a habit makes
    CLEANUP_LOOSE,     ///< neither floor nor peak is kept: left in as noise
    CLEANUP_STOPPED,   ///< overdue: growth goes on without
    CLEANUP_BY_LEVEL,  ///< whenever it is nearly full
    CLEANUP_PERIODIC,  ///< every so many buckets
    CLEANUP_IRREGULAR, ///< now and then
};

/// A fall: when, and how deep, less the usual increment.
struct stock_drop {
    size_t bucket; ///< whose value is after it; buckets.n: a fall within the last bucket
    double at;     ///< the first sample after it, in buckets
    double depth;
};

/// What the falls are, and the series without them. Zero-initialise; release with
/// stock_cleanups_release.
struct stock_cleanups {
    enum cleanup_mode mode;
    size_t drops;      ///< all that were found
    size_t jumps;      ///< one-off rises
    double period;     ///< mean time between clean-ups, in buckets
    double peak_phase; ///< of the last sample before a clean-up, in buckets since the one before
    double period_longest; ///< between two
    double depth;          ///< median
    double ramp;           ///< growth within a cycle beyond that of the floor, a bucket
    double rise;           ///< growth within a cycle, a bucket
    double jitter;         ///< of the height at a clean-up, standard deviation
    double last_at;        ///< of the last one, in buckets
    bool cycles;           ///< the trend is told by one value a cycle
    double one_off_depth;  ///< median depth of falls that are no habit; 0: none
    bool *broken;          ///< n: a one-off before this bucket
    double *trend_value;   ///< n values without clean-ups and one-offs; NaN: missing
};

/// Buckets of a series: weeks of 840 days and more, else the longest of a day, 6 h, 1 h and the
/// step that gives 14.
void stock_buckets_fill(const struct series *series, struct stock_buckets *buckets);

void stock_buckets_release(struct stock_buckets *buckets);

/// Finds clean-ups and one-offs; removes spikes from `buckets`.
void stock_cleanups_find(const struct series *series, struct stock_buckets *buckets,
                         struct stock_cleanups *cleanups);

/// What a cycle adds to its floor `ahead` buckets from now; 0 without cycles of a known length.
double stock_cleanups_ramp(const struct stock_cleanups *cleanups, double now, double ahead);

void stock_cleanups_release(struct stock_cleanups *cleanups);

/// "periodic", "by level" ...
const char *cleanup_mode_name(enum cleanup_mode mode);

#endif
