// Level shifts: times at which the level changes at once and stays.
#ifndef HEADROOM_SERIES_SHIFT_H
#define HEADROOM_SERIES_SHIFT_H

#include "series/condensed.h"
#include "series/season.h"

#include <stddef.h>

struct level_shift {
    size_t step; ///< first condensed step of the new level
    instant time;
    double before, after; ///< median levels of the stretches on both sides, in the series' unit
    double jump;          ///< on the working scale
    double score;         ///< jump / robust deviation of all such differences, at most 1,000
};

struct level_shifts {
    struct level_shift *item; ///< in order of time
    size_t count;
    size_t capacity;
};

/// Finds shifts in the series less its season: the medians of the days after and before a step
/// differ by six robust deviations (more in short histories) of that difference over the whole
/// series (so that noise, trends and random walks, whose differences are alike everywhere, have
/// none), by at least a tenth of the level, and the new level stays: what returns within a tenth of
/// the history, or in the last quarter of a day, is an excursion.
void level_shifts_find(struct level_shifts *shifts, const struct condensed *condensed,
                       const struct season *season);

void level_shifts_release(struct level_shifts *shifts);

#endif
