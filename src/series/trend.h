// Growth: the robust slope of what remains without seasons, and how far it can be trusted.
#ifndef HEADROOM_SERIES_TREND_H
#define HEADROOM_SERIES_TREND_H

#include "series/condensed.h"
#include "series/season.h"
#include "series/yearly_season.h"

#include <stdbool.h>

/// Per month of 730 h, in proportion (0.05 is 5 % a month): of the level itself on the logarithmic
/// working scale, else of the median. Theil and Sen's slope over daily medians. Neighbouring days
/// are not independent, so its 95 % interval is widened by sqrt((1 + r) / (1 - r)), r the first
/// autocorrelation of the residuals, and, where r is as high as a random walk's, to that of the
/// drift of a walk. NaN with less than two weeks of history.
struct trend {
    double growth_month;
    double low, high;
    bool significant; ///< the interval leaves out zero
    double slope_day; ///< on the working scale per day
    double intercept; ///< on the working scale at the first step
    double autocorrelation;
};

/// Returns false (and NaN everywhere) when the history is too short.
bool trend_of(const struct condensed *condensed, const struct season *season,
              const struct yearly_season *yearly, struct trend *trend);

#endif
