// Trends of a stock: lines, curves and bends, each with several sizes of a wandering level, weighed
// by how well they told the next value.
#ifndef HEADROOM_FORECAST_STOCK_TRENDS_H
#define HEADROOM_FORECAST_STOCK_TRENDS_H

#include <stdbool.h>
#include <stddef.h>

enum stock_trend_kind {
    STOCK_LINE,
    STOCK_QUADRATIC,
    STOCK_EXPONENTIAL, ///< growth that grows, or that dies away
    STOCK_BEND,        ///< another growth from one moment on
};

enum { STOCK_TRENDS_MAX = 32 };

/// One trend over u = time / (time of the whole history), now = 1.
struct stock_trend {
    enum stock_trend_kind kind;
    double shape;     ///< of an exponential, its rate; of a bend, when
    size_t terms;     ///< 1, or 2
    double wander;    ///< variance of the level's steps over that of the noise
    double slope[2];  ///< of the terms
    double spread[3]; ///< (X'WX)^-1: 11, 12, 22
    double noise2;    ///< variance of the noise
    double freedom;
    double level;        ///< filtered, without terms
    double filtered[2];  ///< terms, filtered alike
    double level_spread; ///< variance of the level now, over noise2
    double curvature;    ///< how much growth wanders, a bucket
    double growth;       ///< over as long as the history
    double weight;       ///< of all: 1
    double log_weight;
};

struct stock_trends {
    size_t buckets;
    double growth,
        growth_sd; ///< now, a bucket: mean and standard deviation of all that were likely
    size_t count;
    struct stock_trend trend[STOCK_TRENDS_MAX];
};

/// What trends are fitted to.
struct stock_values {
    size_t n;            ///< buckets
    const double *value; ///< NaN: missing
    const bool
        *broken;     ///< a one-off before this bucket: the level starts anew, the growth does not
    double rounding; ///< of the values; 0: not rounded
    bool cycles;     ///< one value a clean-up
};

/// Weighs trends on values. Returns -1 with fewer than 3 of them.
int stock_trends_fit(const struct stock_values *values, struct stock_trends *trends);

/// Terms at u, straight on or level where a curve would run away.
void stock_trend_terms(const struct stock_trend *trend, double u, double terms[2]);

/// The trend `ahead` buckets from now.
double stock_trend_value(const struct stock_trends *trends, const struct stock_trend *trend,
                         double ahead);

/// Growth a bucket at time u, as in stock_trend_terms.
double stock_trend_slope(const struct stock_trends *trends, const struct stock_trend *trend,
                         double u);

#endif
