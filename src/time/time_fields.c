#include "time/time_fields.h"

#include "base/ascii.h"

#include <string.h>

enum { OFFSET_HOURS_MAX = 18, LETTERS_OF_NAME = 3 };

bool time_take_char(struct time_cursor *cursor, char wanted)
{
    if (cursor->at == cursor->end || *cursor->at != wanted)
        return false;
    cursor->at++;
    return true;
}

bool time_take_blanks(struct time_cursor *cursor)
{
    const char *start = cursor->at;
    for (size_t width = 1; width > 0; cursor->at += width) {
        size_t left = (size_t)(cursor->end - cursor->at);
        if (left > 0 && *cursor->at == ' ')
            width = 1;
        else if (left > 1 && memcmp(cursor->at, "\xC2\xA0", 2) == 0) // no-break
            width = 2;
        else if (left > 2 && memcmp(cursor->at, "\xE2\x80\xAF", 3) == 0) // narrow no-break
            width = 3;
        else
            width = 0;
    }
    return cursor->at > start;
}

bool time_take_digits(struct time_cursor *cursor, int least, int most, int *number)
{
    int value = 0;
    int digits = 0;
    for (; digits < most && cursor->at < cursor->end && ascii_is_digit(*cursor->at); digits++)
        value = value * 10 + (*cursor->at++ - '0');
    *number = value;
    return digits >= least;
}

/// Takes one of `count` names, or its first three letters, and gives its index from 0.
static bool take_name(struct time_cursor *cursor, const char *const *names, int count, int *index)
{
    size_t letters = 0;
    size_t left = (size_t)(cursor->end - cursor->at);
    while (letters < left && ascii_is_letter(cursor->at[letters]))
        letters++;
    for (int i = 0; i < count; i++) {
        bool short_form = letters == LETTERS_OF_NAME;
        for (size_t k = 0; k < LETTERS_OF_NAME && short_form; k++)
            short_form = ascii_to_lower(cursor->at[k]) == ascii_to_lower(names[i][k]);
        if (short_form || ascii_is_word_any_case(cursor->at, letters, names[i])) {
            cursor->at += letters;
            *index = i;
            return true;
        }
    }
    return false;
}

bool time_take_month(struct time_cursor *cursor, int *month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    if (!take_name(cursor, names, 12, month))
        return false;
    ++*month;
    return true;
}

bool time_take_weekday(struct time_cursor *cursor)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    int index;
    return take_name(cursor, names, 7, &index);
}

bool time_take_fraction(struct time_cursor *cursor, int *millisecond)
{
    int value = 0;
    int digits = 0;
    for (; cursor->at < cursor->end && ascii_is_digit(*cursor->at); cursor->at++, digits++)
        if (digits < 3)
            value = value * 10 + (*cursor->at - '0');
    for (int i = digits; i < 3; i++)
        value *= 10;
    *millisecond = value;
    return digits > 0;
}

bool time_take_half_day(struct time_cursor *cursor, int *hour)
{
    struct time_cursor word = *cursor;
    bool am = time_take_char(&word, 'a') || time_take_char(&word, 'A');
    bool pm = !am && (time_take_char(&word, 'p') || time_take_char(&word, 'P'));
    bool dots = time_take_char(&word, '.');
    bool whole = (time_take_char(&word, 'm') || time_take_char(&word, 'M')) &&
                 (!dots || time_take_char(&word, '.'));
    if (!(am || pm) || !whole || *hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    *cursor = word;
    return true;
}

/// The abbreviation of a zone with one meaning: those of RFC 5322, 4.3, and of Europe's zones.
static bool take_abbreviation(struct time_cursor *cursor, int32_t *offset_s)
{
    static const struct {
        const char *word;
        int hours;
    } zones[] = {{"EDT", -4}, {"EST", -5}, {"CDT", -5}, {"CST", -6}, {"MDT", -6},
                 {"MST", -7}, {"PDT", -7}, {"PST", -8}, {"WET", 0},  {"WEST", 1},
                 {"CET", 1},  {"CEST", 2}, {"EET", 2},  {"EEST", 3}};
    size_t letters = 0;
    while (cursor->at + letters < cursor->end && ascii_is_letter(cursor->at[letters]))
        letters++;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (!ascii_is_word(cursor->at, letters, zones[i].word))
            continue;
        cursor->at += letters;
        *offset_s = zones[i].hours * 3600;
        return true;
    }
    return false;
}

/// A word for UTC.
static bool take_utc(struct time_cursor *cursor)
{
    size_t left = (size_t)(cursor->end - cursor->at);
    if (left >= 3 && (memcmp(cursor->at, "UTC", 3) == 0 || memcmp(cursor->at, "GMT", 3) == 0)) {
        cursor->at += 3;
        return true;
    }
    return time_take_char(cursor, 'Z') || time_take_char(cursor, 'z');
}

/// An offset may follow the word: JavaScript writes GMT+0100.
static bool is_followed_by_offset(const struct time_cursor *cursor)
{
    return cursor->end - cursor->at > 2 && (*cursor->at == '+' || *cursor->at == '-') &&
           ascii_is_digit(cursor->at[1]);
}

