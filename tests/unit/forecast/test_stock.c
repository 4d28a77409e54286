// What fills up: dates against closed forms and simulated courses, clean-ups, one-offs, what cannot
// be told.
#include "forecast/stock.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, MOST = 2000 };

static double values[MOST];

static struct series daily(size_t n)
{
    return (struct series){.step_s = DAY_S, .n = n, .value = values};
}

static struct stock learn(size_t n)
{
    struct series series = daily(n);
    struct stock stock;
    ok(stock_learn(&series, &stock) == 0, "%zu values are learnt", n);
    return stock;
}

/// 100, 102, 104, ...: the limit is reached when the line is there, and nothing else is known.
static void exact_line(void)
{
    for (size_t i = 0; i < 100; i++)
        values[i] = 100 + 2 * (double)i;
    struct stock stock = learn(100);
    struct stock_dates dates = stock_passes(&stock, 398, 1000);
    near(dates.expected, 50, 0.001, "100 more at 2 a day: 50 days");
    ok(dates.earliest < 50 && dates.earliest > 40, "earliest is before");
    ok(dates.latest > 50 && dates.latest < 60, "latest is after");
    near(stock_growth(&stock).day, 2, 1e-4, "growth");
    near(stock_plain_days(&stock, 398), 50, 1e-4, "plain days are limit less last over growth");
    near(stock_passes(&stock, 298, 1000).expected, 0, 0, "at the limit it is full");
    near(stock_probability(&stock, 298, 0), 1, 0, "for sure");
    near(stock_probability(&stock, 398, 0), 0, 0, "below it, not yet");
    double addition = stock_addition(&stock, 398, 100, 0.05);
    near(stock_probability(&stock, 398 + addition, 100), 0.05, 0.01, "the addition leaves 5%");
    near(stock_addition(&stock, 1e6, 100, 0.05), 0, 0, "no addition where there is room");
    ok(stock_probability(&stock, 1e300, 1000) < 1e-6, "what squares overflow is far off too");
    stock.trends.growth = 1e-10;
    ok(isnan(stock_plain_days(&stock, 1e300)), "days beyond all numbers are none");
    stock_release(&stock);
}

/// A walk with a drift: the dates against 4,000 courses of the same walk.
static void walk(void)
{
    enum { COURSES = 4000, HISTORY = 400 };
    struct random random;
    double level = 1000;
    random_seed(&random, 7, 1);
    for (size_t i = 0; i < HISTORY; i++) {
        values[i] = level;
        level += 1 + 3 * random_normal(&random);
    }
    struct stock stock = learn(HISTORY);
    const double limit = values[HISTORY - 1] + 60;
    double drift = stock_growth(&stock).day;
    size_t passed = 0;
    for (size_t course = 0; course < COURSES; course++) {
        double at = values[HISTORY - 1];
        for (size_t day = 0; day < 60 && at < limit; day++)
            at += drift + 3 * random_normal(&random);
        passed += at >= limit;
    }
    double share = (double)passed / COURSES;
    ok(fabs(stock_probability(&stock, limit, 60) - share) < 0.1,
       "a walk: %.3f passed within 60 days, %.3f of the courses",
       stock_probability(&stock, limit, 60), share);
    stock_release(&stock);
}

/// A week's clean-up: b + g t + r (t mod 7), known to the day.
static void weekly_cleanups(void)
{
    for (size_t i = 0; i < 91; i++)
        values[i] = 100 + 0.5 * (double)i + 6 * (double)(i % 7);
    struct stock stock = learn(91);
    is_text(cleanup_mode_name(stock.cleanups.mode), "periodic", "clean-ups are a habit");
    is_int(stock.cleanups.drops, 12, "twelve of them");
    near(stock.cleanups.period, 7, 1e-9, "a week apart");
    near(stock.cleanups.ramp, 6, 1e-6, "6 a day within a week");
    near(stock_growth(&stock).day, 0.5, 1e-3, "0.5 a day net");
    // The peaks are 100 + 36 + 0.5 (6 + 7 k): 200 is first passed at 130.5 days from the start.
    double truth = 0;
    for (size_t i = 91; truth == 0; i++)
        if (100 + 0.5 * (double)i + 6 * (double)(i % 7) >= 200)
            truth = (double)i - 90;
    double expected = stock_passes(&stock, 200, 1000).expected;
    ok(fabs(expected - truth) <= 1, "full after %g days, expected %.2f", truth, expected);
    stock_release(&stock);
}

static void stopped_cleanups(void)
{
    for (size_t i = 0; i < 120; i++)
        values[i] = 100 + 0.4 * (double)i + 6 * (double)(i < 84 ? i % 7 : i - 77);
    struct stock stock = learn(120);
    is_text(cleanup_mode_name(stock.cleanups.mode), "stopped", "a clean-up is overdue");
    near(stock_growth(&stock).day, 6.4, 0.02, "growth goes on without");
    stock_release(&stock);
}

