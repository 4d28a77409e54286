#include "tap.h"
#include "time/time_parse.h"
#include "tzif_bytes.h"

#include <stdio.h>
#include <string.h>

static const char *read_as(enum time_form form, const char *text)
{
    static char out[INSTANT_TEXT_MAX];
    struct time_reader reader = {.form = form};
    struct time_parsed parsed;
    if (!time_parse(&reader, text, strlen(text), &parsed))
        return "refused";
    return instant_format(out, parsed.time);
}

static void test_iso(void)
{
    static const char six[] = "2024-03-10T06:00:00Z";
    static const char *const same[] = {
        "2024-03-10T06:00:00Z",
        "2024-03-10 06:00:00",
        "2024-03-10T06:00:00",
        "2024-03-10T06:00Z",
        "2024-03-10 06:00",
        "2024-03-10T06:00:00.000Z",
        "2024-03-10T06:00:00,0",
        "2024-03-10T07:00:00+01:00",
        "2024-03-10T07:00:00+0100",
        "2024-03-10 07:00:00 +01",
        "2024-03-10T01:00:00-05:00",
        "2024-03-10 06:00:00 UTC",
        "2024-03-10 06:00:00 +0000 UTC",
        "2024-3-10 6:00:00",
        "20240310T060000Z",
        "20240310T060000",
        "20240310060000",
        "202403100600",
        "2024-03-10T06:00:00.000000000Z",
        "2024-03-10 06:00:00 AM",
        "2024-03-10, 06:00",
        "2024-03-10T11:30:00+05:30",
        "2024-03-10T07:00:00+01:00[Europe/Berlin]",
        "2024-03-10 01:00:00 EST",
        "2024-03-10 08:00:00 CEST",
        "2024-03-10 6:00:00 a.m.",
        ("2024-03-10 6:00:00\xE2\x80\xAF" // narrow no-break
         "AM"),
        "20240310 06:00",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        is_text(read_as(TIME_FORM_ISO, same[i]), six, same[i]);
    is_text(read_as(TIME_FORM_ISO, "2024-03-10"), "2024-03-10T00:00:00Z", "a date is its midnight");
    is_text(read_as(TIME_FORM_ISO, "20240310"), "2024-03-10T00:00:00Z", "and without dashes");
    is_text(read_as(TIME_FORM_ISO, "2023-11-16 18:15:46.6805900"), "2023-11-16T18:15:46.680Z",
            "seven digits of a fraction are cut");
    is_text(read_as(TIME_FORM_ISO, "2024-03-10T24:00:00Z"), "2024-03-11T00:00:00Z",
            "24:00 is the next midnight");
    is_text(read_as(TIME_FORM_ISO, "2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z",
            "a leap second is the next second");
    static const char *const bad[] = {
        "2024-02-30T00:00:00Z",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "0000-00-00 00:00:00",
        "00000000",
        "2024-03-10T25:00:00Z",
        "2024-03-10T24:00:01Z",
        "2024-03-10T06:60:00",
        "2024-03-10T06:00:61",
        "2024-03-10T06:00:00Zx",
        "2024-03-10T06:00:00+1",
        "2024-03-10T06:00:00+01:60",
        "2024-03-10T06:00:00.Z",
        "2024-03-10X06:00:00",
        "2024-03-10T",
        "",
        "24-03-10",
        "2024-03",
        "2024-03-10T06:00:00 IST", // of India, Ireland or Israel
        "2024-03-10T06:00:00Z[UTC",
        "2024-03-10T0a:00:00",
        "2O24-03-10T06:00:00",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        is_text(read_as(TIME_FORM_ISO, bad[i]), "refused", bad[i]);
}

static void test_other_forms(void)
{
    static const struct {
        enum time_form form;
        const char *text;
        const char *want;
    } cases[] = {
        {TIME_FORM_SLASH_YMD, "2024/03/10 06:00:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_SLASH_YMD, "2018/07/13 12:48:03", "2018-07-13T12:48:03Z"},
        {TIME_FORM_DMY, "10.03.2024 06:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_DMY, "10/03/2024 06:00:05", "2024-03-10T06:00:05Z"},
        {TIME_FORM_DMY, "31-12-2024", "2024-12-31T00:00:00Z"},
        {TIME_FORM_DMY, "31.12.2024, 06:00", "2024-12-31T06:00:00Z"},
        {TIME_FORM_MDY, "03/10/2024 06:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MDY, "03/10/24 06:00:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MDY, "3/10/2024 6:00 PM", "2024-03-10T18:00:00Z"},
        {TIME_FORM_MDY, "3/10/2024 12:00 AM", "2024-03-10T00:00:00Z"},
        {TIME_FORM_MDY, "3/10/2024 12:00:00pm", "2024-03-10T12:00:00Z"},
        {TIME_FORM_MDY, "03/10/69", "1969-03-10T00:00:00Z"},
        {TIME_FORM_MDY, "03/10/68", "2068-03-10T00:00:00Z"},
        {TIME_FORM_MDY, "3/10/2024 13:00 PM", "refused"},
        {TIME_FORM_MDY, "13/10/2024", "refused"},
        {TIME_FORM_DMY, "10/13/2024", "refused"},
        {TIME_FORM_DMY, "10/03-2024", "refused"},
        {TIME_FORM_DMY, "10/03/202", "refused"},
        {TIME_FORM_MONTH_NAME, "10 Mar 2024 06:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "Mar 10, 2024 6:00:00 AM", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "March 10 2024", "2024-03-10T00:00:00Z"},
        {TIME_FORM_MONTH_NAME, "10/Mar/2024:06:00:00 +0100", "2024-03-10T05:00:00Z"},
        {TIME_FORM_MONTH_NAME, "Sun, 10 Mar 2024 06:00:00 GMT", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "Sun Mar 10 06:00:00 2024", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "Sun Mar 10 06:00:00 UTC 2024", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "2024-Mar-10 06:00", "2024-03-10T06:00:00Z"},
        {TIME_FORM_MONTH_NAME, "10-Mar-24", "2024-03-10T00:00:00Z"},
        {TIME_FORM_MONTH_NAME, "10 Mrz 2024", "refused"},
        {TIME_FORM_MONTH_NAME, "Mar 2024", "refused"},
        {TIME_FORM_MONTH_NAME, "Mar 10, 2024 @ 06:00:00.500", "2024-03-10T06:00:00.500Z"},
        {TIME_FORM_MONTH_NAME, "Sun Mar 10 2024 07:00:00 GMT+0100 (Central European Standard Time)",
         "2024-03-10T06:00:00Z"},
        {TIME_FORM_ISO, "2024031006", "2024-03-10T06:00:00Z"},
        {TIME_FORM_ISO, "1710050400", "refused"},
        {TIME_FORM_PERIOD, "2024-03", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "03/2024", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "Mar 2024", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "March-2024", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "Mar-24", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "2024-Mar", "2024-03-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "Mar 24", "refused"},
        {TIME_FORM_PERIOD, "2024-13", "refused"},
        {TIME_FORM_PERIOD, "2024-W01", "2024-01-01T00:00:00Z"}, // ISO 8601, table 2
        {TIME_FORM_PERIOD, "2023W52", "2023-12-25T00:00:00Z"},
        {TIME_FORM_PERIOD, "2020-W53-7", "2021-01-03T00:00:00Z"},
        {TIME_FORM_PERIOD, "2021-W53", "refused"}, // that year has 52
        {TIME_FORM_PERIOD, "KW 3/2024", "2024-01-15T00:00:00Z"},
        {TIME_FORM_PERIOD, "2024-Q3", "2024-07-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "Q1 2024", "2024-01-01T00:00:00Z"},
        {TIME_FORM_PERIOD, "Q5 2024", "refused"},
        {TIME_FORM_MONTH_DIGITS, "202403", "2024-03-01T00:00:00Z"},
        {TIME_FORM_MONTH_DIGITS, "202413", "refused"},
        {TIME_FORM_FILETIME, "133545024000000000", "2024-03-10T00:00:00Z"},
        {TIME_FORM_TICKS, "638456256000000000", "2024-03-10T00:00:00Z"},
        {TIME_FORM_EPOCH_S, "1710050400", "2024-03-10T06:00:00Z"},
        {TIME_FORM_EPOCH_S, "1710050400.096", "2024-03-10T06:00:00.096Z"},
        {TIME_FORM_EPOCH_S, "1710050400.0", "2024-03-10T06:00:00Z"},
        {TIME_FORM_EPOCH_S, "1.7100504e+09", "2024-03-10T06:00:00Z"},
        {TIME_FORM_EPOCH_S, "0", "1970-01-01T00:00:00Z"},
        {TIME_FORM_EPOCH_MS, "1710050400096", "2024-03-10T06:00:00.096Z"},
        {TIME_FORM_EPOCH_US, "1710050400096999", "2024-03-10T06:00:00.096Z"},
        {TIME_FORM_EPOCH_NS, "1710050400096999999", "2024-03-10T06:00:00.096Z"},
        {TIME_FORM_EPOCH_S, "253402300800", "refused"},
        {TIME_FORM_EPOCH_MS, "99999999999999999999", "refused"},
        {TIME_FORM_EPOCH_S, "-5", "refused"},
        {TIME_FORM_EPOCH_S, "12x", "refused"},
        {TIME_FORM_EPOCH_S, "", "refused"},
        {TIME_FORM_NONE, "2024-03-10", "refused"},
        {TIME_FORM_CUSTOM, "2024-03-10", "refused"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        is_text(read_as(cases[i].form, cases[i].text), cases[i].want, cases[i].text);
}

static void test_detect(void)
{
    static const struct {
        const char *text;
        enum time_form month_first, day_first;
        bool could_swap;
    } cases[] = {
        {"2024-03-10T06:00:00Z", TIME_FORM_ISO, TIME_FORM_ISO, false},
        {"2024-03-10", TIME_FORM_ISO, TIME_FORM_ISO, false},
        {"20240310", TIME_FORM_ISO, TIME_FORM_ISO, false},
        {"20240310T060000Z", TIME_FORM_ISO, TIME_FORM_ISO, false},
        {"20240310060000", TIME_FORM_ISO, TIME_FORM_ISO, false},
        {"2024/03/10 06:00", TIME_FORM_SLASH_YMD, TIME_FORM_SLASH_YMD, false},
        {"03/04/2024", TIME_FORM_MDY, TIME_FORM_DMY, true},
        {"03/03/2024", TIME_FORM_MDY, TIME_FORM_DMY, false},
        {"13/04/2024", TIME_FORM_DMY, TIME_FORM_DMY, false},
        {"04/13/2024", TIME_FORM_MDY, TIME_FORM_MDY, false},
        {"03.04.2024 06:00", TIME_FORM_DMY, TIME_FORM_DMY, false},
        {"10 Mar 2024", TIME_FORM_MONTH_NAME, TIME_FORM_MONTH_NAME, false},
        {"2024-Mar-10", TIME_FORM_MONTH_NAME, TIME_FORM_MONTH_NAME, false},
        {"1710050400", TIME_FORM_EPOCH_S, TIME_FORM_EPOCH_S, false},
        {"1710050400.096", TIME_FORM_EPOCH_S, TIME_FORM_EPOCH_S, false},
        {"1710050400096", TIME_FORM_EPOCH_MS, TIME_FORM_EPOCH_MS, false},
        {"1710050400096000", TIME_FORM_EPOCH_US, TIME_FORM_EPOCH_US, false},
        {"1710050400096000000", TIME_FORM_EPOCH_NS, TIME_FORM_EPOCH_NS, false},
        {"42", TIME_FORM_NONE, TIME_FORM_NONE, false},
        {"99999999", TIME_FORM_NONE, TIME_FORM_NONE, false},
        {"hello", TIME_FORM_NONE, TIME_FORM_NONE, false},
        {"12:30", TIME_FORM_NONE, TIME_FORM_NONE, false},
        {"1.2.3", TIME_FORM_NONE, TIME_FORM_NONE, false},
        {"", TIME_FORM_NONE, TIME_FORM_NONE, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool could_swap = !cases[i].could_swap;
        const char *text = cases[i].text;
        enum time_form form = time_form_detect(text, strlen(text), false, &could_swap);
        ok(form == cases[i].month_first && could_swap == cases[i].could_swap, "\"%s\" is %s", text,
           time_form_name(cases[i].month_first));
        if (form != cases[i].month_first)
            printf("# got %s\n", time_form_name(form));
        is_int(time_form_detect(text, strlen(text), true, NULL), cases[i].day_first,
               "and with the day first");
    }
    for (int form = TIME_FORM_NONE; form <= TIME_FORM_CUSTOM; form++)
        ok(time_form_name((enum time_form)form)[0] != '\0', "form %d has a name", form);
}

static void test_custom(void)
{
    static const struct {
        const char *format, *text, *want;
    } cases[] = {
        {"%Y-%m-%d %H:%M:%S", "2024-03-10 06:00:00", "2024-03-10T06:00:00Z"},
        {"%d.%m.%y %H:%M", "10.03.24 06:00", "2024-03-10T06:00:00Z"},
        {"%b %e %Y %I:%M%p", "Mar  9 2024 12:05AM", "2024-03-09T00:05:00Z"},
        {"%p %I:%M %d/%m/%Y", "PM 1:30 10/03/2024", "2024-03-10T13:30:00Z"},
        {"%FT%T.%f%z", "2024-03-10T06:00:00.25+01:00", "2024-03-10T05:00:00.250Z"},
        {"%D %R", "03/10/24 06:00", "2024-03-10T06:00:00Z"},
        {"%Y/%j", "2024/366", "2024-12-31T00:00:00Z"},
        {"%Y/%j", "2023/366", "refused"},
        {"%s", "1710050400", "2024-03-10T06:00:00Z"},
        {"%s", "1710050400.5", "2024-03-10T06:00:00.500Z"},
        {"%A %d %B %Y", "Sunday 10 March 2024", "2024-03-10T00:00:00Z"},
        {"100%% %Y-%m-%d", "100% 2024-03-10", "2024-03-10T00:00:00Z"},
        {"%Y-%m-%d", "2024-03-10x", "refused"},
        {"%Y-%m-%d", "2024-03-32", "refused"},
        {"%I %p %F", "13 PM 2024-03-10", "refused"},
        {"%Q", "x", "refused"},
        {"%Y-%m-%d %", "2024-03-10 %", "2024-03-10T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct time_reader reader = {.form = TIME_FORM_CUSTOM, .custom = cases[i].format};
        struct time_parsed parsed;
        char out[INSTANT_TEXT_MAX] = "refused";
        if (time_parse(&reader, cases[i].text, strlen(cases[i].text), &parsed))
            instant_format(out, parsed.time);
        is_text(out, cases[i].want, cases[i].format);
    }
    struct err err = {0};
    is_int(time_format_check("--time-format", "%d.%m.%Y %H:%M", &err), 0, "a whole format");
    is_int(time_format_check("--time-format", "%s", &err), 0, "epoch seconds");
    is_int(time_format_check("--time-format", "%b %Y", &err), 0, "a month");
    is_int(time_format_check("--time-format", "%G-W%V", &err), 0, "an ISO week");
    is_int(time_format_check("--time-format", "%d.%m. %H:%M", &err), -1, "one without a year");
    has_text(err.text, "has no whole date; for example --time-format '%d.%m.%Y %H:%M'", "is told");
    is_int(time_format_check("--time-format", "%Q", &err), -1, "an unknown directive");
    has_text(err.text, "\"%Q\" is not known", "is named");
    is_int(time_format_check("--time-format", "%Y%", &err), -1, "a lone per cent sign");
}

static void test_zone(void)
{
    struct tzif file;
    tzif_make(&file, 3600, NULL, NULL, 0, "CET-1CEST,M3.5.0,M10.5.0/3");
    struct zone *berlin;
    zone_from_bytes(&berlin, "Europe/Berlin", file.bytes, file.length, NULL);
    struct time_reader reader = {.form = TIME_FORM_ISO, .zone = berlin};
    // python3: datetime.fromisoformat(TEXT + OFFSET).timestamp()
    static const struct {
        const char *text;
        int64_t seconds;
        bool ambiguous, nonexistent;
    } cases[] = {
        {"2024-01-10 06:00:00", 1704862800, false, false},
        {"2024-01-10 07:00:00", 1704866400, false, false},
        {"2024-07-10 06:00:00", 1720584000, false, false},
        {"2024-10-27 01:59:59", 1729987199, false, false},
        {"2024-10-27 02:30:00", 1729989000, true, false},
        {"2024-10-27 03:00:00", 1729994400, false, false},
        {"2024-03-31 01:59:59", 1711846799, false, false},
        {"2024-03-31 02:30:00", 1711848600, false, true},
        {"2024-03-31 03:00:00", 1711846800, false, false},
        {"2024-10-27 02:30:00Z", 1729996200, false, false},
        {"2024-10-27T02:30:00+01:00", 1729992600, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct time_parsed parsed;
        bool read = time_parse(&reader, cases[i].text, strlen(cases[i].text), &parsed);
        ok(read && parsed.time == cases[i].seconds * 1000 &&
               parsed.ambiguous == cases[i].ambiguous && parsed.nonexistent == cases[i].nonexistent,
           "%s in Berlin", cases[i].text);
        if (cases[i].ambiguous)
            is_int(parsed.second, INT64_C(1729992600000), "its second meaning is an hour later");
        if (read && parsed.time != cases[i].seconds * 1000)
            printf("# got %lld\n", (long long)parsed.time);
    }
    struct err err = {0};
    instant time = 0;
    is_int(time_parse_option("--since", "2024-10-27 02:30", berlin, &time, &err), -1, "twice");
    has_text(err.text, "--since: \"2024-10-27 02:30\" happens twice that night", "is said");
    is_int(time_parse_option("--since", "2024-03-31 02:30", berlin, &time, &err), -1, "never");
    has_text(err.text, "is an hour that the clock skips", "is said");
    is_int(time_parse_option("--since", "2024-01-10 06:00", berlin, &time, &err), 0, "a local one");
    is_int(time, INT64_C(1704862800000), "is read in the zone");
    is_int(time_parse_option("--since", "03/04/2024", NULL, &time, &err), -1, "two dates");
    has_text(err.text, "could be two dates; for example --since 2024-03-10T06:00:00Z", "is said");
    is_int(time_parse_option("--since",
                             "yester\x1b"
                             "day",
                             NULL, &time, &err),
           -1, "no time");
    has_text(err.text, "\"yester\\x1bday\" is not a time", "is said, escaped");
    is_int(err.kind, ERR_USAGE, "as a usage error");
    zone_close(berlin);
}

static void test_serial(void)
{
    // R: as.POSIXct((days - 25569) * 86400, origin = "1970-01-01", tz = "UTC").
    is_text(read_as(TIME_FORM_SERIAL, "45361"), "2024-03-10T00:00:00Z", "a day of a spreadsheet");
    is_text(read_as(TIME_FORM_SERIAL, "45361.25"), "2024-03-10T06:00:00Z", "and six hours");
    is_text(read_as(TIME_FORM_SERIAL, "45361,25"), "2024-03-10T06:00:00Z", "with a decimal comma");
    is_text(read_as(TIME_FORM_SERIAL, "45361.2534722222"), "2024-03-10T06:05:00Z",
            "to the second, as its digits go no further");
    is_text(read_as(TIME_FORM_SERIAL, "19999"), "refused", "1954 is too early");
    is_text(read_as(TIME_FORM_SERIAL, "80000"), "refused", "2119 too late");
    is_text(read_as(TIME_FORM_SERIAL, "4536l.25"), "refused", "a letter is no digit");
    is_text(read_as(TIME_FORM_SERIAL, ""), "refused", "nothing is no day");
}

int main(void)
{
    test_serial();
    test_iso();
    test_other_forms();
    test_detect();
    test_custom();
    test_zone();
    return done();
}