bool time_take_offset(struct time_cursor *cursor, struct time_fields *fields)
{
    fields->offset_s = 0;
    fields->has_offset = take_utc(cursor) || take_abbreviation(cursor, &fields->offset_s);
    if (fields->has_offset && !is_followed_by_offset(cursor))
        return true;
    bool west = time_take_char(cursor, '-');
    if (!west && !time_take_char(cursor, '+'))
        return false;
    int hours;
    int minutes = 0;
    if (!time_take_digits(cursor, 2, 2, &hours) || hours > OFFSET_HOURS_MAX)
        return false;
    bool colon = time_take_char(cursor, ':');
    bool digits = cursor->at < cursor->end && ascii_is_digit(*cursor->at);
    if ((colon || digits) && (!time_take_digits(cursor, 2, 2, &minutes) || minutes > 59))
        return false;
    int32_t seconds = hours * 3600 + minutes * 60;
    fields->offset_s = west ? -seconds : seconds;
    fields->has_offset = true;
    return true;
}

int time_full_year(int two_digits)
{
    return two_digits + (two_digits < 69 ? 2000 : 1900);
}

/// The zone's name behind its offset, as Java writes it: +01:00[Europe/Berlin]; and JavaScript:
/// GMT+0100 (Central European Standard Time).
static void take_bracketed_zone(struct time_cursor *cursor)
{
    struct time_cursor behind = *cursor;
    time_take_blanks(&behind);
    if (behind.at < behind.end && ((*behind.at == '[' && behind.end[-1] == ']') ||
                                   (*behind.at == '(' && behind.end[-1] == ')')))
        cursor->at = cursor->end;
}

/// An offset, by blanks apart or not, up to the end of the text; "+0000 UTC" is one.
static bool take_offset_to_end(struct time_cursor *cursor, struct time_fields *fields)
{
    time_take_blanks(cursor);
    if (cursor->at == cursor->end)
        return true;
    if (!time_take_offset(cursor, fields))
        return false;
    take_bracketed_zone(cursor);
    if (cursor->at < cursor->end && time_take_blanks(cursor) && fields->offset_s == 0)
        take_utc(cursor);
    return cursor->at == cursor->end;
}

/// hh:mm[:ss[.f]] [AM|PM].
static bool take_time_of_day(struct time_cursor *cursor, struct time_fields *fields)
{
    if (!time_take_digits(cursor, 1, 2, &fields->hour) || !time_take_char(cursor, ':') ||
        !time_take_digits(cursor, 2, 2, &fields->minute))
        return false;
    if (time_take_char(cursor, ':')) {
        if (!time_take_digits(cursor, 2, 2, &fields->second))
            return false;
        bool fraction = time_take_char(cursor, '.') || time_take_char(cursor, ',');
        if (fraction && !time_take_fraction(cursor, &fields->millisecond))
            return false;
    }
    struct time_cursor behind = *cursor;
    time_take_blanks(&behind);
    if (time_take_half_day(&behind, &fields->hour))
        *cursor = behind;
    return true;
}

/// What follows a date: nothing, or a time of day and an offset.
static bool take_rest(struct time_cursor *cursor, struct time_fields *fields)
{
    if (cursor->at == cursor->end)
        return true;
    bool comma = time_take_char(cursor, ',');
    bool apart = time_take_blanks(cursor);
    if (apart && time_take_char(cursor, '@')) // Kibana
        time_take_blanks(cursor);
    if (!comma && !apart && !time_take_char(cursor, 'T') && !time_take_char(cursor, 't'))
        return false;
    return take_time_of_day(cursor, fields) && take_offset_to_end(cursor, fields);
}

/// yyyymmdd[[T]hh[mm[ss[.f]]]][offset], or with colons in the time of day.
static bool take_compact(struct time_cursor *cursor, struct time_fields *fields)
{
    if (!time_take_digits(cursor, 4, 4, &fields->year) ||
        !time_take_digits(cursor, 2, 2, &fields->month) ||
        !time_take_digits(cursor, 2, 2, &fields->day))
        return false;
    if (cursor->at == cursor->end)
        return true;
    struct time_cursor with_colons = *cursor;
    if (take_rest(&with_colons, fields))
        return true;
    if (!time_take_char(cursor, 'T'))
        time_take_blanks(cursor);
    if (!time_take_digits(cursor, 2, 2, &fields->hour))
        return false;
    // Ten digits may also be a Unix time.
    if (cursor->at == cursor->end)
        return fields->year >= 1970 && fields->year <= 2099;
    if (!time_take_digits(cursor, 2, 2, &fields->minute))
        return false;
    if (cursor->at < cursor->end && ascii_is_digit(*cursor->at) &&
        !time_take_digits(cursor, 2, 2, &fields->second))
        return false;
    if (time_take_char(cursor, '.') && !time_take_fraction(cursor, &fields->millisecond))
        return false;
    return take_offset_to_end(cursor, fields);
}

