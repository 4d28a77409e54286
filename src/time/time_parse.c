#include "time/time_parse.h"

#include "base/ascii.h"
#include "base/number.h"
#include "time/time_fields.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEAR_MAX = 9999, MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

static const instant day_ms = SECONDS_PER_DAY * INSTANT_PER_SECOND;
static const int64_t epoch_s_max = INT64_C(253402300800); // the year 10000

/// Makes `fields`' day the cached one; false when the calendar does not have it.
static bool cache_day(struct time_reader *reader, const struct time_fields *fields, int32_t key)
{
    if (fields->year < 0 || fields->year > YEAR_MAX || fields->month < 1 || fields->month > 12 ||
        fields->day < 1 || fields->day > civil_month_length(fields->year, fields->month))
        return false;
    reader->cached_day_key = key;
    reader->cached_day = civil_days(fields->year, fields->month, fields->day) * day_ms;
    reader->cached_offset_s = 0;
    reader->cached_day_regular = true;
    if (reader->zone != NULL) {
        // A day on either side is more than any offset moves it.
        instant change = zone_next_change(reader->zone, reader->cached_day - 2 * day_ms);
        reader->cached_day_regular =
            change == INSTANT_NONE || change > reader->cached_day + 3 * day_ms;
        reader->cached_offset_s = zone_offset_s(reader->zone, reader->cached_day);
    }
    return true;
}

/// Local time on a day around a change of the zone's offset.
static void resolve_local(const struct zone *zone, instant local, struct time_parsed *parsed)
{
    struct civil civil;
    civil_from_instant(local, &civil);
    enum local_times times = zone_local_to_instant(zone, &civil, &parsed->time, &parsed->second);
    parsed->ambiguous = times == LOCAL_TWO;
    parsed->nonexistent = times == LOCAL_NONE;
}

/// The instant that checked fields mean.
static bool resolve(struct time_reader *reader, const struct time_fields *fields,
                    struct time_parsed *parsed)
{
    // Never 0, the key of a reader that has cached nothing: "0000-00-00" must meet the calendar.
    int32_t key = (fields->year * 16 + fields->month) * 32 + fields->day + 1;
    if (key != reader->cached_day_key && !cache_day(reader, fields, key))
        return false;
    bool end_of_day = fields->hour == 24 && fields->minute == 0 && fields->second == 0 &&
                      fields->millisecond == 0;
    if ((fields->hour > 23 && !end_of_day) || fields->minute > 59 || fields->second > 60)
        return false;
    instant local = reader->cached_day + fields->hour * HOUR_MS + fields->minute * MINUTE_MS +
                    fields->second * INSTANT_PER_SECOND + fields->millisecond;
    parsed->had_offset = fields->has_offset;
    parsed->leap_second = fields->second == 60;
    parsed->ambiguous = false;
    parsed->nonexistent = false;
    parsed->second = INSTANT_NONE;
    if (fields->has_offset)
        parsed->time = local - fields->offset_s * INSTANT_PER_SECOND;
    else if (reader->cached_day_regular)
        parsed->time = local - reader->cached_offset_s * INSTANT_PER_SECOND;
    else
        resolve_local(reader->zone, local, parsed);
    return true;
}

/// Two digits at `text`; above 99 when they are none.
static inline unsigned two_digits(const char *text)
{
    unsigned tens = (unsigned)(text[0] - '0');
    unsigned ones = (unsigned)(text[1] - '0');
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/// yyyy-mm-ddThh:mm:ss and that with a Z, without looking further: what most exports write.
static bool parse_iso_by_position(struct time_fields *fields, const char *text, size_t length)
{
    if (!(length == 19 || (length == 20 && text[19] == 'Z')))
        return false;
    if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':')
        return false;
    unsigned century = two_digits(text);
    unsigned year = two_digits(text + 2);
    unsigned month = two_digits(text + 5);
    unsigned day = two_digits(text + 8);
    unsigned hour = two_digits(text + 11);
    unsigned minute = two_digits(text + 14);
    unsigned second = two_digits(text + 17);
    if (century > 99 || year > 99 || month > 99 || day > 99 || hour > 99 || minute > 99 ||
        second > 99)
        return false;
    *fields = (struct time_fields){.year = (int)(century * 100 + year),
                                   .month = (int)month,
                                   .day = (int)day,
                                   .hour = (int)hour,
                                   .minute = (int)minute,
                                   .second = (int)second,
                                   .has_offset = length == 20};
    return true;
}

