// What fills up is told from demand: by its values over many seeds, by name, unit and a limit
// beside it.
#include "generate.h"
#include "series/stock_or_flow.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 20, HOUR = 3600, DAY = 86400, DAYS = 60 };

typedef double course_function(double day, struct random *random);

static double line(double day, struct random *random)
{
    return 600 + 1.9 * day + 0.5 * random_normal(random);
}

static double cleaned(double day, struct random *random)
{
    return 300 + 0.5 * day + 3 * fmod(day, 7) + 0.5 * random_normal(random);
}

static double imported(double day, struct random *random)
{
    return 300 + day + (day > 40 ? 150 : 0) + 0.8 * random_normal(random);
}

static double daily(double day, struct random *random)
{
    return 100 * (1 + 0.5 * sin(2 * GENERATE_PI * day)) + 5 * random_normal(random);
}

static double growing_daily(double day, struct random *random)
{
    return (100 + day) * (1 + 0.5 * sin(2 * GENERATE_PI * day)) + 5 * random_normal(random);
}

static double noise(double day, struct random *random)
{
    (void)day;
    return 100 + 10 * random_normal(random);
}

static double shifted(double day, struct random *random)
{
    return (day > 30 ? 200 : 100) + 5 * random_normal(random);
}

static struct series make(course_function *course, const char *name, const char *unit, size_t seed)
{
    struct series series;
    struct unit known = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    struct random random;
    if (unit[0] != '\0')
        unit_parse(unit, strlen(unit), &known);
    random_seed(&random, 5, seed);
    series_init(&series, name, NULL, &known, GENERATE_START, HOUR, (size_t)DAYS * 24);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = course((double)i / 24, &random);
    return series;
}

static size_t stocks(course_function *course, const char *name, const char *unit, bool has_limit)
{
    size_t count = 0;
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        struct series series = make(course, name, unit, seed);
        struct stock_evidence evidence;
        series.has_limit = has_limit;
        stock_or_flow(&series, &evidence);
        count += evidence.is_stock;
        series_release(&series);
    }
    return count;
}

static void by_values(void)
{
    is_int((long long)stocks(line, "value", "", false), SEEDS, "a line is a stock");
    is_int((long long)stocks(cleaned, "value", "", false), SEEDS, "a saw that grows is one");
    is_int((long long)stocks(imported, "value", "", false), SEEDS, "so is a line with an import");
    is_int((long long)stocks(daily, "value", "", false), 0, "a daily course is none");
    is_int((long long)stocks(growing_daily, "value", "", false), 0, "even when it grows");
    is_int((long long)stocks(noise, "value", "", false), 0, "noise is none");
    is_int((long long)stocks(shifted, "value", "", false), 0, "a shift of level is none");
}

/// Five minutes of demand that grows by a line: its hours are as smooth as a stock's, its steps are
/// not.
static void by_scatter(void)
{
    struct random random;
    struct series series;
    struct stock_evidence evidence;
    struct unit unknown = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    random_seed(&random, 6, 1);
    series_init(&series, "value", NULL, &unknown, GENERATE_START, 300, (size_t)DAYS * 288);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] =
            (500 + 500 * (double)i / (double)series.n) * (1 + 0.04 * random_normal(&random));
    stock_or_flow(&series, &evidence);
    ok(evidence.is_scatter && !evidence.is_stock, "scatter within the hour is demand's");
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 500 + 500 * (double)i / (double)series.n;
    stock_or_flow(&series, &evidence);
    ok(!evidence.is_scatter && evidence.is_stock, "without it, it is what fills up");
    series_release(&series);
}

static void by_name(void)
{
    is_int((long long)stocks(line, "requests_per_s", "requests/s", false), 0,
           "requests that grow by a line are no stock");
    is_int((long long)stocks(line, "cpu_percent", "%", true), SEEDS,
           "a share of a CPU with a limit beside it and the course of a stock is one");
    is_int((long long)stocks(daily, "used_bytes", "bytes", false), 0,
           "what is used by the hour of the day is none, whatever its name");
    is_int((long long)stocks(shifted, "used_bytes", "bytes", true), SEEDS,
           "a used size with its limit that was moved once is one");
}

/// A line of 60 days by hand: R, the step and the day's range follow from its slope.
static void evidence_of_a_line(void)
{
    struct stock_evidence evidence;
    struct str text = {0};
    struct series series = make(line, "used_bytes", "bytes", 1);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = (double)i;
    stock_or_flow(&series, &evidence);
    const double range = 0.96 * (double)(series.n - 1);
    near(evidence.day_range, 23 / range, 1e-12, "23 steps within a day");
    near(evidence.step, 1 / range, 1e-12, "a step from hour to hour");
    near(evidence.rising, 1, 0, "every day's maximum is above the one before");
    is_int(evidence.by_values, 5, "two, one, one and one point");
    is_int(evidence.by_name, 2, "two for its name and unit");
    stock_evidence_describe(&evidence, &text);
    is_text(str_text(&text),
            "it moves by 1.7% of its range within a day, 100% of the days that change go the same "
            "way, its name or unit is that of a level",
            "told in words");
    str_release(&text);
    series.n = 24 * 6;
    stock_or_flow(&series, &evidence);
    ok(!evidence.is_measured && evidence.by_values == 0, "six days tell nothing");
    series.n = 0;
    stock_or_flow(&series, &evidence);
    ok(!evidence.is_stock, "nor does an empty series");
    series.n = (size_t)DAYS * 24;
    series_release(&series);
}

int main(void)
{
    by_values();
    by_scatter();
    by_name();
    evidence_of_a_line();
    ok(name_tells_limit("size_gib") && name_tells_limit("disk_quota") && !name_tells_limit("used"),
       "words of limits");
    ok(name_tells_free("avail_bytes") && !name_tells_free("size_gib"), "words of what is left");
    return done();
}
