// Did-you-mean for the name of a time zone.
#ifndef HEADROOM_TIME_ZONE_SUGGEST_H
#define HEADROOM_TIME_ZONE_SUGGEST_H

/// The zone that `name` may mean, malloc'ed: one with such a city ("Berlin"), else the one spelt
/// most like it, from the table of zones (zone1970.tab or zone.tab) in `folder`. NULL when there is
/// none, or no table.
char *zone_suggest(const char *folder, const char *name);

#endif
