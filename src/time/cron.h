// Cron schedules on the clock of a zone: crontab's five fields, and the six of Application Auto
// Scaling.
#ifndef HEADROOM_TIME_CRON_H
#define HEADROOM_TIME_CRON_H

#include "base/err.h"
#include "time/instant.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stdint.h>

enum { CRON_YEAR_FIRST = 1970, CRON_YEAR_LAST = 2199, CRON_YEAR_WORDS = 4 };

/// A schedule: a bit a value that each field has.
struct cron {
    uint64_t minute;
    uint64_t hour;
    uint64_t day;     ///< of the month, from bit 1
    uint64_t month;   ///< from bit 1
    uint64_t weekday; ///< bit 0 is Sunday
    uint64_t year[CRON_YEAR_WORDS];
    bool any_hour; ///< `*`: an hour that a change of clocks repeats counts twice
    bool any_day;  ///< `*` or `?`
    bool any_weekday;
    bool last_day;            ///< L: of the month
    int nearest_weekday;      ///< 15W: the day of Monday to Friday nearest to the 15th; 0: none
    int nth_weekday;          ///< 6#3: the third of the month's; 0: any of them
    bool last_of_the_weekday; ///< 6L: the last of the month's
};

/// Parses five fields, "minute hour day-of-month month day-of-week", as EC2 Auto Scaling and KEDA
/// take them (weekdays 0 or 7 to 6 from Sunday; where both days are restricted either will do), or
/// six with a year, "cron(0 12 ? * MON-FRI *)", with or without "cron()", as Application Auto
/// Scaling takes them (weekdays 1 to 7 from Sunday; `?`, L, W and #). Values, names, lists, ranges,
/// steps. The message quotes the text and names the field.
int cron_parse(struct cron *cron, const char *text, struct err *err);

/// The first time after `after` (not at it) that the schedule names on the clock of `zone` (NULL:
/// UTC); INSTANT_NONE if there is none before 2200. A time that happens twice runs at the first,
/// one that a change of clocks skips runs as late as the skip is long; but schedules of every hour
/// just follow the hours that there are.
instant cron_next(const struct cron *cron, const struct zone *zone, instant after);

#endif
