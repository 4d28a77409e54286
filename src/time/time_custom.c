#include "base/ascii.h"
#include "time/time_fields.h"
#include "time/time_parse.h"

#include <string.h>

/// Fields while a format is followed.
struct custom {
    struct time_fields *fields;
    instant epoch_ms;
    int day_of_year; ///< 0: not given
    int week, week_year;
    bool afternoon, twelve_hours, has_day;
};

static const char *const compounds[][2] = {
    {"F", "%Y-%m-%d"}, {"T", "%H:%M:%S"}, {"R", "%H:%M"}, {"D", "%m/%d/%y"}};

/// The directives that one letter stands for, NULL if it is none of these.
static const char *compound_of(char letter)
{
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++)
        if (compounds[i][0][0] == letter)
            return compounds[i][1];
    return NULL;
}

static bool take_epoch(struct custom *custom, struct time_cursor *cursor)
{
    int64_t seconds = 0;
    int digits = 0;
    for (; cursor->at < cursor->end && ascii_is_digit(*cursor->at) && digits < 12; digits++)
        seconds = seconds * 10 + (*cursor->at++ - '0');
    int ms = 0;
    if (time_take_char(cursor, '.') && !time_take_fraction(cursor, &ms))
        return false;
    custom->epoch_ms = seconds * INSTANT_PER_SECOND + ms;
    return digits > 0;
}

static bool take_half(struct custom *custom, struct time_cursor *cursor)
{
    int hour = 12; // becomes 0 or 12
    if (!time_take_half_day(cursor, &hour))
        return false;
    custom->twelve_hours = true;
    custom->afternoon = hour == 12;
    return true;
}

static bool take_directive(struct custom *custom, char letter, struct time_cursor *cursor)
{
    struct time_fields *fields = custom->fields;
    switch (letter) {
    case 'Y':
        return time_take_digits(cursor, 4, 4, &fields->year);
    case 'y':
        if (!time_take_digits(cursor, 2, 2, &fields->year))
            return false;
        fields->year = time_full_year(fields->year);
        return true;
    case 'm':
        return time_take_digits(cursor, 1, 2, &fields->month);
    case 'b':
    case 'B':
        return time_take_month(cursor, &fields->month);
    case 'd':
    case 'e':
        time_take_blanks(cursor);
        custom->has_day = true;
        return time_take_digits(cursor, 1, 2, &fields->day);
    case 'j':
        return time_take_digits(cursor, 1, 3, &custom->day_of_year) && custom->day_of_year > 0;
    case 'G':
        return time_take_digits(cursor, 4, 4, &custom->week_year);
    case 'V':
        return time_take_digits(cursor, 1, 2, &custom->week);
    case 'H':
    case 'I':
        time_take_blanks(cursor);
        return time_take_digits(cursor, 1, 2, &fields->hour);
    case 'M':
        return time_take_digits(cursor, 1, 2, &fields->minute);
    case 'S':
        return time_take_digits(cursor, 1, 2, &fields->second);
    case 'f':
        return time_take_fraction(cursor, &fields->millisecond);
    case 'p':
        return take_half(custom, cursor);
    case 'z':
    case 'Z':
        return time_take_offset(cursor, fields);
    case 'a':
    case 'A':
        return time_take_weekday(cursor);
    case 's':
        return take_epoch(custom, cursor);
    case '%':
        return time_take_char(cursor, '%');
    default:
        return false;
    }
}

static bool follow(struct custom *custom, const char *format, struct time_cursor *cursor)
{
    for (const char *at = format; *at != '\0'; at++) {
        const char *compound = *at == '%' ? compound_of(at[1]) : NULL;
        bool fits;
        if (compound != NULL)
            fits = follow(custom, compound, cursor); // one level deep: compounds hold none
        else if (*at == '%' && at[1] != '\0')
            fits = take_directive(custom, at[1], cursor);
        else if (*at == ' ')
            fits = time_take_blanks(cursor);
        else
            fits = time_take_char(cursor, *at);
        if (!fits)
            return false;
        at += *at == '%' && at[1] != '\0';
    }
    return true;
}

bool time_fields_custom(struct time_fields *fields, instant *epoch_ms, const char *format,
                        const char *text, size_t length)
{
    *fields = (struct time_fields){0};
    struct custom custom = {.fields = fields, .epoch_ms = INSTANT_NONE};
    struct time_cursor cursor = {text, text + length};
    if (!follow(&custom, format, &cursor) || cursor.at != cursor.end)
        return false;
    *epoch_ms = custom.epoch_ms;
    if (custom.twelve_hours) {
        if (fields->hour < 1 || fields->hour > 12)
            return false;
        fields->hour = fields->hour % 12 + (custom.afternoon ? 12 : 0);
    }
    int day = custom.day_of_year;
    if (custom.week > 0 && !time_fields_of_week(fields, custom.week_year, custom.week, 1))
        return false;
    // A format without a day means the month's first.
    fields->day += fields->day == 0 && !custom.has_day;
    if (day > 0) {
        if (day > 365 + (civil_month_length(fields->year, 2) == 29))
            return false;
        for (fields->month = 1; day > civil_month_length(fields->year, fields->month);
             fields->month++)
            day -= civil_month_length(fields->year, fields->month);
        fields->day = day;
    }
    return true;
}

int time_format_check(const char *name, const char *format, struct err *err)
{
    bool has[128] = {false};
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%')
            continue;
        at++;
        bool known = *at != '\0' && strchr("YymbBdejHIMSfpzZaAsGV%FTRD", *at) != NULL;
        if (!known)
            return err_set(err, ERR_USAGE,
                           "%s: \"%%%c\" is not known; %%Y %%y %%m %%b %%d %%j %%H %%I %%p %%M %%S "
                           "%%f %%z %%s %%F %%T %%G %%V are",
                           name, *at >= ' ' && *at < 127 ? *at : '?');
        has[(unsigned char)*at] = true;
    }
    bool year = has['Y'] || has['y'];
    bool month = has['m'] || has['b'] || has['B'];
    bool week = has['G'] && has['V'];
    bool date = (year && (month || has['j'])) || has['F'] || has['D'] || has['s'] || week;
    if (!date)
        return err_set(err, ERR_USAGE,
                       "%s: the format has no whole date; for example %s '%%d.%%m.%%Y %%H:%%M'",
                       name, name);
    return 0;
}
