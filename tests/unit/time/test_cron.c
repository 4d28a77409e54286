// Schedules: their next run by hand from a calendar, through both changes of the clocks.
#include "tap.h"
#include "time/cron.h"
#include "tzif_bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Central European time by its rule alone.
static struct zone *berlin(void)
{
    struct tzif file;
    tzif_make(&file, 3600, NULL, NULL, 0, "CET-1CEST,M3.5.0,M10.5.0/3");
    struct zone *zone = NULL;
    struct err err = {0};
    if (zone_from_bytes(&zone, "Berlin", file.bytes, file.length, &err) != 0)
        printf("# %s\n", err.text);
    return zone;
}

/// "2024-03-10T06:00" as UTC.
static instant at(const char *text)
{
    struct civil civil = {0};
    sscanf(text, "%d-%d-%dT%d:%d", &civil.year, &civil.month, &civil.day, &civil.hour,
           &civil.minute);
    return civil_to_instant(&civil);
}

static void next_is(const char *schedule, const struct zone *zone, const char *after,
                    const char *want)
{
    struct cron cron;
    struct err err = {0};
    if (cron_parse(&cron, schedule, &err) != 0) {
        ok(false, "%s: %s", schedule, err.text);
        return;
    }
    char out[INSTANT_TEXT_MAX], name[128];
    instant_format(out, cron_next(&cron, zone, at(after)));
    if (strlen(out) > 16)
        out[16] = '\0';
    snprintf(name, sizeof name, "%s after %s", schedule, after);
    is_text(out, want, name);
}

static void crontab(void)
{
    next_is("*/15 9-17 * * MON-FRI", NULL, "2024-03-08T17:45", "2024-03-11T09:00");
    next_is("*/15 9-17 * * 1-5", NULL, "2024-03-08T17:44", "2024-03-08T17:45");
    next_is("0 0 29 2 *", NULL, "2024-03-01T00:00", "2028-02-29T00:00");
    next_is("0 0 31 2 *", NULL, "2024-03-01T00:00", "");
    // crontab(5): the 13th, or any Friday.
    next_is("0 12 13 * 5", NULL, "2024-09-01T00:00", "2024-09-06T12:00");
    next_is("0 12 */2 * 5", NULL, "2024-09-01T00:00", "2024-09-13T12:00");
    next_is("0 12 13 * *", NULL, "2024-09-01T00:00", "2024-09-13T12:00");
    next_is("0 6 * * 7", NULL, "2024-09-02T00:00", "2024-09-08T06:00");
    next_is("0 6 * * SUN", NULL, "2024-09-02T00:00", "2024-09-08T06:00");
    next_is("5,35 0 1 jan,jul *", NULL, "2024-01-01T00:05", "2024-01-01T00:35");
    next_is("5,35 0 1 jan,jul *", NULL, "2024-01-01T00:35", "2024-07-01T00:05");
    next_is("10/20 * * * *", NULL, "2024-01-01T00:30", "2024-01-01T00:50");
    next_is("0 0 * * *", NULL, "1969-06-01T00:00", "1970-01-01T00:00");
}

static void changes_of_clocks(void)
{
    struct zone *zone = berlin();
    next_is("45 8 * * *", zone, "2024-03-30T12:00", "2024-03-31T06:45");
    next_is("45 8 * * *", zone, "2024-03-29T12:00", "2024-03-30T07:45");
    // 31 March 2024: 02:00 becomes 03:00 at 01:00 UTC.
    next_is("30 2 * * *", zone, "2024-03-31T00:00", "2024-03-31T01:30");
    next_is("30 * * * *", zone, "2024-03-31T00:45", "2024-03-31T01:30");
    next_is("30 */2 * * *", zone, "2024-03-30T23:45", "2024-03-31T02:30");
    // 27 October 2024: 03:00 becomes 02:00 at 01:00 UTC.
    next_is("30 2 * * *", zone, "2024-10-26T12:00", "2024-10-27T00:30");
    next_is("30 2 * * *", zone, "2024-10-27T00:30", "2024-10-28T01:30");
    next_is("30 * * * *", zone, "2024-10-27T00:30", "2024-10-27T01:30");
    next_is("0 3 * * *", zone, "2024-10-27T00:30", "2024-10-27T02:00");
    zone_close(zone);
}

static void application_auto_scaling(void)
{
    next_is("cron(0 8 ? * MON-FRI *)", NULL, "2024-03-09T00:00", "2024-03-11T08:00");
    next_is("cron(0 8 ? * 2 *)", NULL, "2024-03-09T00:00", "2024-03-11T08:00");
    next_is("cron(0 0 L * ? *)", NULL, "2024-02-10T00:00", "2024-02-29T00:00");
    next_is("cron(0 0 1W * ? *)", NULL, "2024-05-15T00:00", "2024-06-03T00:00");
    next_is("cron(0 0 30W * ? *)", NULL, "2024-06-15T00:00", "2024-06-28T00:00");
    next_is("cron(0 0 15W * ? *)", NULL, "2024-06-01T00:00", "2024-06-14T00:00");
    next_is("cron(0 0 ? * 6#3 *)", NULL, "2024-03-01T00:00", "2024-03-15T00:00");
    next_is("cron(0 0 ? * 6L *)", NULL, "2024-03-01T00:00", "2024-03-29T00:00");
    next_is("0 9 1 1 ? 2030", NULL, "2024-03-01T00:00", "2030-01-01T09:00");
    next_is("0 9 1 1 ? 2030", NULL, "2030-02-01T00:00", "");
}

static void refused(const char *schedule, const char *why)
{
    struct cron cron;
    struct err err = {0};
    ok(cron_parse(&cron, schedule, &err) == -1, "\"%s\" is refused", schedule);
    has_text(err.text, why, schedule);
}

static void refusals(void)
{
    refused("61 * * * *", "schedule \"61 * * * *\": minute: 61 is not within 0 to 59");
    refused("* * * *", "it has 4 fields; a schedule is minute, hour, day of month");
    refused("", "it has 0 fields");
    refused("0 17-9 * * *", "hour: the range 17-9 runs backwards");
    refused("*/0 * * * *", "minute: a step / needs a number from 1");
    refused("0 0 * FOO *", "month: \"FOO\" is not understood; it takes 1 to 12");
    refused("0 0 1, * *", "day of month: \"\" is not understood");
    refused("0 0 ? * 6#9 *", "day of week: # needs which of the month's");
    refused("0 0 40W * ? *", "day of month: 40 is not within 1 to 31");
    refused("rate(5 minutes)", "it has 2 fields");
    refused("0 0 * * 0x", "day of week: \"x\" is not understood");
}

int main(void)
{
    crontab();
    changes_of_clocks();
    application_auto_scaling();
    refusals();
    return done();
}
