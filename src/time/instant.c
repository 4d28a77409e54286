#include "time/instant.h"

#include <stdio.h>

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static const int64_t ms_per_day = SECONDS_PER_DAY * INSTANT_PER_SECOND;

static int64_t floor_divide(int64_t dividend, int64_t divisor)
{
    return dividend / divisor - (dividend % divisor < 0);
}

// Years are counted from March, in eras of 400 years, so that the leap day is the last of its year.
// Source: Hinnant, "chrono-compatible low-level date algorithms", days_from_civil and
// civil_from_days.
int64_t civil_days(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_divide(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

instant civil_to_instant(const struct civil *civil)
{
    int64_t seconds = civil_days(civil->year, civil->month, civil->day) * SECONDS_PER_DAY +
                      civil->hour * INT64_C(3600) + civil->minute * INT64_C(60) + civil->second;
    return seconds * INSTANT_PER_SECOND + civil->millisecond;
}

void civil_from_instant(instant time, struct civil *civil)
{
    int64_t days = floor_divide(time, ms_per_day);
    int64_t rest =
        time % ms_per_day; // not time - days * ms_per_day, which overflows at the first day
    int ms_of_day = (int)(rest < 0 ? rest + ms_per_day : rest);
    days += DAYS_TO_1970;
    int64_t era = floor_divide(days, DAYS_PER_ERA);
    int day_of_era = (int)(days - era * DAYS_PER_ERA);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    civil->day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil->month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil->year = (int)(era * 400) + year_of_era + (civil->month <= 2);
    civil->millisecond = ms_of_day % 1000;
    civil->second = ms_of_day / 1000 % 60;
    civil->minute = ms_of_day / 60000 % 60;
    civil->hour = ms_of_day / 3600000;
}

int civil_weekday(int64_t days)
{
    int64_t since_monday = (days + 3) % 7; // 1970-01-01 was a Thursday
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday);
}

int civil_month_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

/// Writes `digits` decimal digits; returns the position behind them.
static char *write_digits(char *out, int value, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

/// Writes the date and returns the position behind it. Years beyond four digits are printed.
static char *write_date(char *out, const struct civil *civil)
{
    if (civil->year < 0 || civil->year > 9999)
        out += snprintf(out, INSTANT_TEXT_MAX, "%04d", civil->year);
    else
        out = write_digits(out, civil->year, 4);
    *out++ = '-';
    out = write_digits(out, civil->month, 2);
    *out++ = '-';
    return write_digits(out, civil->day, 2);
}

const char *instant_format(char out[INSTANT_TEXT_MAX], instant time)
{
    out[0] = '\0';
    if (time == INSTANT_NONE)
        return out;
    struct civil civil;
    civil_from_instant(time, &civil);
    char *at = write_date(out, &civil);
    *at++ = 'T';
    at = write_digits(at, civil.hour, 2);
    *at++ = ':';
    at = write_digits(at, civil.minute, 2);
    *at++ = ':';
    at = write_digits(at, civil.second, 2);
    if (civil.millisecond != 0) {
        *at++ = '.';
        at = write_digits(at, civil.millisecond, 3);
    }
    *at++ = 'Z';
    *at = '\0';
    return out;
}

const char *instant_format_date(char out[INSTANT_TEXT_MAX], instant time)
{
    out[0] = '\0';
    if (time == INSTANT_NONE)
        return out;
    struct civil civil;
    civil_from_instant(time, &civil);
    *write_date(out, &civil) = '\0';
    return out;
}
