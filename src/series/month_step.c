#include "series/month_step.h"

#include "series/step.h"

#include <stddef.h>

enum { MONTHS = 12, EPOCH_YEAR = 1970 };

/// The calendar's months are 0.02 days longer: by 2024 their starts lie 13 days behind a grid that
/// begins with 1970.
static const int64_t grid_phase_ms = 13 * SECONDS_PER_DAY * INSTANT_PER_SECOND;

static const int64_t step_ms = STEP_MONTH_S * INSTANT_PER_SECOND;

int64_t step_months(int64_t step_s)
{
    static const int64_t months[] = {1, 3, 12};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (step_s == months[i] * STEP_MONTH_S)
            return months[i];
    return 0;
}

int64_t month_of(instant time, const struct zone *zone)
{
    struct civil civil;
    int64_t offset_s = zone == NULL ? 0 : zone_offset_s(zone, time);
    civil_from_instant(time + offset_s * INSTANT_PER_SECOND, &civil);
    return (int64_t)(civil.year - EPOCH_YEAR) * MONTHS + civil.month - 1;
}

instant month_step_start(int64_t month)
{
    return grid_phase_ms + month * step_ms;
}

int64_t month_of_step(instant start)
{
    return floor_divide(start - grid_phase_ms + step_ms / 2, step_ms);
}

instant month_start(int64_t month, const struct zone *zone)
{
    int64_t year = floor_divide(month, MONTHS);
    struct civil civil = {
        .year = EPOCH_YEAR + (int)year, .month = (int)(month - year * MONTHS) + 1, .day = 1};
    instant first = civil_to_instant(&civil);
    instant second;
    if (zone != NULL)
        zone_local_to_instant(zone, &civil, &first, &second);
    return first;
}

instant step_called(instant start, int64_t step_s, const struct zone *zone)
{
    return step_months(step_s) > 0 ? month_start(month_of_step(start), zone) : start;
}
