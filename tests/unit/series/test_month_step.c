// Months of the calendar and steps of 730 hours.
#include "../time/tzif_bytes.h"
#include "build.h"
#include "series/month_step.h"
#include "tap.h"

#include <stdlib.h>

/// Sixty years on whatever day of the month, seen from another zone: each month has its step.
static void test_sixty_years(void)
{
    for (int day = 1; day <= 28; day += 9) {
        struct build_case b;
        build_begin(&b);
        build_add_file(&b, "bills.csv");
        size_t stream = build_stream(&b, "cost", NULL, SAMPLE_GAUGE);
        for (int month = 0; month < 720; month++)
            samples_add(&b.samples, stream,
                        civil_days(1990 + month / 12, month % 12 + 1, day) * SECONDS_PER_DAY *
                            INSTANT_PER_SECOND,
                        month);
        is_int(build_run(&b), 0, "months are read");
        const struct series *series = &b.set.item[0];
        bool in_place = series->n == 720;
        for (size_t i = 0; i < series->n; i++) {
            struct civil civil;
            civil_from_instant(step_called(series_time(series, i), series->step_s, NULL), &civil);
            in_place = in_place && series->value[i] == (double)i && civil.day == 1 &&
                       civil.year == 1990 + (int)i / 12 && civil.month == (int)i % 12 + 1;
        }
        ok(in_place, "each month has its step and its name");
        build_end(&b);
    }
}

static void test_thirty_days(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "bills.csv");
    size_t stream = build_stream(&b, "cost", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 40; i++)
        build_add(&b, stream, i * 30.0 * 86400, i);
    is_int(build_run(&b), 0, "rows every thirty days are read");
    is_int(b.set.item[0].step_s, 30 * 86400, "which are no months");
    build_end(&b);
}

static instant at(int year, int month, int day, int hour)
{
    struct civil civil = {.year = year, .month = month, .day = day, .hour = hour};
    return civil_to_instant(&civil);
}

int main(void)
{
    is_int(month_of(at(1970, 1, 1, 0), NULL), 0, "months count from January 1970");
    is_int(month_of(at(2024, 2, 29, 23), NULL), 54 * 12 + 1, "February of a leap year");
    is_int(month_of(at(1969, 12, 31, 0), NULL), -1, "and from the one before downwards");
    bool returns = true;
    bool close = true;
    for (int64_t month = 0; month < 12 * 100; month++) {
        instant called = month_start(month, NULL);
        int64_t apart = llabs(month_step_start(month) - called) / 1000 / SECONDS_PER_DAY;
        returns = returns && month_of(called, NULL) == month &&
                  month_of_step(month_step_start(month)) == month;
        close = close && (month < 12 * 30 || month > 12 * 75 || apart <= 8);
    }
    ok(returns, "a century of months is told apart");
    ok(close, "from 2000 to 2045 steps are within eight days of their months");
    ok(step_called(month_step_start(660), STEP_MONTH_S, NULL) == at(2025, 1, 1, 0),
       "a step is called by its month");
    ok(step_called(month_step_start(660 + 3), 3 * STEP_MONTH_S, NULL) == at(2025, 4, 1, 0),
       "a quarter by its first month");
    is_int(step_months(12 * STEP_MONTH_S), 12, "a year has twelve of them");
    is_int(step_months(2 * STEP_MONTH_S), 0, "what is no month, quarter or year is none");
    ok(step_called(12345000, 3600, NULL) == 12345000, "an hour by its start");
    struct tzif file;
    struct zone *zone = NULL;
    struct err err = {0};
    tzif_make(&file, 3600, NULL, NULL, 0, "CET-1CEST,M3.5.0,M10.5.0/3");
    zone_from_bytes(&zone, "Test/Berlin", file.bytes, file.length, &err);
    is_int(month_of(at(2025, 6, 30, 22), zone), 55 * 12 + 6, "July begins at 22 h UTC in Berlin");
    ok(month_start(55 * 12 + 6, zone) == at(2025, 6, 30, 22), "to the hour");
    ok(month_start(55 * 12, zone) == at(2024, 12, 31, 23), "and January at 23 h");
    zone_close(zone);
    test_sixty_years();
    test_thirty_days();
    return done();
}
