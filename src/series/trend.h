// Growth: what the level does at its end, and the robust line through the whole history.
#ifndef HEADROOM_SERIES_TREND_H
#define HEADROOM_SERIES_TREND_H

#include "series/condensed.h"
#include "series/season.h"
#include "series/yearly_season.h"

#include <stdbool.h>

/// Growth per month of 730 h at the end of the history, as a share of the level there, by the means
/// of days without weekdays and months (series/growth.h: linear or exponential by evidence); and
/// Theil and Sen's line through all of it, over daily medians. NaN with less than two weeks of
/// history.
struct trend {
    double growth_month;
    double low, high;
    double level;     ///< at the end, in the unit of the series
    bool significant; ///< the interval leaves out zero
    double slope_day; ///< on the working scale per day
    double intercept; ///< on the working scale at the first step
    double autocorrelation;
};

/// Returns false (and NaN everywhere) when the history is too short.
bool trend_of(const struct condensed *condensed, const struct season *season,
              const struct yearly_season *yearly, struct trend *trend);

#endif
