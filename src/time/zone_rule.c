#include "time/zone_rule.h"

#include "base/ascii.h"
#include "time/instant.h"

#include <string.h>

enum { HOURS_MAX = 167, NAME_MIN = 3 };

struct cursor {
    const char *at;
    const char *end;
};

static bool take(struct cursor *cursor, char wanted)
{
    if (cursor->at == cursor->end || *cursor->at != wanted)
        return false;
    cursor->at++;
    return true;
}

/// A number of at most three digits within bounds.
static bool take_number(struct cursor *cursor, int least, int most, int *number)
{
    int value = 0;
    int digits = 0;
    for (; cursor->at < cursor->end && ascii_is_digit(*cursor->at) && digits < 3; digits++)
        value = value * 10 + (*cursor->at++ - '0');
    *number = value;
    return digits > 0 && value >= least && value <= most;
}

/// "CET" or "<+03>".
static bool take_name(struct cursor *cursor)
{
    bool quoted = take(cursor, '<');
    const char *start = cursor->at;
    while (cursor->at < cursor->end &&
           (ascii_is_letter(*cursor->at) ||
            (quoted && (ascii_is_digit(*cursor->at) || strchr("+-", *cursor->at) != NULL))))
        cursor->at++;
    return cursor->at - start >= NAME_MIN && (!quoted || take(cursor, '>'));
}

/// [+-]hh[:mm[:ss]] in seconds.
static bool take_time(struct cursor *cursor, int32_t *seconds)
{
    bool negative = take(cursor, '-');
    if (!negative)
        take(cursor, '+');
    int hours;
    int minutes = 0;
    int rest = 0;
    if (!take_number(cursor, 0, HOURS_MAX, &hours))
        return false;
    if (take(cursor, ':')) {
        if (!take_number(cursor, 0, 59, &minutes))
            return false;
        if (take(cursor, ':') && !take_number(cursor, 0, 59, &rest))
            return false;
    }
    *seconds = hours * 3600 + minutes * 60 + rest;
    if (negative)
        *seconds = -*seconds;
    return true;
}

/// An offset; POSIX counts it west of UTC.
static bool take_offset(struct cursor *cursor, int32_t *east_s)
{
    int32_t west_s;
    if (!take_time(cursor, &west_s) || west_s > ZONE_OFFSET_MAX_S || west_s < -ZONE_OFFSET_MAX_S)
        return false;
    *east_s = -west_s;
    return true;
}

static bool take_day(struct cursor *cursor, struct rule_day *day)
{
    *day = (struct rule_day){.time_s = 2 * 3600};
    bool parsed;
    if (take(cursor, 'M')) {
        day->kind = RULE_MONTH_WEEK_DAY;
        parsed = take_number(cursor, 1, 12, &day->month) && take(cursor, '.') &&
                 take_number(cursor, 1, 5, &day->week) && take(cursor, '.') &&
                 take_number(cursor, 0, 6, &day->weekday);
    } else if (take(cursor, 'J')) {
        day->kind = RULE_JULIAN;
        parsed = take_number(cursor, 1, 365, &day->day);
    } else {
        day->kind = RULE_DAY_OF_YEAR;
        parsed = take_number(cursor, 0, 365, &day->day);
    }
    return parsed && (!take(cursor, '/') || take_time(cursor, &day->time_s));
}

bool zone_rule_parse(const char *text, size_t length, struct zone_rule *rule)
{
    struct cursor cursor = {text, text + length};
    *rule = (struct zone_rule){0};
    if (!take_name(&cursor) || !take_offset(&cursor, &rule->standard_s))
        return false;
    if (cursor.at == cursor.end)
        return true;
    if (!take_name(&cursor))
        return false;
    rule->has_daylight = true;
    rule->daylight_s = rule->standard_s + 3600;
    if (cursor.at < cursor.end && *cursor.at != ',' && !take_offset(&cursor, &rule->daylight_s))
        return false;
    if (rule->daylight_s > ZONE_OFFSET_MAX_S) // an hour more than the largest
        return false;
    return take(&cursor, ',') && take_day(&cursor, &rule->start) && take(&cursor, ',') &&
           take_day(&cursor, &rule->end) && cursor.at == cursor.end;
}

/// Days since 1970 of the rule's day in a year.
static int64_t days_of(const struct rule_day *day, int year)
{
    int64_t new_year = civil_days(year, 1, 1);
    if (day->kind == RULE_DAY_OF_YEAR)
        return new_year + day->day;
    if (day->kind == RULE_JULIAN) // 29 February is not counted
        return new_year + day->day - 1 + (day->day > 59 && civil_month_length(year, 2) == 29);
    int64_t first = civil_days(year, day->month, 1);
    int weekday_of_first = (civil_weekday(first) + 1) % 7; // from Sunday
    int date = (day->weekday - weekday_of_first + 7) % 7 + (day->week - 1) * 7;
    if (date >= civil_month_length(year, day->month))
        date -= 7;
    return first + date;
}

void zone_rule_changes(const struct zone_rule *rule, int year, struct zone_change change[2])
{
    struct zone_change start = {days_of(&rule->start, year) * SECONDS_PER_DAY + rule->start.time_s -
                                    rule->standard_s,
                                rule->daylight_s};
    struct zone_change end = {days_of(&rule->end, year) * SECONDS_PER_DAY + rule->end.time_s -
                                  rule->daylight_s,
                              rule->standard_s};
    bool start_first = start.at < end.at;
    change[0] = start_first ? start : end;
    change[1] = start_first ? end : start;
}
