// Steps of months. A regular series has no other way to hold them than as steps of 730 hours; each
// stands for a month of the calendar, by whose first instant it is called.
#ifndef HEADROOM_SERIES_MONTH_STEP_H
#define HEADROOM_SERIES_MONTH_STEP_H

#include "time/instant.h"
#include "time/zone.h"

#include <stdint.h>

#define STEP_MONTH_S INT64_C(2628000)

/// The month of a time by the zone's clock (NULL: UTC), counted from January 1970.
int64_t month_of(instant time, const struct zone *zone);

/// Where the step of a month begins on the regular grid: within a week of the month's first day
/// until 2045.
instant month_step_start(int64_t month);

/// The month that a step of the regular grid stands for.
int64_t month_of_step(instant start);

/// The first instant of a month by the zone's clock.
instant month_start(int64_t month, const struct zone *zone);

/// By what a step is called: its start; of a month the first instant of that.
instant step_called(instant start, int64_t step_s, const struct zone *zone);

#endif
