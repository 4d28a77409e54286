#include "forecast/calendar.h"

enum { DAY_S = 86400, WEEK_S = 604800 };

/// 1970-01-05 was a Monday.
#define MONDAY_S (INT64_C(4) * DAY_S)

static int64_t offset_s(const struct calendar *calendar, instant time)
{
    return calendar->zone == NULL ? 0 : zone_offset_s(calendar->zone, time);
}

static int64_t floor_mod(int64_t a, int64_t b)
{
    int64_t rest = a % b;
    return rest < 0 ? rest + b : rest;
}

void calendar_init(struct calendar *calendar, instant start, int64_t step_s,
                   const struct zone *zone)
{
    *calendar = (struct calendar){.start = start, .step_s = step_s, .zone = zone};
    calendar->local_start = start / INSTANT_PER_SECOND + offset_s(calendar, start);
    if (step_s < DAY_S && DAY_S % step_s == 0) {
        calendar->season = (size_t)(DAY_S / step_s);
        calendar->long_season = 7 * calendar->season;
    } else if (step_s == DAY_S) {
        calendar->season = 7;
    } else if (step_s == WEEK_S) {
        calendar->season = 52;
    } else if (step_s >= 28 * DAY_S && step_s <= 31 * DAY_S) {
        calendar->season = 12;
    }
    if (step_s <= DAY_S)
        calendar->phase = (size_t)(floor_mod(calendar->local_start - MONDAY_S, WEEK_S) / step_s);
}

size_t calendar_local(const struct calendar *calendar, size_t i)
{
    if (calendar->zone == NULL || calendar->step_s >= DAY_S)
        return i;
    instant time = calendar->start + (instant)i * calendar->step_s * INSTANT_PER_SECOND;
    int64_t local = time / INSTANT_PER_SECOND + offset_s(calendar, time);
    int64_t steps = (local - calendar->local_start) / calendar->step_s;
    return steps < 0 ? 0 : (size_t)steps;
}
