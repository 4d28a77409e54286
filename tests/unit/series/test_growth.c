// Growth at the end of a history: the shape by evidence, the truth within the interval.
#include "maths/maths.h"
#include "maths/random.h"
#include "series/growth.h"
#include "tap.h"

#include <math.h>

enum { DAYS = 56, SEEDS = 40 };

/// Days of a month of 730 hours.
#define MONTH (730.0 / 24)

enum kind { NOTHING, LINE, EXPONENTIAL, STEP, TURN, DEPENDENT };

static void make(enum kind kind, double scatter, uint64_t seed, double time[DAYS],
                 double level[DAYS])
{
    struct random random;
    random_seed(&random, seed, 31);
    double state = 0;
    for (int i = 0; i < DAYS; i++) {
        double t = i;
        double up = fmin(t, 35), down = fmax(t - 35, 0);
        state = .7 * state + .05 * random_normal(&random);
        const double of[] = {1,
                             1 + t / (DAYS - 1),
                             pow(1.2, t / MONTH),
                             t < 30 ? 1 : 1.6,
                             exp(log(1.5) * (up - down) / MONTH),
                             exp(state)};
        time[i] = t;
        level[i] = 100 * of[kind] * exp(scatter * random_normal(&random));
    }
}

/// What the growth of each is at the end.
static double truth_of(enum kind kind)
{
    const double truth[] = {0, MONTH / (DAYS - 1) / 2, .2, 0, 1 / 1.5 - 1, 0};
    return truth[kind];
}

/// Without scatter the figures are those of the formula.
static void exact(void)
{
    double time[DAYS], level[DAYS];
    struct growth growth;
    make(LINE, 0, 1, time, level);
    ok(growth_of_levels(time, level, DAYS, &growth), "a line");
    near(growth.month, truth_of(LINE), 1e-6, "grows by its slope over the level at its end");
    near(growth.level, 200, 1e-6, "which is the last one");
    make(EXPONENTIAL, 0, 1, time, level);
    growth_of_levels(time, level, DAYS, &growth);
    near(growth.month, .2, 1e-6, "an exponential by its factor a month");
    near(growth.level, 100 * pow(1.2, (DAYS - 1) / MONTH), 1e-6, "from where it is");
    make(LINE, .0002, 1, time, level);
    growth_of_levels(time, level, DAYS, &growth);
    near(growth.month, truth_of(LINE), .005,
         "a line of hardly any scatter is not bent at its ends");
    for (int i = 0; i < DAYS; i++)
        level[i] = 40 - i;
    ok(growth_of_levels(time, level, DAYS, &growth), "levels below zero");
    near(growth.month, -MONTH / 15, 1e-6, "fall by their slope over what the last one is");
}

static void covers(enum kind kind, double scatter, int least, const char *name)
{
    int held = 0, told = 0;
    double sum = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double time[DAYS], level[DAYS];
        struct growth growth;
        make(kind, scatter, seed, time, level);
        growth_of_levels(time, level, DAYS, &growth);
        held += growth.low <= truth_of(kind) && growth.high >= truth_of(kind);
        told += growth.low > 0 || growth.high < 0;
        sum += growth.month / SEEDS;
    }
    ok(held >= least, "%s: the interval holds the truth (%d of %d)", name, held, SEEDS);
    if (truth_of(kind) == 0)
        ok(told <= SEEDS - least, "%s: nothing grows for sure (%d)", name, told);
    else
        ok(fabs(sum / truth_of(kind) - 1) < .25, "%s: growth is near it (%.3f)", name, sum);
}

static void refused(void)
{
    double time[DAYS], level[DAYS];
    struct growth growth;
    make(NOTHING, 0, 1, time, level);
    ok(!growth_of_levels(time, level, DAYS, &growth), "levels that are all alike have none");
    make(LINE, 0, 1, time, level);
    ok(!growth_of_levels(time, level, 7, &growth), "nor have seven levels");
}

int main(void)
{
    maths_init();
    exact();
    covers(NOTHING, .04, 36, "scatter alone");
    covers(LINE, .01, 36, "a line");
    covers(EXPONENTIAL, .02, 36, "an exponential");
    covers(STEP, .02, 36, "a step");
    covers(TURN, .02, 31, "a turning point");
    covers(DEPENDENT, .02, 34, "days that hang together");
    refused();
    return done();
}
