// A series made short enough to be analysed: hourly means on the working scale, with local phases.
#ifndef HEADROOM_SERIES_CONDENSED_H
#define HEADROOM_SERIES_CONDENSED_H

#include "series/log_transform.h"
#include "series/series.h"
#include "time/zone.h"

#include <stddef.h>
#include <stdint.h>

/// From three days of history on, steps under an hour become hours (UTC); shorter histories become
/// at most 512 steps.
struct condensed {
    instant start;
    int64_t step_s;
    size_t n;
    double
        *value; ///< mean of the step on the working scale; NaN when under a quarter of it is known
    struct log_transform scale; ///< of the series' own values
    size_t day_phases;          ///< steps a day; 1 for daily data, 0 when days cannot be seen
    uint32_t
        *week_phase; ///< local phase within the week from Monday 00:00; 0 .. 7 * day_phases - 1
    int64_t *day;    ///< local day number since 1970-01-01
};

/// zone NULL: UTC.
void condensed_init(struct condensed *condensed, const struct series *series,
                    const struct zone *zone);

instant condensed_time(const struct condensed *condensed, size_t i);

/// The condensed step that holds each step of `series`, which it was made from; malloc'ed.
uint32_t *condensed_steps(const struct condensed *condensed, const struct series *series);

void condensed_release(struct condensed *condensed);

#endif
