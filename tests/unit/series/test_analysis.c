// Seasons, trends, shifts and anomalies of series whose nature is known.
#include "../time/tzif_bytes.h"
#include "generate.h"
#include "series/analysis.h"
#include "series/supported_horizon.h"
#include "tap.h"

#include <stdlib.h>

enum { WEEKS = 6, HOURS = WEEKS * 168 };

/// Strengths of the seasons of a series.
static void season_strength(const struct series *series, const struct zone *zone, double *daily,
                            double *weekly)
{
    struct condensed condensed;
    struct season season;
    condensed_init(&condensed, series, zone);
    season_init(&season, &condensed);
    *daily = season.daily;
    *weekly = season.weekly;
    season_release(&season);
    condensed_release(&condensed);
}
static void test_season_strength_closed_form(void)
{
    // On the logarithmic scale: swing .5 sin, noise .2: F = .125 / (.125 + .04) = .757576.
    struct random random;
    random_seed(&random, 1, 0);
    double sum = 0;
    for (int round = 0; round < 10; round++) {
        struct series series;
        generate_empty(&series, 3600, HOURS);
        for (size_t i = 0; i < series.n; i++)
            series.value[i] =
                exp(0.5 * sin(2 * GENERATE_PI * (double)i / 24) + 0.2 * random_normal(&random));
        double daily = 0;
        double weekly = 0;
        season_strength(&series, NULL, &daily, &weekly);
        sum += daily / 10;
        series_release(&series);
    }
    near(sum, 0.125 / 0.165, 0.02, "the daily strength is that of its definition");
}

static void test_pure_seasons(void)
{
    struct series series;
    generate_empty(&series, 3600, HOURS);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 100;
    generate_daily(&series, 0.5);
    generate_weekend(&series, 0.5);
    double daily = 0;
    double weekly = 0;
    season_strength(&series, NULL, &daily, &weekly);
    ok(daily > 0.9 && daily <= 1, "a pure daily season is strong");
    ok(weekly > 0.9 && weekly <= 1, "a pure weekly season too");
    // Equivariance: units and levels change nothing.
    for (size_t i = 0; i < series.n; i++)
        series.value[i] *= 1e6;
    double scaled_daily = 0;
    double scaled_weekly = 0;
    season_strength(&series, NULL, &scaled_daily, &scaled_weekly);
    near(scaled_daily, daily, 1e-9, "the unit does not matter to the day");
    near(scaled_weekly, weekly, 1e-9, "nor to the week");
    series_release(&series);
}

static void test_noise_has_no_season(void)
{
    int daily_found = 0;
    int weekly_found = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct random random;
        random_seed(&random, seed, 11);
        struct series series;
        if (seed % 2 == 0)
            generate_noise(&series, 3600, HOURS, 15, &random);
        else
            generate_walk(&series, 3600, HOURS, 0.05, &random);
        double daily = 0;
        double weekly = 0;
        season_strength(&series, NULL, &daily, &weekly);
        daily_found += daily > 0;
        weekly_found += weekly > 0;
        series_release(&series);
    }
    // Binomial: at a level of .01 (.02) more than 5 (8) of 100 have a probability under .001.
    ok(daily_found <= 5, "noise and walks have no daily season (%d of 100)", daily_found);
    ok(weekly_found <= 8, "nor a weekly one (%d of 100)", weekly_found);
}

static void test_short_history(void)
{
    struct random random;
    random_seed(&random, 2, 0);
    struct series series;
    generate_noise(&series, 300, 2 * 288, 5, &random);
    double daily = 0;
    double weekly = 0;
    season_strength(&series, NULL, &daily, &weekly);
    near(daily, NAN, 0, "two days do not tell a daily season");
    near(weekly, NAN, 0, "nor a weekly one");
    series_release(&series);
    generate_noise(&series, 300, 14 * 288, 5, &random);
    season_strength(&series, NULL, &daily, &weekly);
    near(daily, 0, 0, "two weeks tell that there is no daily season");
    near(weekly, NAN, 0, "but nothing of the week");
    series_release(&series);
}

/// Three weeks have 49 turns of the second and third: the calendar's must be the best of them.
static void test_three_weeks(void)
{
    struct random random;
    struct series series;
    double daily = 0;
    double weekly = 0;
    random_seed(&random, 21, 0);
    generate_noise(&series, 3600, 21 * 24, 5, &random);
    generate_daily(&series, 0.5);
    generate_weekend(&series, 0.6);
    season_strength(&series, NULL, &daily, &weekly);
    ok(weekly > 0.9, "three whole weeks tell weekdays from weekends (%.3f)", weekly);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.shifts.count, 0, "whose last weekend is no shift of level");
    analysis_release(&a);
    series_release(&series);
    int found = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        random_seed(&random, seed, 22);
        generate_noise(&series, 3600, 21 * 24, 15, &random);
        season_strength(&series, NULL, &daily, &weekly);
        found += weekly > 0;
        series_release(&series);
    }
    // Binomial: at a level of 1/49 more than 8 of 100 have a probability under .001.
    ok(found <= 8, "noise has no weeks (%d of 100)", found);
}

