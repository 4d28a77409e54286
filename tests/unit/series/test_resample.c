#include "../time/tzif_bytes.h"
#include "generate.h"
#include "series/grid.h"
#include "tap.h"

static struct zone *berlin(void)
{
    struct tzif file;
    struct zone *zone = NULL;
    struct err err = {0};
    tzif_make(&file, 3600, NULL, NULL, 0, "CET-1CEST,M3.5.0,M10.5.0/3");
    zone_from_bytes(&zone, "Test/Berlin", file.bytes, file.length, &err);
    return zone;
}

static void test_means(void)
{
    struct series fine;
    struct series coarse;
    struct err err = {0};
    generate_empty(&fine, 300, 36);
    for (size_t i = 0; i < 36; i++)
        fine.value[i] = (double)i;
    fine.value[3] = NAN;
    for (size_t i = 14; i < 21; i++)
        fine.value[i] = NAN;
    is_int(series_resample(&fine, 3600, NULL, &coarse, &err), 0, "five minutes become hours");
    is_int(coarse.n, 3, "three of them");
    near(coarse.value[0], (66.0 - 3) / 11, 1e-12, "the mean of what is known");
    near(coarse.value[1], NAN, 0, "less than half known is missing");
    near(coarse.value[2], 29.5, 1e-12, "a whole hour");
    is_int(coarse.mark[1], MARK_ABSENT, "and marked absent");
    series_release(&coarse);
    series_release(&fine);
}

static void test_partial_end(void)
{
    struct series fine;
    struct series coarse;
    struct err err = {0};
    generate_empty(&fine, 300, 20);
    for (size_t i = 0; i < 20; i++)
        fine.value[i] = 1;
    is_int(series_resample(&fine, 3600, NULL, &coarse, &err), 0, "an hour and two thirds");
    is_int(coarse.mark[1], MARK_PARTIAL, "the last hour is cut off");
    near(coarse.value[1], NAN, 0, "and has no value");
    series_release(&coarse);
    series_release(&fine);
}

static void test_refusal(void)
{
    struct series fine;
    struct series coarse;
    struct err err = {0};
    generate_empty(&fine, 300, 20);
    is_int(series_resample(&fine, 60, NULL, &coarse, &err), -1, "a finer step is refused");
    is_text(
        err.text,
        "requests_per_s has a step of 5m, which does not divide --step 1m; a multiple of 5m does",
        "with both steps");
    is_int(series_resample(&fine, 420, NULL, &coarse, &err), -1, "so is one that does not divide");
    series_release(&fine);
}

/// Sums survive: mean times length is the same total, whatever the step.
static void test_totals_kept(void)
{
    struct random random;
    random_seed(&random, 1, 0);
    struct series fine;
    generate_noise(&fine, 60, 1440 * 7, 20, &random);
    double total = 0;
    for (size_t i = 0; i < fine.n; i++)
        total += fine.value[i] * 60;
    const int64_t steps[] = {300, 3600, 86400, 604800};
    for (size_t k = 0; k < 4; k++) {
        struct series coarse;
        struct err err = {0};
        double sum = 0;
        is_int(series_resample(&fine, steps[k], NULL, &coarse, &err), 0, "resampled");
        for (size_t i = 0; i < coarse.n; i++)
            sum += coarse.value[i] * (double)steps[k];
        near(sum, total, 1e-9, "the total is the same");
        series_release(&coarse);
    }
    series_release(&fine);
}

/// Days of the local clock: the spring day has 23 hours, the autumn day 25, and each is a whole
/// day.
static void test_local_days(void)
{
    struct zone *zone = berlin();
    struct unit unit = {.scale = 1};
    struct series hours;
    struct series days;
    struct err err = {0};
    // Local midnight of 2024-03-29 is 23:00Z of the 28th; hours to local midnight of 2024-04-02.
    instant start = civil_days(2024, 3, 28) * SECONDS_PER_DAY * 1000 + 23 * 3600000;
    series_init(&hours, "load", NULL, &unit, start, 3600, 4 * 24 - 1);
    for (size_t i = 0; i < hours.n; i++) {
        instant time = series_time(&hours, i);
        int64_t local_s = time / 1000 + zone_offset_s(zone, time);
        hours.value[i] = (double)(local_s / SECONDS_PER_DAY);
        hours.mark[i] = MARK_MEASURED;
    }
    is_int(series_resample(&hours, 86400, zone, &days, &err), 0, "hours become local days");
    is_int(days.n, 4, "four of them");
    bool pure = true;
    for (size_t i = 0; i < days.n; i++)
        pure = pure && days.value[i] == (double)(civil_days(2024, 3, 29) + (int64_t)i);
    ok(pure, "each of the hours of its own date alone");
    series_release(&hours);
    series_release(&days);
    zone_close(zone);
}

int main(void)
{
    test_means();
    test_partial_end();
    test_refusal();
    test_totals_kept();
    test_local_days();
    return done();
}
