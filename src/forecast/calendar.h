// Where each step of a series stands on the local clock, so that seasons follow people and not UTC.
#ifndef HEADROOM_FORECAST_CALENDAR_H
#define HEADROOM_FORECAST_CALENDAR_H

#include "time/instant.h"
#include "time/zone.h"

#include <stddef.h>
#include <stdint.h>

/// Steps are counted on the local clock: the hour that a spring change skips is a local step
/// without a UTC step; both hours of an autumn change are one local step. From a day on, the clock
/// is left alone.
struct calendar {
    instant start;
    int64_t step_s;
    const struct zone *zone; ///< NULL: UTC
    int64_t local_start;     ///< local clock at `start`, seconds since 1970-01-01 00:00 local
    size_t season; ///< steps a day; a week for daily data; 52 or 12 for weekly or monthly; 0 none
    size_t long_season; ///< steps a week for data finer than a day; 0 none
    size_t phase;       ///< of step 0 within the long season (or the season): Monday 00:00 is 0
};

void calendar_init(struct calendar *calendar, instant start, int64_t step_s,
                   const struct zone *zone);

/// Local step of the i-th UTC step after start; never decreases but by a clock change.
size_t calendar_local(const struct calendar *calendar, size_t i);

#endif