/// People keep their hours when the clock changes: the season is that of the local clock.
static void test_season_follows_the_local_clock(void)
{
    struct tzif file;
    struct zone *zone = NULL;
    struct err err = {0};
    tzif_make(&file, 3600, NULL, NULL, 0, "CET-1CEST,M3.5.0,M10.5.0/3");
    zone_from_bytes(&zone, "Test/Berlin", file.bytes, file.length, &err);
    struct series series;
    generate_empty(&series, 3600, 26 * 168);
    for (size_t i = 0; i < series.n; i++) {
        instant time = series_time(&series, i);
        int64_t hour = (time / 1000 + zone_offset_s(zone, time)) / 3600 % 24;
        series.value[i] = hour >= 9 && hour < 17 ? 200 : 100;
    }
    double utc = 0;
    double local = 0;
    double weekly = 0;
    season_strength(&series, NULL, &utc, &weekly);
    season_strength(&series, zone, &local, &weekly);
    ok(local > 0.99, "by the local clock the season is pure (%.3f)", local);
    ok(utc < 0.95, "by UTC it is torn at the clock change (%.3f)", utc);
    series_release(&series);
    zone_close(zone);
}

static void test_growth(void)
{
    struct random random;
    random_seed(&random, 3, 0);
    struct series series;
    generate_noise(&series, 3600, HOURS, 5, &random);
    generate_daily(&series, 0.5);
    generate_weekend(&series, 0.5);
    generate_growth(&series, 0.2);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    near(a.trend.growth_month, 0.2, 0.2, "growth of 20 % a month is found under two seasons");
    ok(a.trend.significant, "as more than chance");
    ok(a.trend.low < 0.2 && a.trend.high > 0.2, "within its interval");
    analysis_release(&a);
    series_release(&series);
}

static void test_growth_coverage(void)
{
    int held = 0;
    int found = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct random random;
        random_seed(&random, seed, 12);
        struct series series;
        generate_autoregression(&series, 3600, HOURS, 0.9, 0.1, &random);
        struct analysis a;
        analysis_init(&a, &series, NULL, NULL);
        held += a.trend.low <= 0 && a.trend.high >= 0;
        found += a.shifts.count > 0;
        analysis_release(&a);
        series_release(&series);
    }
    ok(held >= 90, "the interval holds the truth under autocorrelation (%d of 100)", held);
    ok(found <= 2, "without level shifts (%d of 100)", found);
}

static void test_shift(void)
{
    struct random random;
    random_seed(&random, 4, 0);
    struct series series;
    generate_noise(&series, 3600, HOURS, 10, &random);
    generate_daily(&series, 0.3);
    generate_weekend(&series, 0.6);
    generate_shift(&series, 0.5, 1.6);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.shifts.count, 1, "one shift is found");
    if (a.shifts.count == 1) {
        instant truth = GENERATE_START + INT64_C(1000) * 3600 * HOURS / 2;
        ok(llabs(a.shifts.item[0].time - truth) <= 6 * 3600 * INT64_C(1000), "at its time");
        near(a.shifts.item[0].after / a.shifts.item[0].before, 1.6, 0.05, "with its height");
    }
    analysis_release(&a);
    series_release(&series);
}

static void test_excursion_is_no_shift(void)
{
    struct random random;
    random_seed(&random, 5, 0);
    struct series series;
    generate_noise(&series, 3600, HOURS, 10, &random);
    for (size_t i = 500; i < 560; i++)
        series.value[i] *= 2;
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.shifts.count, 0, "what returns after two days is an excursion");
    analysis_release(&a);
    for (size_t i = HOURS - 20; i < HOURS - 8; i++)
        series.value[i] *= 3;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.shifts.count, 0, "and so is what was over eight hours before the end");
    analysis_release(&a);
    for (size_t i = HOURS - 8; i < HOURS; i++)
        series.value[i] *= 3;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.shifts.count, 1, "but not what lasts");
    analysis_release(&a);
    series_release(&series);
}

