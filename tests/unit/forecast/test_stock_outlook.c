// What a stock holds at a step to come: centre and spread against the course it was made by, and
// how often a bound holds over many seeds.
#include "forecast/stock_outlook.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { DAY_S = 86400, HISTORY = 120, AHEAD = 30, MOST = 4000 };

static double values[MOST];

static void predictive_of(size_t n, int64_t step_s, size_t steps, struct predictive_table *outlook)
{
    struct series series = {.step_s = step_s, .n = n, .value = values};
    struct stock stock;
    ok(stock_learn(&series, &stock) == 0, "%zu values are learnt", n);
    stock_outlook(&stock, &series, steps, outlook);
    stock_release(&stock);
}

static const double *row(const struct predictive_table *outlook, size_t h)
{
    return outlook->quantile + h * PREDICTIVE_LEVELS;
}

/// 500 + 2 a day, noise of deviation 3.
static void noisy_line(void)
{
    enum { SEEDS = 40 };
    double below_p95 = 0, below_p50 = 0, spread = 0;
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        struct random random;
        struct predictive_table outlook;
        random_seed(&random, 3, seed);
        for (size_t i = 0; i < HISTORY + AHEAD; i++)
            values[i] = 500 + 2 * (double)i + 3 * random_normal(&random);
        predictive_of(HISTORY, DAY_S, AHEAD, &outlook);
        for (size_t h = 0; h < AHEAD; h++) {
            below_p95 += values[HISTORY + h] <= row(&outlook, h)[PREDICTIVE_P95];
            below_p50 += values[HISTORY + h] <= row(&outlook, h)[PREDICTIVE_P50];
        }
        spread += row(&outlook, 0)[PREDICTIVE_P95] - row(&outlook, 0)[PREDICTIVE_P50];
        near(outlook.centre[AHEAD - 1], 500 + 2 * (HISTORY + AHEAD - 1), 0.03, "the line goes on");
        predictive_release(&outlook);
    }
    near(spread / SEEDS, 1.645 * 3, 0.15, "a day ahead p95 stands 1.645 deviations above p50");
    const double all = (double)SEEDS * AHEAD;
    ok(below_p95 / all > 0.93 && below_p95 / all < 0.99, "p95 holds for %.3f", below_p95 / all);
    ok(below_p50 / all > 0.40 && below_p50 / all < 0.60, "p50 for %.3f", below_p50 / all);
}

/// 100 + 9 a day, cleaned every 14 days: the saw goes on, in its place.
static void cleaned(void)
{
    struct predictive_table outlook;
    for (size_t i = 0; i < HISTORY + AHEAD; i++)
        values[i] = 100 + 0.3 * (double)i + 9 * (double)(i % 14) + 0.01 * (double)(i * 7 % 5);
    predictive_of(HISTORY, DAY_S, AHEAD, &outlook);
    double worst = 0;
    for (size_t h = 0; h < AHEAD; h++)
        worst = fmax(worst, fabs(outlook.centre[h] - values[HISTORY + h]));
    ok(worst < 2, "no day is further off than %.2f of 117", worst);
    predictive_release(&outlook);
}

/// Hours of a line that stand 40 higher by night: the step's centre lies below the day's maximum,
/// p95 does not.
static void nights(void)
{
    enum { HOURS = 24 * 100 };
    struct predictive_table outlook;
    for (size_t i = 0; i < HOURS; i++)
        values[i] = 400 + (double)i / 24 + (i % 24 >= 2 && i % 24 < 5 ? 40 : 0);
    predictive_of(HOURS, 3600, 48, &outlook);
    near(outlook.centre[11], 500.5, 0.02, "noon is forecast as noon");
    ok(row(&outlook, 11)[PREDICTIVE_P95] > 538, "p95 is that of the day's highest hour");
    predictive_release(&outlook);
}

/// What is missing at the end is time that has passed.
static void late(void)
{
    struct predictive_table outlook;
    for (size_t i = 0; i < HISTORY; i++)
        values[i] = i < HISTORY - 5 ? 100 + (double)i : (double)NAN;
    predictive_of(HISTORY, DAY_S, 3, &outlook);
    near(outlook.centre[0], 100 + HISTORY, 0.005, "the first step is that after the last row");
    for (size_t i = 0; i < HISTORY; i++)
        values[i] = HISTORY - (double)i;
    predictive_release(&outlook);
    predictive_of(HISTORY, DAY_S, 2 * AHEAD, &outlook);
    near(outlook.centre[2 * AHEAD - 1], 0, 0, "what is never below zero does not fall below it");
    predictive_release(&outlook);
}

int main(void)
{
    noisy_line();
    cleaned();
    nights();
    late();
    return done();
}
