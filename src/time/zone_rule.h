// The rule by which a zone changes its offset every year: POSIX TZ strings, as in the footers of
// TZif files.
#ifndef HEADROOM_TIME_ZONE_RULE_H
#define HEADROOM_TIME_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZONE_OFFSET_MAX_S = 26 * 3600 }; ///< RFC 9636: more than any zone has

enum rule_day_kind {
    RULE_MONTH_WEEK_DAY, ///< M3.5.0: the last Sunday of March
    RULE_JULIAN,         ///< J60: 1 March in every year
    RULE_DAY_OF_YEAR,    ///< 59: the 60th day
};

struct rule_day {
    enum rule_day_kind kind;
    int month, week, weekday; ///< weekday 0 is Sunday, week 5 the last
    int day;
    int32_t time_s; ///< local time of that day; may be negative or beyond 24 h
};

struct zone_rule {
    int32_t standard_s; ///< seconds east of UTC
    bool has_daylight;
    int32_t daylight_s;
    struct rule_day start, end; ///< of daylight time
};

/// A change of offset: from `at` (seconds since 1970, UTC) the offset is `offset_s`.
struct zone_change {
    int64_t at;
    int32_t offset_s;
};

/// Parses "CET-1CEST,M3.5.0,M10.5.0/3" (POSIX.1-2017, 8.3, with the wider times of RFC
/// 9636, 3.3.1). Returns false when it is not one.
bool zone_rule_parse(const char *text, size_t length, struct zone_rule *rule);

/// The two changes of a year in order of time; the rule has daylight time.
void zone_rule_changes(const struct zone_rule *rule, int year, struct zone_change change[2]);

#endif
