#include "generate.h"
#include "series/mask.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 24, WEEK = 168, N = 8 * WEEK };

/// Eight weeks of hours with a daily and a weekly season and 4 % of noise.
static void usual(struct series *series, uint64_t seed)
{
    struct random random;
    random_seed(&random, seed, 1);
    generate_noise(series, 3600, N, 4, &random);
    generate_daily(series, 0.45);
    generate_weekend(series, 0.65);
}

static void times(struct series *series, size_t first, size_t end, double factor)
{
    for (size_t t = first; t < end; t++)
        series->value[t] *= factor;
}

static size_t found(const struct series *series, struct incident *last)
{
    struct mask mask;
    double *rest = mask_without(&mask, series, NULL, NULL);
    size_t count = mask.incidents.count;
    if (count > 0)
        *last = mask.incidents.item[count - 1];
    free(rest);
    mask_release(&mask);
    return count;
}

/// One incident in the last weeks: where it is, and by how much.
static void test_found(void)
{
    static const struct {
        const char *name;
        size_t hours, age;
        double factor;
    } row[] = {{"an outage of 14 hours", 14, 24, 0.2},
               {"one that ended two hours ago", 14, 2, 0.2},
               {"a storm", 38, 72, 0.25},
               {"a launch", 24, 144, 3},
               {"a busy weekend", 60, 8, 2}};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        struct series series;
        struct incident incident = {0};
        size_t end = N - row[i].age;
        usual(&series, 7 + i);
        times(&series, end - row[i].hours, end, row[i].factor);
        is_int(found(&series, &incident), 1, row[i].name);
        ok(labs((long)incident.first - (long)(end - row[i].hours)) <= 1 &&
               labs((long)incident.end - (long)end) <= 1,
           "from its first to its last hour");
        near(incident.share, row[i].factor, 0.06, "at its share of the usual");
        series_release(&series);
    }
}

/// What is no incident that is over.
static void test_not_found(void)
{
    struct incident incident;
    struct series series;
    size_t false_ones = 0;
    for (uint64_t seed = 100; seed < 140; seed++) {
        usual(&series, seed);
        false_ones += found(&series, &incident) > 0;
        series_release(&series);
    }
    is_int(false_ones, 0, "none in forty usual histories");

    usual(&series, 1);
    times(&series, N - 14, N, 0.2);
    is_int(found(&series, &incident), 0, "what goes on at the end is not over");
    series_release(&series);

    usual(&series, 2);
    times(&series, N - 10 * DAY, N, 2);
    is_int(found(&series, &incident), 0, "a new level is no incident");
    series_release(&series);

    usual(&series, 3);
    for (size_t week = 0; week < 8; week++)
        times(&series, week * WEEK + 5 * DAY, week * WEEK + 6 * DAY, 2.5);
    is_int(found(&series, &incident), 0, "a busy Saturday of every week is usual");
    series_release(&series);

    usual(&series, 4);
    for (size_t day = 4; day < 56; day += 11)
        times(&series, day * DAY, day * DAY + 12, 2.5);
    is_int(found(&series, &incident), 0, "what recurs every eleven days is the nature of it");
    series_release(&series);

    usual(&series, 7);
    times(&series, N - 3 * DAY + 8, N - 3 * DAY + 9, 30);
    is_int(found(&series, &incident), 0, "a single hour is an outlier, however far out");
    series_release(&series);

    usual(&series, 9);
    times(&series, N - 30 * DAY, N - 29 * DAY, 0.2);
    is_int(found(&series, &incident), 0, "what fell a month ago is history");
    series_release(&series);

    // The clock is an hour ahead from here on.
    usual(&series, 5);
    memmove(series.value + N - 2 * DAY, series.value + N - 2 * DAY + 1,
            (2 * DAY - 1) * sizeof *series.value);
    is_int(found(&series, &incident), 0, "a clock that was moved is none");
    series_release(&series);

    usual(&series, 6);
    for (size_t t = 0; t < N; t++)
        series.value[t] -= 90;
    times(&series, N - 3 * DAY, N - 2 * DAY, 0.1);
    is_int(found(&series, &incident), 0, "values below zero have no shares");
    series_release(&series);
}

/// Bounds of weeks ahead would hold what stood high weeks ago.
static void test_old_launch(void)
{
    struct series series;
    struct incident incident;
    usual(&series, 10);
    times(&series, N - 30 * DAY, N - 29 * DAY, 4);
    is_int(found(&series, &incident), 1, "a launch of a month ago is found");
    is_int(incident.first, N - 30 * DAY, "from its first hour on");
    near(incident.share, 4, 0.1, "with what it was of the usual");
    series_release(&series);
}

/// What stands instead of an incident is what would have come.
static void test_usual(void)
{
    struct series series;
    struct series twin;
    struct mask mask;
    size_t end = N - 30;
    usual(&series, 8);
    usual(&twin, 8);
    times(&series, end - 14, end, 0.2);
    double *rest = mask_without(&mask, &series, NULL, NULL);
    double worst = 0;
    for (size_t t = end - 14; t < end; t++) {
        ok(isnan(rest[t]), "hour %zu is left out", t);
        worst = fmax(worst, fabs(mask.usual[t] / twin.value[t] - 1));
    }
    ok(worst < 0.2, "the usual is near what would have come (%.3f)", worst);
    ok(isnan(mask.usual[0]) && rest[0] == series.value[0], "the rest stands");
    free(rest);
    mask_release(&mask);

    struct ignored_span span = {series_time(&series, 100), series_time(&series, 110)};
    struct ignoring ignoring = {&span, 1, true};
    rest = mask_without(&mask, &series, &ignoring, NULL);
    is_int(mask.incidents.count, 0, "none keeps incidents in");
    is_int(mask.ignored, 10, "a span is half-open");
    ok(isnan(rest[100]) && isnan(rest[109]) && !isnan(rest[110]), "from its first step on");
    near(mask.usual[105], twin.value[105], 0.2 * twin.value[105], "and the usual is known");
    free(rest);
    mask_release(&mask);
    series_release(&series);
    series_release(&twin);
}

int main(void)
{
    test_found();
    test_not_found();
    test_old_launch();
    test_usual();
    return done();
}
