#include "base/ascii.h"
#include "time/time_fields.h"

#include <string.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 2099 };

/// Takes one of the signs, or none; blanks around it too.
static void take_between(struct time_cursor *cursor, const char *signs)
{
    time_take_blanks(cursor);
    if (cursor->at < cursor->end && *cursor->at != '\0' && strchr(signs, *cursor->at) != NULL)
        cursor->at++;
    time_take_blanks(cursor);
}

static bool take_whole_year(struct time_cursor *cursor, int *year)
{
    const char *start = cursor->at;
    return time_take_digits(cursor, 4, 4, year) && cursor->at - start == 4 && *year >= FIRST_YEAR &&
           *year <= LAST_YEAR;
}

/// Takes a word in any case.
static bool take_word(struct time_cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(cursor->end - cursor->at) < length ||
        !ascii_is_word_any_case(cursor->at, length, word))
        return false;
    cursor->at += length;
    return true;
}

bool time_fields_of_week(struct time_fields *fields, int year, int week, int weekday)
{
    // The week that holds the 4th of January is the first (ISO 8601, 3.1.1.23).
    int64_t fourth = civil_days(year, 1, 4);
    int64_t monday = fourth - civil_weekday(fourth) + 7 * (week - 1);
    int64_t next = civil_days(year + 1, 1, 4);
    if (week < 1 || weekday < 1 || weekday > 7 || monday >= next - civil_weekday(next))
        return false;
    struct civil civil;
    civil_from_instant((monday + weekday - 1) * SECONDS_PER_DAY * INSTANT_PER_SECOND, &civil);
    fields->year = civil.year;
    fields->month = civil.month;
    fields->day = civil.day;
    return true;
}

/// W03, KW 3, Week 3.
static bool take_week(struct time_cursor *cursor, int *week)
{
    bool named = take_word(cursor, "week") || take_word(cursor, "kw") || take_word(cursor, "w");
    time_take_blanks(cursor);
    return named && time_take_digits(cursor, 1, 2, week);
}

/// 2024-W03, 2024W03, 2024-W03-1, W03 2024, KW 3/2024.
static bool take_year_and_week(struct time_cursor cursor, struct time_fields *fields)
{
    int year = 0;
    int week = 0;
    int weekday = 1;
    if (take_whole_year(&cursor, &year)) {
        take_between(&cursor, "-/");
        if (!take_week(&cursor, &week))
            return false;
        if (time_take_char(&cursor, '-') && !time_take_digits(&cursor, 1, 1, &weekday))
            return false;
    } else {
        if (!take_week(&cursor, &week))
            return false;
        take_between(&cursor, "-/,");
        if (!take_whole_year(&cursor, &year))
            return false;
    }
    return cursor.at == cursor.end && time_fields_of_week(fields, year, week, weekday);
}

/// 2024-Q1, 2024Q1, Q1 2024, Q1/2024.
static bool take_year_and_quarter(struct time_cursor cursor, struct time_fields *fields)
{
    int quarter = 0;
    bool year_first = take_whole_year(&cursor, &fields->year);
    take_between(&cursor, "-/");
    if (!take_word(&cursor, "q") || !time_take_digits(&cursor, 1, 1, &quarter))
        return false;
    take_between(&cursor, "-/,");
    if (!year_first && !take_whole_year(&cursor, &fields->year))
        return false;
    fields->month = 3 * (quarter - 1) + 1;
    fields->day = 1;
    return cursor.at == cursor.end && quarter >= 1 && quarter <= 4;
}

/// 2024-03, 2024/03, 03/2024, 03-2024; with a point it would be a number.
static bool take_year_and_month(struct time_cursor cursor, struct time_fields *fields)
{
    struct time_cursor start = cursor;
    fields->day = 1;
    if (take_whole_year(&cursor, &fields->year) && cursor.end - cursor.at == 3 &&
        strchr("-/", *cursor.at) != NULL) {
        cursor.at++;
        return time_take_digits(&cursor, 2, 2, &fields->month);
    }
    cursor = start;
    return time_take_digits(&cursor, 2, 2, &fields->month) && cursor.end - cursor.at == 5 &&
           strchr("-/", *cursor.at++) != NULL && take_whole_year(&cursor, &fields->year);
}

/// Mar 2024, March 2024, Mar-24, Mar-2024, 2024 Mar, 2024-Mar.
static bool take_year_and_month_name(struct time_cursor cursor, struct time_fields *fields)
{
    fields->day = 1;
    if (take_whole_year(&cursor, &fields->year)) {
        take_between(&cursor, "-/,");
        return time_take_month(&cursor, &fields->month) && cursor.at == cursor.end;
    }
    if (!time_take_month(&cursor, &fields->month))
        return false;
    // "Mar 24" may be a day, "Mar-24" is how spreadsheets write a month.
    if (cursor.end - cursor.at == 3 && (*cursor.at == '-' || *cursor.at == '\'')) {
        cursor.at++;
        if (!time_take_digits(&cursor, 2, 2, &fields->year))
            return false;
        fields->year = time_full_year(fields->year);
        return true;
    }
    take_between(&cursor, "-/,.'");
    return take_whole_year(&cursor, &fields->year) && cursor.at == cursor.end;
}

bool time_fields_period(struct time_fields *fields, const char *text, size_t length)
{
    struct time_cursor cursor = {text, text + length};
    *fields = (struct time_fields){0};
    if (take_year_and_month(cursor, fields) || take_year_and_month_name(cursor, fields))
        return true;
    return take_year_and_week(cursor, fields) || take_year_and_quarter(cursor, fields);
}

bool time_fields_digits_of_month(struct time_fields *fields, const char *text, size_t length)
{
    struct time_cursor cursor = {text, text + length};
    *fields = (struct time_fields){.day = 1};
    return length == 6 && take_whole_year(&cursor, &fields->year) &&
           time_take_digits(&cursor, 2, 2, &fields->month) && cursor.at == cursor.end;
}