/// Noise round a line with one import; its size is no growth.
static void import(void)
{
    struct random random;
    random_seed(&random, 3, 1);
    for (size_t i = 0; i < 120; i++)
        values[i] = 300 + (double)i + (i >= 95 ? 150 : 0) + 0.3 * random_normal(&random);
    struct stock stock = learn(120);
    is_int(stock.cleanups.jumps, 1, "one import");
    near(stock_growth(&stock).day, 1, 0.02, "growth is that before and after");
    struct stock_dates dates = stock_passes(&stock, values[119] + 60, 1000);
    near(dates.expected, 60, 0.05, "60 days of room");
    ok(dates.earliest < 30, "another import can come any day: %.1f", dates.earliest);
    stock_release(&stock);
}

static void spike_and_gap(void)
{
    for (size_t i = 0; i < 100; i++)
        values[i] = i >= 40 && i < 50 ? (double)NAN : 500 + (double)i;
    values[70] = 900;
    struct stock stock = learn(100);
    is_int(stock.cleanups.jumps, 0, "a spike is no jump");
    is_int(stock.cleanups.drops, 0, "and no fall");
    near(stock_passes(&stock, 649, 1000).expected, 50, 0.01, "neither it nor a gap moves the date");
    stock_release(&stock);
}

static void bend(void)
{
    struct random random;
    random_seed(&random, 5, 1);
    for (size_t i = 0; i < 120; i++)
        values[i] = 300 + 0.8 * (double)i + (i > 85 ? 1.2 * (double)(i - 85) : 0) +
                    0.5 * random_normal(&random);
    struct stock stock = learn(120);
    near(stock_growth(&stock).day, 2, 0.03, "growth since it changed");
    stock_release(&stock);
}

static void no_growth(void)
{
    struct random random;
    random_seed(&random, 11, 1);
    for (size_t i = 0; i < 120; i++)
        values[i] = 500 + 3 * random_normal(&random);
    struct stock stock = learn(120);
    struct stock_dates dates = stock_passes(&stock, 560, 365);
    ok(isnan(dates.expected), "a flat stock does not fill");
    ok(dates.probability < 0.1, "its chance is small: %g", dates.probability);
    ok(stock_growth(&stock).low < 0 && stock_growth(&stock).high > 0, "growth may be none");
    stock_release(&stock);
    for (size_t i = 0; i < 50; i++)
        values[i] = 42;
    stock = learn(50);
    ok(isnan(stock_passes(&stock, 50, 365).expected), "a constant does not fill");
    ok(isnan(stock_plain_days(&stock, 50)), "and has no rate");
    stock_release(&stock);
}

static void too_little(void)
{
    struct stock stock;
    for (size_t i = 0; i < 3; i++)
        values[i] = (double)i;
    struct series series = daily(2);
    ok(stock_learn(&series, &stock) != 0, "two values tell nothing");
    stock_release(&stock);
    values[0] = values[1] = values[2] = NAN;
    series = daily(3);
    ok(stock_learn(&series, &stock) != 0, "nor does nothing");
    stock_release(&stock);
}

/// Whatever the limit and the probability, dates are in order and chances grow with time.
static void properties(void)
{
    struct random random;
    random_seed(&random, 17, 1);
    for (int round = 0; round < 40; round++) {
        size_t n = 20 + (size_t)(200 * random_uniform(&random));
        double level = 100, growth = 4 * random_uniform(&random) - 1;
        double every = 5 + floor(20 * random_uniform(&random));
        bool cleans = random_uniform(&random) < 0.5;
        for (size_t i = 0; i < n; i++) {
            level += growth + random_normal(&random);
            values[i] = level + (cleans ? 5 * fmod((double)i, every) : 0);
        }
        struct series series = daily(n);
        struct stock stock;
        if (stock_learn(&series, &stock) != 0)
            continue;
        double limit = stock.buckets.last + 300 * random_uniform(&random), before = 0;
        struct stock_dates dates = stock_passes(&stock, limit, 1095);
        bool ordered = !(dates.earliest > dates.expected) && !(dates.expected > dates.latest) &&
                       (isnan(dates.latest) || !isnan(dates.expected)) &&
                       (isnan(dates.expected) || !isnan(dates.earliest));
        bool rises = true;
        for (double days = 1; days < 1095; days *= 2) {
            double chance = stock_probability(&stock, limit, days);
            rises = rises && chance >= 0 && chance <= 1 && chance >= before - 0.02;
            before = chance;
        }
        if (!ordered || !rises)
            ok(false, "round %d: %g %g %g, rises %d", round, dates.earliest, dates.expected,
               dates.latest, rises);
        stock_release(&stock);
    }
    ok(true, "dates are in order and chances grow");
}

int main(void)
{
    exact_line();
    walk();
    weekly_cleanups();
    stopped_cleanups();
    import();
    spike_and_gap();
    bend();
    no_growth();
    too_little();
    properties();
    return done();
}
