#include "tap.h"
#include "time/zone.h"
#include "tzif_bytes.h"

#include <stdio.h>
#include <stdlib.h>

static const char berlin_rule[] = "CET-1CEST,M3.5.0,M10.5.0/3";

/// A zone that has nothing but a rule.
static struct zone *zone_of_rule(int32_t initial_s, const char *rule)
{
    struct tzif file;
    tzif_make(&file, initial_s, NULL, NULL, 0, rule);
    struct zone *zone = NULL;
    struct err err = {0};
    if (zone_from_bytes(&zone, "rule", file.bytes, file.length, &err) != 0)
        printf("# %s: %s\n", rule, err.text);
    return zone;
}

static void offset_is(const struct zone *zone, int64_t seconds, int32_t want, const char *name)
{
    is_int(zone_offset_s(zone, seconds * INSTANT_PER_SECOND), want, name);
}

/// python3: datetime.fromtimestamp(T, ZoneInfo("Europe/Berlin")).utcoffset()
static void test_rule(void)
{
    struct zone *berlin = zone_of_rule(3600, berlin_rule);
    offset_is(berlin, 1711846799, 3600, "Berlin: the last second of winter 2024");
    offset_is(berlin, 1711846800, 7200, "the first of summer");
    offset_is(berlin, 1729990799, 7200, "the last of summer");
    offset_is(berlin, 1729990800, 3600, "the first of winter");
    offset_is(berlin, 5695920000, 7200, "July 2150");
    offset_is(berlin, 32472144000, 3600, "January 2999, far behind what is written out");
    offset_is(berlin, 32487782400, 7200, "July 2999");
    is_int(zone_next_change(berlin, INT64_C(1710050400000)) / 1000, 1711846800,
           "the next change after 10 March 2024");
    is_int(zone_next_change(berlin, INT64_C(1711846800000)) / 1000, 1729990800,
           "a change is not its own next");
    // zdump -v: Sun Mar 31 01:00:00 2999 UT
    instant far = zone_next_change(berlin, INT64_C(32472144000000));
    char out[INSTANT_TEXT_MAX];
    is_text(instant_format(out, far), "2999-03-31T01:00:00Z", "the change of spring 2999");
    zone_close(berlin);

    struct zone *lord_howe = zone_of_rule(37800, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    offset_is(lord_howe, 1704067200, 39600, "Lord Howe in January is at +11");
    offset_is(lord_howe, 1719792000, 37800, "and in July at +10:30");
    zone_close(lord_howe);
    struct zone *new_york = zone_of_rule(-18000, "EST5EDT,M3.2.0,M11.1.0");
    offset_is(new_york, 1710054000, -14400, "New York on 10 March 2024 at 7 UTC");
    offset_is(new_york, 1710053999, -18000, "and a second before");
    zone_close(new_york);
    // Greenland's rule counts its hours from before the day: the Saturday 22:00 before.
    struct zone *nuuk = zone_of_rule(-7200, "<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    offset_is(nuuk, 1719792000, -3600, "Nuuk in July 2024");
    offset_is(nuuk, 1711846799, -7200, "Nuuk before 31 March 2024 1:00 UTC");
    offset_is(nuuk, 1711846800, -3600, "and after");
    zone_close(nuuk);
    // RFC 9636, 3.3.1: daylight time all year.
    struct zone *always = zone_of_rule(-14400, "XXX3EDT4,0/0,J365/23");
    offset_is(always, 1704067200, -14400, "daylight time in January");
    offset_is(always, 1719792000, -14400, "and in July");
    is_int(zone_next_change(always, INT64_C(1710050400000)) == INSTANT_NONE, 1, "it never changes");
    zone_close(always);
    struct zone *julian = zone_of_rule(0, "AAA0BBB,J60/0,J300/1");
    offset_is(julian, 1709251199, 0, "J60 is 1 March in a leap year: 29 February 23:59:59");
    offset_is(julian, 1709251200, 3600, "1 March 2024 0:00");
    zone_close(julian);
}

static void test_bad_rules(void)
{
    static const char *const bad[] = {"X",
                                      "CET",
                                      "CET-1CEST",
                                      "CET-1CEST,M3.5.0",
                                      "CET-1CEST,M13.5.0,M10.5.0",
                                      "CET-1CEST,M3.6.0,M10.5.0",
                                      "CET-1CEST,M3.5.7,M10.5.0",
                                      "CET-1CEST,M3.5.0,M10.5.0/3x",
                                      "CET-1CEST,J0,J365",
                                      "CET-1CEST,M3.5.0/168,M10.5.0",
                                      "<+0",
                                      "CET-27",
                                      "CET-1:60"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tzif file;
        tzif_make(&file, 0, NULL, NULL, 0, bad[i]);
        struct zone *zone = NULL;
        struct err err = {0};
        ok(zone_from_bytes(&zone, "bad", file.bytes, file.length, &err) == -1 && zone == NULL,
           "the rule %s is refused", bad[i]);
        has_text(err.text, "bad: damaged time zone file", "as damage");
    }
}

static void test_changes(void)
{
    // Apia skipped 30 December 2011: from -10 h to +14 h at 10:00 UTC (tzdata, file australasia).
    static const int64_t at[] = {1301752800, 1325239200, 1333202400};
    static const int32_t offset_s[] = {-39600, 50400, 46800};
    struct tzif file;
    // Daylight saving time is an hour more where the rule does not say it: 27 hours.
    tzif_make(&file, -36000, at, offset_s, 3, "<+26>-26<+27>,M3.2.0,M11.1.0");
    struct zone *beyond = NULL;
    is_int(zone_from_bytes(&beyond, "beyond", file.bytes, file.length, NULL), -1,
           "a rule beyond what any zone has");
    tzif_make(&file, -36000, at, offset_s, 3, "<+13>-13");
    struct zone *apia = NULL;
    is_int(zone_from_bytes(&apia, "Pacific/Apia", file.bytes, file.length, NULL), 0, "made zone");
    is_text(zone_name(apia), "Pacific/Apia", "it has its name");
    offset_is(apia, 0, -36000, "before the first change");
    offset_is(apia, 1325239199, -39600, "the second before");
    offset_is(apia, 1325239200, 50400, "the second after");
    offset_is(apia, 1700000000, 46800, "behind the last");
    is_int(zone_next_change(apia, INT64_C(1333202400000)) == INSTANT_NONE, 1, "no change follows");
    struct civil noon = {2011, 12, 30, 12, 0, 0, 0};
    instant first;
    instant second;
    is_int(zone_local_to_instant(apia, &noon, &first, &second), LOCAL_NONE, "30 December was not");
    zone_close(apia);

    file.length = 0; // version 1: 32-bit times, no footer
    tzif_header(&file, '\0', 0, 3, 4);
    tzif_data(&file, 4, -36000, at, offset_s, 3);
    is_int(zone_from_bytes(&apia, "v1", file.bytes, file.length, NULL), 0, "a version 1 file");
    offset_is(apia, 1325239200, 50400, "says the same");
    zone_close(apia);
}

/// Every instant that a local time can mean, by trying all of them.
static int brute_force(const struct zone *zone, instant local, instant found[2])
{
    int count = 0;
    for (instant t = local - INT64_C(86400000); t <= local + INT64_C(86400000); t += 900000)
        if (t + zone_offset_s(zone, t) * INSTANT_PER_SECOND == local && count < 2)
            found[count++] = t;
    return count;
}

static void test_local(void)
{
    struct zone *berlin = zone_of_rule(3600, berlin_rule);
    size_t wrong = 0;
    instant starts[] = {INT64_C(1711756800000), INT64_C(1729900800000), INT64_C(32500000200000)};
    for (size_t s = 0; s < 3; s++) {
        for (instant local = starts[s]; local < starts[s] + INT64_C(3 * 86400000);
             local += 900000) {
            instant want[2];
            instant first;
            instant second;
            struct civil civil;
            civil_from_instant(local, &civil);
            int count = brute_force(berlin, local, want);
            enum local_times times = zone_local_to_instant(berlin, &civil, &first, &second);
            wrong += (int)times != count || (count > 0 && first != want[0]) ||
                     (count == 2 ? second != want[1] : second != INSTANT_NONE);
        }
    }
    is_int(wrong, 0, "local times of nine days mean what trying all instants gives");
    instant first;
    instant second;
    struct civil twice = {2024, 10, 27, 2, 30, 0, 5};
    is_int(zone_local_to_instant(berlin, &twice, &first, &second), LOCAL_TWO, "2:30 comes twice");
    is_int(first, INT64_C(1729989000005), "first in summer time");
    is_int(second, INT64_C(1729992600005), "then in winter time");
    struct civil never = {2024, 3, 31, 2, 30, 0, 0};
    is_int(zone_local_to_instant(berlin, &never, &first, &second), LOCAL_NONE, "2:30 never comes");
    is_int(first, INT64_C(1711848600000), "by the offset before it is 3:30 of summer time");
    zone_close(berlin);
}

static void test_damage(void)
{
    static const int64_t at[] = {100, 200};
    static const int32_t offset_s[] = {3600, 7200};
    struct tzif file;
    struct zone *zone = NULL;
    struct err err = {0};
    tzif_make(&file, 0, at, offset_s, 2, berlin_rule);
    size_t accepted = 0;
    for (size_t length = 0; length < file.length; length++) {
        unsigned char *exact = malloc(length + 1);
        memcpy(exact, file.bytes, length);
        accepted += zone_from_bytes(&zone, "cut", exact, length, &err) == 0;
        free(exact);
    }
    is_int(accepted, 0, "a file cut anywhere is refused");
    is_int(zone_from_bytes(&zone, "text", (const unsigned char *)"TZ=UTC", 6, &err), -1, "text is");
    has_text(err.text, "text: not a time zone file (TZif)", "with what it is not");

    file.length = 0;
    tzif_header(&file, '\0', 1, 0, 1);
    tzif_data(&file, 4, 0, NULL, NULL, 0);
    tzif_number(&file, 0, 8);
    is_int(zone_from_bytes(&zone, "right/UTC", file.bytes, file.length, &err), -1, "leap seconds");
    has_text(err.text, "name the one without right/", "are refused with what to do");

    static const int64_t backwards[] = {200, 100};
    tzif_make(&file, 0, backwards, offset_s, 2, "");
    is_int(zone_from_bytes(&zone, "x", file.bytes, file.length, &err), -1, "disorder is refused");
    static const int32_t far[] = {3600, 200000};
    tzif_make(&file, 0, at, far, 2, "");
    is_int(zone_from_bytes(&zone, "x", file.bytes, file.length, &err), -1, "and huge offsets");
}

static void test_open(void)
{
    static const struct {
        const char *name;
        int32_t offset_s;
    } fixed[] = {{"UTC", 0},        {"Z", 0},          {"GMT", 0},       {"+02:00", 7200},
                 {"-0500", -18000}, {"UTC-5", -18000}, {"+5:30", 19800}, {"UTC+05:30", 19800}};
    struct zone *zone = NULL;
    struct err err = {0};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        ok(zone_open(&zone, fixed[i].name, &err) == 0 &&
               zone_offset_s(zone, INT64_C(1710050400000)) == fixed[i].offset_s,
           "%s is fixed", fixed[i].name);
        zone_close(zone);
    }
    static const char *const refused[] = {
        "../etc/passwd", "/etc/localtime", "Europe/../../x", "",
        "Europe/Berln",  "+25:00",         "UTC+2x",         "a b"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ok(zone_open(&zone, refused[i], &err) == -1 && zone == NULL, "\"%s\" is refused",
           refused[i]);
        has_text(err.text, "time zone \"", "with its name in the message");
        is_int(err.kind, ERR_USAGE, "as a usage error");
    }
    if (zone_open(&zone, "Europe/Berlin", &err) == 0) {
        offset_is(zone, 1711846800, 7200, "the machine's Europe/Berlin has summer time");
        offset_is(zone, -2208988800, 3600, "and a history");
        zone_close(zone);
    } else {
        skip("the machine's Europe/Berlin", "tzdata is not installed");
    }
}

int main(void)
{
    test_rule();
    test_bad_rules();
    test_changes();
    test_local();
    test_damage();
    test_open();
    zone_close(NULL);
    return done();
}
