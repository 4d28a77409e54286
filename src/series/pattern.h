// What a series is like in one word, and why.
#ifndef HEADROOM_SERIES_PATTERN_H
#define HEADROOM_SERIES_PATTERN_H

#include "series/condensed.h"
#include "series/season.h"
#include "series/series.h"
#include "series/shift.h"
#include "series/statistics.h"
#include "series/stock_or_flow.h"
#include "series/trend.h"

enum pattern_class {
    PATTERN_UNKNOWN, ///< under 24 values
    PATTERN_FLAT,
    PATTERN_INCREASE,
    PATTERN_DECREASE,
    PATTERN_SEASONAL_DAILY,
    PATTERN_SEASONAL_WEEKLY,
    PATTERN_SEASONAL_BOTH,
    PATTERN_CYCLICAL,
    PATTERN_SPIKY,
    PATTERN_INTERMITTENT,
    PATTERN_LEVEL_SHIFT,
    PATTERN_STOCK, ///< it keeps what came in, and fills up (series/stock_or_flow.h)
    PATTERN_IRREGULAR,
    PATTERN_CLASSES
};

/// The tests' figures, so that the answer can be explained.
struct pattern {
    enum pattern_class class;
    double season_share, trend_share, shift_share; ///< of the robust variance on the working scale
    double zero_share;                             ///< of the known steps
    double spread;                                 ///< (p99 - p1) / |median|
    double burst_share; ///< of the known steps: above three times what is usual around them, and
                        ///< above p95
    size_t bursts;      ///< runs of such steps
    double cycle_s;     ///< length of a cycle other than day and week; 0 for none
    double cycle_correlation;
    struct stock_evidence stock;
};

/// In this order: unknown; stock; flat (spread at most 20 %, no spike, shift or growth);
/// intermittent (at least half of the steps zero, no strong daily season); then whatever explains
/// the largest share of the variance (at least 15 %, or a season of strength .3) of seasons, trend
/// and level shifts; then a cycle; then spikes (three bursts or more, .5 % of the steps); else
/// irregular.
void pattern_find(struct pattern *pattern, const struct series *series,
                  const struct statistics *statistics, const struct condensed *condensed,
                  const struct season *season, const struct trend *trend,
                  const struct level_shifts *shifts);

/// "steady increase", "seasonal (daily, weekly)" ...
const char *pattern_name(enum pattern_class class);

#endif
