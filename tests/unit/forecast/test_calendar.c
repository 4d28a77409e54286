#include "forecast/calendar.h"
#include "maths/maths.h"
#include "tap.h"

static void calendars(void)
{
    struct calendar calendar;
    // 2024-01-01 was a Monday; 06:00.
    instant monday = (civil_days(2024, 1, 1) * SECONDS_PER_DAY + 6 * 3600) * INSTANT_PER_SECOND;
    calendar_init(&calendar, monday, 3600, NULL);
    is_int(calendar.season, 24, "hours a day");
    is_int(calendar.long_season, 168, "hours a week");
    is_int(calendar.phase, 6, "Monday 06:00 is hour 6 of the week");
    calendar_init(&calendar, monday + 86400000, 86400, NULL);
    is_int(calendar.season, 7, "days a week");
    is_int(calendar.phase, 1, "Tuesday is day 1");
    calendar_init(&calendar, monday, 420 * 60, NULL);
    is_int(calendar.season, 0, "seven hours do not divide a day");
    struct zone *zone;
    struct err err = {0};
    ok(zone_open(&zone, "+05:30", &err) == 0, "a zone by offset");
    calendar_init(&calendar, monday, 1800, zone);
    is_int(calendar.phase, 23, "half hours of local time");
    zone_close(zone);
    if (zone_open(&zone, "Europe/Berlin", &err) != 0) {
        skip("clock changes", "no time zone data here");
        return;
    }
    // 2024-03-31 01:00 UTC: 02:00 becomes 03:00; 2024-10-27 01:00 UTC: 03:00 becomes 02:00.
    calendar_init(&calendar, civil_days(2024, 3, 31) * 86400000, 3600, zone);
    is_int(calendar_local(&calendar, 0), 0, "before the change");
    is_int(calendar_local(&calendar, 1), 2, "spring skips a local hour");
    calendar_init(&calendar, civil_days(2024, 10, 27) * 86400000, 3600, zone);
    is_int(calendar_local(&calendar, 0), 0, "summer time's hour");
    is_int(calendar_local(&calendar, 1), 0, "autumn repeats it");
    is_int(calendar_local(&calendar, 2), 1, "and goes on");
    zone_close(zone);
}

int main(void)
{
    maths_init();
    calendars();
    return done();
}
