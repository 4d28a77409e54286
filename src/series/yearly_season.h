// The season of the year, by months.
#ifndef HEADROOM_SERIES_YEARLY_SEASON_H
#define HEADROOM_SERIES_YEARLY_SEASON_H

#include "series/condensed.h"
#include "series/season.h"

enum { MONTHS_A_YEAR = 12 };

struct yearly_season {
    double strength; ///< as of struct season, by the medians of months; 0: no more than chance
                     ///< would give; NaN with less than two years
    double p;        ///< of the turned years; NaN when not tested
    double month[MONTHS_A_YEAR]; ///< from January, on the working scale, mean 0; 0 without a season
    const struct zone *zone;     ///< not owned
};

/// From what the daily and weekly season leave. Two years have twelve turns: that of the calendar
/// must be the best of them. zone NULL: UTC.
void yearly_season_init(struct yearly_season *yearly, const struct condensed *condensed,
                        const struct season *season, const struct zone *zone);

/// Takes the months out of `value`, which has as many steps as `condensed`.
void yearly_season_remove(const struct yearly_season *yearly, const struct condensed *condensed,
                          double *value);

#endif
