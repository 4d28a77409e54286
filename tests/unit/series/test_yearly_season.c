// The season of the year: its strength, its months, and what is no season.
#include "generate.h"
#include "series/trend.h"
#include "series/yearly_season.h"
#include "tap.h"

enum { DAYS_3_YEARS = 1096 };

static void analyse(const struct series *series, struct yearly_season *yearly, struct trend *trend)
{
    struct condensed condensed;
    struct season season;
    condensed_init(&condensed, series, NULL);
    season_init(&season, &condensed);
    yearly_season_init(yearly, &condensed, &season, NULL);
    trend_of(&condensed, &season, yearly, trend);
    season_release(&season);
    condensed_release(&condensed);
}

static void test_known_year(void)
{
    struct series series;
    struct yearly_season yearly;
    struct trend trend;
    generate_empty(&series, 86400, DAYS_3_YEARS);
    // December is worth twice the other months, and everything grows by 2 % a month.
    for (size_t i = 0; i < series.n; i++) {
        struct civil civil;
        civil_from_instant(series_time(&series, i), &civil);
        series.value[i] = civil.month == 12 ? 200 : 100;
    }
    generate_weekend(&series, 0.5);
    generate_growth(&series, 0.02);
    analyse(&series, &yearly, &trend);
    ok(yearly.strength > 0.95 && yearly.strength <= 1, "a pure year is strong (%g)",
       yearly.strength);
    // On the logarithmic scale with mean 0: December 11/12 log 2, the others -1/12 log 2.
    near(yearly.month[11], 11.0 / 12 * log(2), 0.03, "December stands out by its factor");
    near(yearly.month[11] - yearly.month[4], log(2), 0.05, "of two");
    // What is left of the year, whose months are steps, is scatter to the shapes of growth.
    near(trend.growth_month, 0.02, 0.1, "growth is what is left without the year");
    ok(trend.low < 0.02 && trend.high > 0.02 && trend.high - trend.low < 0.015,
       "within its interval (%g to %g)", trend.low, trend.high);
    series_release(&series);
}

static void test_months(void)
{
    struct series series;
    struct yearly_season yearly;
    struct trend trend;
    generate_empty(&series, 2628000, 48);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 100;
    generate_cycle(&series, 365 * 86400.0, 0.3);
    analyse(&series, &yearly, &trend);
    ok(yearly.strength > 0.95, "steps of a month have a year");
    ok(yearly.month[2] > 0.2 && yearly.month[8] < -0.2, "with spring and autumn in their places");
    series_release(&series);
}

static void test_too_short(void)
{
    struct series series;
    struct yearly_season yearly;
    struct trend trend;
    generate_empty(&series, 86400, 600);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 100;
    generate_cycle(&series, 365 * 86400.0, 0.3);
    analyse(&series, &yearly, &trend);
    ok(isnan(yearly.strength) && isnan(yearly.p), "under two years nothing is known");
    near(yearly.month[3], 0, 0, "and nothing taken out");
    series_release(&series);
}

static void test_no_year(void)
{
    int found = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct random random;
        struct series series;
        struct yearly_season yearly;
        struct trend trend;
        random_seed(&random, seed, 5);
        if (seed % 2 == 0)
            generate_noise(&series, 86400, DAYS_3_YEARS, 15, &random);
        else
            generate_walk(&series, 86400, DAYS_3_YEARS, 0.02, &random);
        analyse(&series, &yearly, &trend);
        found += yearly.strength > 0;
        series_release(&series);
    }
    // Binomial: at a level of 1/12 more than 18 of 100 have a probability under .001.
    ok(found <= 18, "noise and walks have no year (%d of 100)", found);
}

int main(void)
{
    test_known_year();
    test_months();
    test_too_short();
    test_no_year();
    return done();
}
