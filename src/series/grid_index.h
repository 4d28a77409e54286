// Which step of a grid does a time belong to?
#ifndef HEADROOM_SERIES_GRID_INDEX_H
#define HEADROOM_SERIES_GRID_INDEX_H

#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>

/// Steps from `start`; steps of days follow the local clock, whose days may have 23 or 25 hours,
/// and steps of months the calendar.
struct grid_index {
    instant start;
    int64_t step_s;
    bool nearest;            ///< times jitter: the nearest step is meant
    const struct zone *zone; ///< for steps of whole days and of months; NULL: plain multiples, UTC
    int64_t first_day;       ///< local day number of start
    int64_t first_month;     ///< of steps of months: month_of the first
};

/// The grid of `step_s` at `phase_ms` whose first step holds `first`. Days start at the local
/// midnight of `zone` (NULL: UTC), weeks on Monday, when there is no phase of the data's own to
/// keep.
void grid_index_init(struct grid_index *index, instant first, int64_t step_s, int64_t phase_ms,
                     bool nearest, const struct zone *zone);

/// Where step `i` begins in time: of months with the calendar's month, else by the regular grid.
instant grid_index_begin(const struct grid_index *index, int64_t i);

/// Negative before the start.
int64_t grid_index_of(const struct grid_index *index, instant time);

#endif