/// Digits of an epoch time: up to 19 as an integer and three decimals; or any other number by way
/// of a double (1.7100504e+09).
static bool parse_epoch_number(const char *text, size_t length, int64_t *whole, int *thousandths)
{
    size_t i = 0;
    int64_t value = 0;
    for (; i < length && i < 18 && ascii_is_digit(text[i]); i++)
        value = value * 10 + (text[i] - '0');
    if (i == 18 && i < length && ascii_is_digit(text[i])) {
        int digit = text[i++] - '0';
        if (value > (INT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *whole = value;
    *thousandths = 0;
    if (i > 0 && i == length)
        return true;
    struct time_cursor cursor = {text + i, text + length};
    if (i > 0 && time_take_char(&cursor, '.') && time_take_fraction(&cursor, thousandths) &&
        cursor.at == cursor.end)
        return true;
    double number;
    if (i == 0 || !number_parse(text, length, &number) || number < 0 || number >= 9e18)
        return false;
    *whole = (int64_t)number;
    *thousandths = (int)((number - floor(number)) * 1000);
    return true;
}

/// Counts of 100 ns of systems that begin them with another year than 1970.
static bool parse_ticks(enum time_form form, int64_t ticks, struct time_parsed *parsed)
{
    // Days between the first of January of 1601, and of the year 1, and that of 1970.
    int64_t days = form == TIME_FORM_FILETIME ? 134774 : 719162;
    parsed->time = ticks / 10000 - days * day_ms;
    return parsed->time >= 0;
}

static bool parse_epoch(enum time_form form, const char *text, size_t length,
                        struct time_parsed *parsed)
{
    int64_t whole;
    int thousandths;
    if (!parse_epoch_number(text, length, &whole, &thousandths))
        return false;
    *parsed = (struct time_parsed){.had_offset = true, .second = INSTANT_NONE};
    if (form == TIME_FORM_EPOCH_S && whole >= epoch_s_max)
        return false;
    if (form == TIME_FORM_EPOCH_S)
        parsed->time = whole * INSTANT_PER_SECOND + thousandths;
    else if (form == TIME_FORM_EPOCH_MS)
        parsed->time = whole;
    else if (form == TIME_FORM_EPOCH_US)
        parsed->time = whole / 1000;
    else if (form == TIME_FORM_EPOCH_NS)
        parsed->time = whole / 1000000;
    else if (!parse_ticks(form, whole, parsed))
        return false;
    return parsed->time < epoch_s_max * INSTANT_PER_SECOND;
}

/// Days since 30 December 1899 (ECMA-376 part 1, 18.17.4.1), of 1954 to 2119: to the second, since
/// a double of days is no more exact than that to the eye. Local time, as spreadsheets know no
/// zone.
static bool parse_serial(struct time_reader *reader, const char *text, size_t length,
                         struct time_parsed *parsed)
{
    static const int64_t day_of_1970 = 25569;
    char pointed[32];
    double days;
    if (length > sizeof pointed)
        return false;
    for (size_t i = 0; i < length; i++)
        pointed[i] = text[i];
    char *comma = memchr(pointed, ',', length);
    if (comma != NULL)
        *comma = '.';
    if (!number_parse(pointed, length, &days) || !(days >= 20000 && days < 80000))
        return false;
    int64_t seconds = llround(days * SECONDS_PER_DAY) - day_of_1970 * SECONDS_PER_DAY;
    struct civil civil;
    civil_from_instant(seconds * INSTANT_PER_SECOND, &civil);
    struct time_fields fields = {.year = civil.year,
                                 .month = civil.month,
                                 .day = civil.day,
                                 .hour = civil.hour,
                                 .minute = civil.minute,
                                 .second = civil.second};
    return resolve(reader, &fields, parsed);
}

static bool parse_custom(struct time_reader *reader, const char *text, size_t length,
                         struct time_parsed *parsed)
{
    struct time_fields fields;
    instant epoch_ms;
    if (reader->custom == NULL ||
        !time_fields_custom(&fields, &epoch_ms, reader->custom, text, length))
        return false;
    if (epoch_ms == INSTANT_NONE)
        return resolve(reader, &fields, parsed);
    *parsed = (struct time_parsed){.time = epoch_ms, .had_offset = true, .second = INSTANT_NONE};
    return epoch_ms < epoch_s_max * INSTANT_PER_SECOND;
}

bool time_parse(struct time_reader *reader, const char *text, size_t length,
                struct time_parsed *parsed)
{
    struct time_fields fields;
    bool fits = false;
    switch (reader->form) {
    case TIME_FORM_ISO:
        fits =
            parse_iso_by_position(&fields, text, length) || time_fields_iso(&fields, text, length);
        break;
    case TIME_FORM_SLASH_YMD:
        fits = time_fields_year_first(&fields, text, length);
        break;
    case TIME_FORM_DMY:
    case TIME_FORM_MDY:
        fits = time_fields_year_last(&fields, text, length, reader->form == TIME_FORM_DMY);
        break;
    case TIME_FORM_MONTH_NAME:
        fits = time_fields_month_name(&fields, text, length);
        break;
    case TIME_FORM_EPOCH_S:
    case TIME_FORM_EPOCH_MS:
    case TIME_FORM_EPOCH_US:
    case TIME_FORM_EPOCH_NS:
    case TIME_FORM_FILETIME:
    case TIME_FORM_TICKS:
        return parse_epoch(reader->form, text, length, parsed);
    case TIME_FORM_PERIOD:
        fits = time_fields_period(&fields, text, length);
        break;
    case TIME_FORM_MONTH_DIGITS:
        fits = time_fields_digits_of_month(&fields, text, length);
        break;
    case TIME_FORM_SERIAL:
        return parse_serial(reader, text, length, parsed);
    case TIME_FORM_CUSTOM:
        return parse_custom(reader, text, length, parsed);
    case TIME_FORM_NONE:
        break;
    }
    return fits && resolve(reader, &fields, parsed);
}

/// Whether the text is a time of that form, by itself and in UTC.
static bool has_form(enum time_form form, const char *text, size_t length,
                     struct time_parsed *parsed)
{
    struct time_reader reader = {.form = form};
    return time_parse(&reader, text, length, parsed);
}

/// Eight, ten, twelve or fourteen digits that are a date of this time rather than a count of
/// seconds.
static bool is_compact_date(const char *text, size_t length)
{
    struct time_parsed parsed;
    if (length != 8 && length != 10 && length != 12 && length != 14)
        return false;
    return has_form(TIME_FORM_ISO, text, length, &parsed) && parsed.time >= 0 &&
           memcmp(text, "21", 2) < 0;
}

static enum time_form detect_epoch(const char *text, size_t length)
{
    double number;
    if (!ascii_is_digit(text[0]) || !number_parse(text, length, &number) || number < 1e8)
        return TIME_FORM_NONE;
    static const struct {
        double below;
        enum time_form form;
    } forms[] = {
        {1e11, TIME_FORM_EPOCH_S},      {1e14, TIME_FORM_EPOCH_MS},     {1e17, TIME_FORM_EPOCH_US},
        {1.259e17, TIME_FORM_EPOCH_NS}, {1.578e17, TIME_FORM_FILETIME}, // 2000 to 2100
        {6.308e17, TIME_FORM_EPOCH_NS}, {6.624e17, TIME_FORM_TICKS},    // 2000 to 2100
        {9.3e18, TIME_FORM_EPOCH_NS},
    };
    enum { FORMS = sizeof forms / sizeof *forms };
    size_t i = 0;
    while (i + 1 < FORMS && number >= forms[i].below)
        i++;
    enum time_form form = forms[i].form;
    struct time_parsed parsed;
    return has_form(form, text, length, &parsed) ? form : TIME_FORM_NONE;
}

/// Forms that end with the year: 10.03.2024, 3/10/24.
static enum time_form detect_year_last(const char *text, size_t length, bool day_first,
                                       bool *could_swap)
{
    struct time_parsed as_dmy;
    struct time_parsed as_mdy;
    bool dmy = has_form(TIME_FORM_DMY, text, length, &as_dmy);
    bool mdy = has_form(TIME_FORM_MDY, text, length, &as_mdy);
    bool dots = memchr(text, '.', length < 3 ? length : 3) != NULL;
    if (dmy && mdy && !dots) {
        *could_swap = as_dmy.time != as_mdy.time;
        return day_first ? TIME_FORM_DMY : TIME_FORM_MDY;
    }
    return dmy ? TIME_FORM_DMY : mdy ? TIME_FORM_MDY : TIME_FORM_NONE;
}

enum time_form time_form_detect(const char *text, size_t length, bool day_first, bool *could_swap)
{
    bool swappable = false;
    enum time_form form = TIME_FORM_NONE;
    struct time_parsed parsed;
    if (length > 0 && is_compact_date(text, length))
        form = TIME_FORM_ISO;
    else if (length > 0)
        form = detect_epoch(text, length);
    if (form == TIME_FORM_NONE && length > 4 && !ascii_is_digit(text[4]) &&
        has_form(TIME_FORM_ISO, text, length, &parsed))
        form = TIME_FORM_ISO;
    if (form == TIME_FORM_NONE && length > 8 && (text[8] == 'T' || text[8] == ' ') &&
        has_form(TIME_FORM_ISO, text, length, &parsed))
        form = TIME_FORM_ISO;
    if (form == TIME_FORM_NONE && has_form(TIME_FORM_SLASH_YMD, text, length, &parsed))
        form = TIME_FORM_SLASH_YMD;
    if (form == TIME_FORM_NONE)
        form = detect_year_last(text, length, day_first, &swappable);
    if (form == TIME_FORM_NONE && has_form(TIME_FORM_MONTH_NAME, text, length, &parsed))
        form = TIME_FORM_MONTH_NAME;
    if (form == TIME_FORM_NONE && has_form(TIME_FORM_PERIOD, text, length, &parsed))
        form = TIME_FORM_PERIOD;
    if (could_swap != NULL)
        *could_swap = swappable;
    return form;
}

int time_parse_option(const char *name, const char *text, const struct zone *zone, instant *time,
                      struct err *err)
{
    size_t length = strlen(text);
    char quoted[256];
    err_quote(quoted, sizeof quoted, text, length);
    bool could_swap;
    struct time_reader reader = {.form = time_form_detect(text, length, false, &could_swap),
                                 .zone = zone};
    struct time_parsed parsed;
    const char *problem = NULL;
    if (reader.form == TIME_FORM_NONE || !time_parse(&reader, text, length, &parsed))
        problem = "is not a time";
    else if (could_swap)
        problem = "could be two dates";
    else if (parsed.ambiguous)
        problem = "happens twice that night: name its offset from UTC";
    else if (parsed.nonexistent)
        problem = "is an hour that the clock skips in that zone";
    if (problem != NULL)
        return err_set(err, ERR_USAGE, "%s: \"%s\" %s; for example %s 2024-03-10T06:00:00Z", name,
                       quoted, problem, name);
    *time = parsed.time;
    return 0;
}

const char *time_form_name(enum time_form form)
{
    switch (form) {
    case TIME_FORM_ISO:
        return "ISO 8601";
    case TIME_FORM_SLASH_YMD:
        return "year/month/day";
    case TIME_FORM_DMY:
        return "day/month/year";
    case TIME_FORM_MDY:
        return "month/day/year";
    case TIME_FORM_MONTH_NAME:
        return "dates with month names";
    case TIME_FORM_EPOCH_S:
        return "Unix seconds";
    case TIME_FORM_EPOCH_MS:
        return "Unix milliseconds";
    case TIME_FORM_EPOCH_US:
        return "Unix microseconds";
    case TIME_FORM_EPOCH_NS:
        return "Unix nanoseconds";
    case TIME_FORM_FILETIME:
        return "Windows file times";
    case TIME_FORM_TICKS:
        return "ticks of .NET";
    case TIME_FORM_PERIOD:
        return "months, weeks or quarters";
    case TIME_FORM_MONTH_DIGITS:
        return "year and month";
    case TIME_FORM_SERIAL:
        return "a spreadsheet's days";
    case TIME_FORM_CUSTOM:
        return "the format given";
    case TIME_FORM_NONE:
        break;
    }
    return "no time";
}
