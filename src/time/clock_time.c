#include "time/clock_time.h"

instant clock_time(const struct zone *zone, instant time)
{
    return zone == NULL ? time : time + zone_offset_s(zone, time) * INSTANT_PER_SECOND;
}

const char *clock_time_text(struct arena *arena, const struct zone *zone, instant time)
{
    char text[INSTANT_TEXT_MAX];
    if (zone == NULL)
        return arena_strdup(arena, instant_format(text, time));
    struct civil civil;
    civil_from_instant(clock_time(zone, time), &civil);
    return arena_printf(arena, "%04d-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day,
                        civil.hour, civil.minute);
}
