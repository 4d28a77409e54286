// Steps of months, quarters and years. A regular series has no other way to hold them than as steps
// of 730 hours, or three or twelve times that; each stands for so many months of the calendar, by
// whose first instant it is called.
#ifndef HEADROOM_SERIES_MONTH_STEP_H
#define HEADROOM_SERIES_MONTH_STEP_H

#include "time/instant.h"
#include "time/zone.h"

#include <stdint.h>

#define STEP_MONTH_S INT64_C(2628000)

/// How many months a step stands for: 1, 3 or 12; 0: it is of hours or days.
int64_t step_months(int64_t step_s);

/// The month of a time by the zone's clock (NULL: UTC), counted from January 1970.
int64_t month_of(instant time, const struct zone *zone);

/// Where the step of a month begins on the regular grid: within a week of the month's first day
/// until 2045.
instant month_step_start(int64_t month);

/// The month that a step of the regular grid stands for.
int64_t month_of_step(instant start);

/// The first instant of a month by the zone's clock.
instant month_start(int64_t month, const struct zone *zone);

/// By what a step is called: its start; of months the first instant of the first one.
instant step_called(instant start, int64_t step_s, const struct zone *zone);

#endif
