// Times as the clock of --tz reads them, for people.
#ifndef HEADROOM_TIME_CLOCK_TIME_H
#define HEADROOM_TIME_CLOCK_TIME_H

#include "base/arena.h"
#include "time/instant.h"
#include "time/zone.h"

/// The reading of the zone's clock, as if it were UTC; NULL is UTC.
instant clock_time(const struct zone *zone, instant time);

/// "2024-03-10T06:00:00Z"; "2024-03-10 07:00" by the clock of a zone.
const char *clock_time_text(struct arena *arena, const struct zone *zone, instant time);

#endif
