// Stocks: what fills up (disks, databases, objects, inodes, licences) and when it is full. A stock
// keeps what came in; it grows by trends, falls at clean-ups and has no season of a flow. Dates are
// those of the first passage of a mixture of trends through the limit.
#ifndef HEADROOM_FORECAST_STOCK_H
#define HEADROOM_FORECAST_STOCK_H

#include "forecast/stock_cleanups.h"
#include "forecast/stock_trends.h"
#include "series/series.h"

#include <stdbool.h>
#include <stddef.h>

/// Fewer buckets than these give no dates, or a rate alone.
enum { STOCK_BUCKETS_LEAST = 3, STOCK_BUCKETS_FOR_DATES = 14 };

/// What was learnt of a stock. Zero-initialise; release with stock_release. Times are in buckets
/// from the last sample, values in the unit of the series.
struct stock {
    struct stock_buckets buckets;
    struct stock_cleanups cleanups;
    struct stock_trends trends;
    double level;      ///< of the trend, now; at clean-ups the floor
    double noise;      ///< standard deviation round the trend, mean of the trends
    double weekday[7]; ///< of the buckets' days, from that of the first bucket
    bool weekly;
    double *rise[3]; ///< ascending rises over 1, 4 and 16 buckets
    size_t rises[3];
};

/// Growth a day, with the bounds of nine cases in ten.
struct stock_growth {
    double day, low, high;
};

/// Days from the last sample until the limit is passed with a probability of 5, 50 and 95 %; NaN:
/// not within the horizon.
struct stock_dates {
    double earliest, expected, latest;
    double probability; ///< that it is passed within the horizon
};

/// Learns a stock from its history; values may be missing. Returns -1 when there are fewer than
/// STOCK_BUCKETS_LEAST buckets with values.
int stock_learn(const struct series *series, struct stock *stock);

/// When it passes `limit`, looked for within `horizon_days`. All 0 when the last value has already.
struct stock_dates stock_passes(const struct stock *stock, double limit, double horizon_days);

/// The probability that the limit is passed within `days`.
double stock_probability(const struct stock *stock, double limit, double days);

/// Quantiles of what it holds in `days`, at ascending probabilities, of the highest value of a
/// bucket and without what stock_known_height adds.
void stock_quantiles(const struct stock *stock, double days, const double *level, size_t levels,
                     double *quantile);

/// What clean-ups and the day of the week add `ahead` buckets from now.
double stock_known_height(const struct stock *stock, double ahead);

struct stock_growth stock_growth(const struct stock *stock);

/// Days until full at the plain rate: what is left of the highest value of the last cycle, or of
/// now, over the growth; NaN when it does not grow.
double stock_plain_days(const struct stock *stock, double limit);

/// The least addition to `limit` with which it is passed within `days` with a probability of at
/// most `risk`; 0 when none is needed.
double stock_addition(const struct stock *stock, double limit, double days, double risk);

/// How many days between clean-ups keep it below `limit` for `days`: room above the floor, at its
/// 95 % quantile, over the growth within a cycle. NaN when it has no clean-ups, 0 when none helps.
double stock_cleanup_days(const struct stock *stock, double limit, double days);

/// Keeping what came in the last so many days fits below `limit`: room above what was there at
/// first (above the floor, where it is cleaned) over the growth. NaN when it does not grow.
double stock_retention_days(const struct stock *stock, double limit);

void stock_release(struct stock *stock);

#endif
