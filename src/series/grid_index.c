#include "series/grid_index.h"

#include "series/step.h"

static int64_t local_day(const struct zone *zone, instant time)
{
    int32_t offset_s = zone == NULL ? 0 : zone_offset_s(zone, time);
    return floor_divide(floor_divide(time, INSTANT_PER_SECOND) + offset_s, SECONDS_PER_DAY);
}

/// Local midnight; where a clock change skips it, the first instant after.
static instant midnight_of(const struct zone *zone, int64_t day)
{
    struct civil civil;
    civil_from_instant(day * SECONDS_PER_DAY * INSTANT_PER_SECOND, &civil);
    if (zone == NULL)
        return civil_to_instant(&civil);
    instant first = 0;
    instant second = 0;
    zone_local_to_instant(zone, &civil, &first, &second);
    return first;
}

void grid_index_init(struct grid_index *index, instant first, int64_t step_s, int64_t phase_ms,
                     bool nearest, const struct zone *zone)
{
    *index = (struct grid_index){.step_s = step_s, .nearest = nearest};
    int64_t step_ms = step_s * INSTANT_PER_SECOND;
    if (step_months(step_s) > 0) {
        index->zone = zone;
        index->first_month = month_of(first, zone);
        index->start = month_step_start(index->first_month);
        return;
    }
    if (step_s % SECONDS_PER_DAY == 0 && (zone != NULL || phase_ms == 0)) {
        int64_t days = step_s / SECONDS_PER_DAY;
        int64_t day = local_day(zone, first);
        // Day 0 of 1970 was a Thursday: weeks counted from the Monday before it.
        if (days % 7 == 0)
            day = floor_divide(day + 3, days) * days - 3;
        index->zone = zone;
        index->first_day = day;
        index->start = midnight_of(zone, day);
        return;
    }
    instant shifted = first - phase_ms + (nearest ? step_ms / 2 : 0);
    index->start = floor_divide(shifted, step_ms) * step_ms + phase_ms;
}

instant grid_index_begin(const struct grid_index *index, int64_t i)
{
    int64_t months = step_months(index->step_s);
    return months > 0 ? month_start(index->first_month + i * months, index->zone)
                      : index->start + i * index->step_s * INSTANT_PER_SECOND;
}

int64_t grid_index_of(const struct grid_index *index, instant time)
{
    int64_t step_ms = index->step_s * INSTANT_PER_SECOND;
    int64_t months = step_months(index->step_s);
    if (months > 0)
        return floor_divide(month_of(time, index->zone) - index->first_month, months);
    if (index->zone != NULL)
        return floor_divide(local_day(index->zone, time) - index->first_day,
                            index->step_s / SECONDS_PER_DAY);
    instant shifted = time - index->start + (index->nearest ? step_ms / 2 : 0);
    return floor_divide(shifted, step_ms);
}