/// yyyy-mm-dd with the given separator, months and days of one digit too.
static bool take_year_first(struct time_cursor *cursor, struct time_fields *fields, char separator)
{
    return time_take_digits(cursor, 4, 4, &fields->year) && time_take_char(cursor, separator) &&
           time_take_digits(cursor, 1, 2, &fields->month) && time_take_char(cursor, separator) &&
           time_take_digits(cursor, 1, 2, &fields->day) && take_rest(cursor, fields);
}

bool time_fields_iso(struct time_fields *fields, const char *text, size_t length)
{
    *fields = (struct time_fields){0};
    struct time_cursor cursor = {text, text + length};
    if (length > 4 && text[4] == '-')
        return take_year_first(&cursor, fields, '-');
    return take_compact(&cursor, fields);
}

bool time_fields_year_first(struct time_fields *fields, const char *text, size_t length)
{
    *fields = (struct time_fields){0};
    struct time_cursor cursor = {text, text + length};
    return length > 4 && (text[4] == '/' || text[4] == '.') &&
           take_year_first(&cursor, fields, text[4]);
}

bool time_fields_year_last(struct time_fields *fields, const char *text, size_t length,
                           bool day_first)
{
    *fields = (struct time_fields){0};
    struct time_cursor cursor = {text, text + length};
    int *first = day_first ? &fields->day : &fields->month;
    int *second = day_first ? &fields->month : &fields->day;
    if (!time_take_digits(&cursor, 1, 2, first) || cursor.at == cursor.end)
        return false;
    char separator = *cursor.at++;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    if (!time_take_digits(&cursor, 1, 2, second) || !time_take_char(&cursor, separator))
        return false;
    const char *year = cursor.at;
    if (!time_take_digits(&cursor, 2, 4, &fields->year) || cursor.at - year == 3)
        return false;
    if (cursor.at - year == 2)
        fields->year = time_full_year(fields->year);
    return take_rest(&cursor, fields);
}

static bool take_year(struct time_cursor *cursor, int *year)
{
    const char *start = cursor->at;
    if (!time_take_digits(cursor, 2, 4, year) || cursor->at - start == 3)
        return false;
    if (cursor->at - start == 2)
        *year = time_full_year(*year);
    return true;
}

/// What may stand between day, month and year; says whether there was any.
static bool take_separators(struct time_cursor *cursor)
{
    const char *start = cursor->at;
    while (cursor->at < cursor->end && strchr(" ,-/", *cursor->at) != NULL && *cursor->at != '\0')
        cursor->at++;
    return cursor->at > start;
}

/// "Mar 10 06:00:00 [UTC] 2024": the year comes last (asctime, date).
static bool take_year_behind_time(struct time_cursor *cursor, struct time_fields *fields)
{
    if (!take_time_of_day(cursor, fields) || !time_take_blanks(cursor))
        return false;
    if (time_take_offset(cursor, fields))
        time_take_blanks(cursor);
    return take_year(cursor, &fields->year) && cursor->at == cursor->end;
}

/// "Mar 10, 2024" and "Mar 10 06:00:00 2024"; *whole says that the time of day is read too.
static bool take_month_first(struct time_cursor *cursor, struct time_fields *fields, bool *whole)
{
    take_separators(cursor);
    if (!time_take_digits(cursor, 1, 2, &fields->day) || !take_separators(cursor))
        return false;
    struct time_cursor behind = *cursor;
    struct time_fields with_time = *fields;
    if (take_year_behind_time(&behind, &with_time)) {
        *fields = with_time;
        *whole = true;
        return true;
    }
    return take_year(cursor, &fields->year);
}

/// "10 Mar 2024", or "2024-Mar-10" when the year is first.
static bool take_month_in_the_middle(struct time_cursor *cursor, struct time_fields *fields,
                                     bool year_first)
{
    bool first = year_first ? take_year(cursor, &fields->year)
                            : time_take_digits(cursor, 1, 2, &fields->day);
    take_separators(cursor);
    if (!first || !time_take_month(cursor, &fields->month))
        return false;
    take_separators(cursor);
    return year_first ? time_take_digits(cursor, 1, 2, &fields->day)
                      : take_year(cursor, &fields->year);
}

bool time_fields_month_name(struct time_fields *fields, const char *text, size_t length)
{
    *fields = (struct time_fields){0};
    struct time_cursor cursor = {text, text + length};
    if (time_take_weekday(&cursor))
        take_separators(&cursor);
    bool whole = false;
    bool year_first = length > 4 && ascii_is_digit(text[0]) && ascii_is_digit(text[2]);
    if (time_take_month(&cursor, &fields->month)) {
        if (!take_month_first(&cursor, fields, &whole))
            return false;
    } else if (!take_month_in_the_middle(&cursor, fields, year_first)) {
        return false;
    }
    if (whole)
        return true;
    if (time_take_char(&cursor, ':')) // the common log format
        return take_time_of_day(&cursor, fields) && take_offset_to_end(&cursor, fields);
    return take_rest(&cursor, fields);
}