static void test_anomalies(void)
{
    struct random random;
    random_seed(&random, 6, 0);
    struct series series;
    generate_noise(&series, 300, 28 * 288, 5, &random);
    generate_daily(&series, 0.5);
    series.value[2000] *= 4;
    series.value[2001] *= 3;
    for (size_t i = 5000; i < 5012; i++)
        series.value[i] *= 0.05;
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.anomalies.count, 2, "a spike and an outage are two anomalies");
    if (a.anomalies.count == 2) {
        ok(a.anomalies.item[0].start == series_time(&series, 2000), "the spike at its time");
        is_int(a.anomalies.item[0].duration_s, 600, "of two steps");
        near(a.anomalies.item[0].value, series.value[2000], 0, "with its peak");
        near(a.anomalies.item[0].expected, series.value[2000] / 4, 0.15, "against the usual");
        ok(a.anomalies.item[0].score > 6, "above");
        ok(a.anomalies.item[1].start == series_time(&series, 5000), "the outage at its time");
        is_int(a.anomalies.item[1].duration_s, 3600, "of an hour");
        ok(a.anomalies.item[1].score < -6, "below");
    }
    analysis_release(&a);
    series_release(&series);
}

/// A height that no other day came near is told although its hour varies much.
static void test_highest_alone(void)
{
    struct random random;
    random_seed(&random, 9, 0);
    struct series series;
    struct analysis a;
    generate_noise(&series, 3600, 42 * 24, 10, &random);
    for (size_t i = 0; i < series.n; i++)
        if (i % 24 < 3)
            series.value[i] *= exp(0.3 * random_normal(&random));
    double highest = 0;
    for (size_t i = 0; i < series.n; i++)
        highest = fmax(highest, series.value[i]);
    series.value[481] = 1.19 * highest;
    analysis_init(&a, &series, NULL, NULL);
    size_t before = a.anomalies.count;
    analysis_release(&a);
    series.value[481] = 1.3 * highest;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.anomalies.count, before + 1, "a third above all other days is an anomaly");
    bool found = false;
    for (size_t i = 0; i < a.anomalies.count; i++)
        found = found || a.anomalies.item[i].start == series_time(&series, 481);
    ok(found, "at its time");
    analysis_release(&a);
    series_release(&series);
}

/// Nights and weekends of zeros do not make the opening hours unusual.
static void test_office_hours(void)
{
    struct random random;
    struct series series;
    struct analysis a;
    random_seed(&random, 12, 0);
    generate_noise(&series, 3600, 10 * 168, 8, &random);
    for (size_t i = 0; i < series.n; i++)
        if (i % 24 < 8 || i % 24 >= 18 || i / 24 % 7 >= 5)
            series.value[i] = 0;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.anomalies.count, 0, "office hours have no anomalies");
    analysis_release(&a);
    series.value[24 * 30 + 3] = 90;   // a night
    series.value[24 * 31 + 12] = 400; // a noon
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.anomalies.count, 2, "but a night with demand is one, and so is a noon of four times");
    analysis_release(&a);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = i == 700 ? 50 : 0;
    analysis_init(&a, &series, NULL, NULL);
    is_int(a.anomalies.count, 1, "and the only demand that there ever was");
    analysis_release(&a);
    series_release(&series);
}

static void test_quiet_noise_has_no_anomalies(void)
{
    size_t found = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct random random;
        random_seed(&random, seed, 13);
        struct series series;
        generate_noise(&series, 300, 14 * 288, 10, &random);
        generate_daily(&series, 0.4);
        struct analysis a;
        analysis_init(&a, &series, NULL, NULL);
        found += a.anomalies.count;
        analysis_release(&a);
        series_release(&series);
    }
    ok(found <= 2, "80,640 steps of normal noise have no anomalies (%zu)", found);
}

static void test_enough(void)
{
    struct series series;
    generate_empty(&series, 3600, 24 * 7 * 16);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 1;
    struct level_shifts none = {0};
    near(supported_horizon(&series, &none), 4 * 7 * 86400, 0, "sixteen weeks are enough for four");
    series.n = 24 * 13;
    near(supported_horizon(&series, &none), 3 * 86400, 0, "thirteen days for three");
    series.n = 24;
    near(supported_horizon(&series, &none), 6 * 3600, 0, "a day for six hours");
    series.n = 23;
    near(supported_horizon(&series, &none), 0, 0, "fewer than 24 values for nothing");
    series.n = 24 * 7 * 16;
    struct level_shift shift = {.time = series_time(&series, series.n - 24 * 8)};
    struct level_shifts one = {.item = &shift, .count = 1};
    near(supported_horizon(&series, &one), 2 * 86400, 0, "only what follows a level shift counts");
    series_release(&series);
}

int main(void)
{
    test_season_strength_closed_form();
    test_pure_seasons();
    test_noise_has_no_season();
    test_short_history();
    test_three_weeks();
    test_season_follows_the_local_clock();
    test_growth();
    test_growth_coverage();
    test_shift();
    test_excursion_is_no_shift();
    test_anomalies();
    test_highest_alone();
    test_office_hours();
    test_quiet_noise_has_no_anomalies();
    test_enough();
    return done();
}
