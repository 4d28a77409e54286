// Daily and weekly seasons: how strong, whether more than noise, and their profile.
#ifndef HEADROOM_SERIES_SEASON_H
#define HEADROOM_SERIES_SEASON_H

#include "series/condensed.h"
#include "series/series.h"
#include "time/zone.h"

#include <stddef.h>

/// Strengths by season_blocks_strength, on the working scale; of turns by whole hours (days). 0
/// when no more than chance would give (p <= 0.01 for days, 0.02 for weeks); NaN when the history
/// is too short: daily needs 3 days, weekly 3 weeks.
struct season {
    double daily;
    double weekly;
    double daily_p, weekly_p; ///< of the turns; NaN when not tested
    size_t phases;            ///< of the week: 7 * steps a day; 0 when days cannot be seen
    double *profile; ///< by week phase on the working scale, mean 0; daily and weekly as far as
                     ///< they are not 0
};

/// Analyses a condensed series.
void season_init(struct season *season, const struct condensed *condensed);

/// The condensed series less its season; the caller frees it.
double *season_removed(const struct season *season, const struct condensed *condensed);

void season_release(struct season *season);

#endif
