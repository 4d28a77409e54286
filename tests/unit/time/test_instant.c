#include "tap.h"
#include "time/instant.h"

/// python3: d = datetime.date(Y, M, D); (d - datetime.date(1970, 1, 1)).days, d.weekday()
static const struct {
    int year, month, day, days, weekday;
} dates[] = {
    {1970, 1, 1, 0, 3},         {1969, 12, 31, -1, 2},     {2000, 2, 29, 11016, 1},
    {1900, 2, 28, -25509, 2},   {1900, 3, 1, -25508, 3},   {2024, 2, 29, 19782, 3},
    {2024, 3, 10, 19792, 6},    {2100, 3, 1, 47541, 0},    {1, 1, 1, -719162, 0},
    {9999, 12, 31, 2932896, 4}, {1600, 2, 29, -135081, 1},
};

static void test_dates(void)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        int64_t days = civil_days(dates[i].year, dates[i].month, dates[i].day);
        is_int(days, dates[i].days, "days since 1970");
        is_int(civil_weekday(days), dates[i].weekday, "and its weekday");
        struct civil civil;
        civil_from_instant(days * SECONDS_PER_DAY * INSTANT_PER_SECOND, &civil);
        ok(civil.year == dates[i].year && civil.month == dates[i].month &&
               civil.day == dates[i].day && civil.hour == 0,
           "and back: %d-%02d-%02d", civil.year, civil.month, civil.day);
    }
}

/// Counts every day of 800 years by the rule of leap years alone.
static void test_every_day(void)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = civil_days(1600, 1, 1);
    size_t wrong = 0;
    for (int year = 1600; year < 2400; year++) {
        int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 ? leap : 0);
            wrong += civil_month_length(year, month) != length;
            for (int day = 1; day <= length; day++, days++) {
                struct civil civil;
                civil_from_instant(days * SECONDS_PER_DAY * INSTANT_PER_SECOND - 1, &civil);
                instant back = civil_to_instant(&civil) + 1;
                wrong += civil_days(year, month, day) != days;
                wrong += back != days * SECONDS_PER_DAY * INSTANT_PER_SECOND;
            }
        }
    }
    is_int(wrong, 0, "all days of 1600 to 2399 follow each other");
}

static void test_format(void)
{
    char out[INSTANT_TEXT_MAX];
    is_text(instant_format(out, INT64_C(1710050400000)), "2024-03-10T06:00:00Z", "a whole second");
    is_text(instant_format(out, INT64_C(1710050400096)), "2024-03-10T06:00:00.096Z", "with ms");
    is_text(instant_format(out, 0), "1970-01-01T00:00:00Z", "a midnight keeps its time");
    is_text(instant_format(out, -1), "1969-12-31T23:59:59.999Z", "before 1970");
    is_text(instant_format(out, INSTANT_NONE), "", "none is empty");
    is_text(instant_format_date(out, INT64_C(1710050400096)), "2024-03-10", "the date alone");
    is_text(instant_format_date(out, INSTANT_NONE), "", "none is empty as a date");
    instant_format(out, INT64_MAX);
    ok(out[0] == '2', "the last instant fits: %s", out);
    instant_format(out, INT64_MIN + 1);
    ok(out[0] == '-', "and the first: %s", out);
}

int main(void)
{
    test_dates();
    test_every_day();
    test_format();
    return done();
}
