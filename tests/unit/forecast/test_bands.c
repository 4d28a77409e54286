// Bands from trials whose errors are known.
#include "base/memory.h"
#include "forecast/bands.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { N = 600, DAY = 24, STEPS = 24, ORIGINS = 60, HELD_OUT = 200 };

/// Values of 1000 plus noise of standard deviation 10, forecast as 1000 from every origin.
static void make_trials(struct history *history, struct trials *trials)
{
    double value[N];
    struct random random;
    random_seed(&random, 9, 0);
    for (int t = 0; t < N; t++)
        value[t] = 1000 + 10 * random_normal(&random);
    history_init_plain(history, value, N, DAY, 0, 0);
    *trials = (struct trials){.count = ORIGINS, .steps = STEPS, .held_out = HELD_OUT};
    trials->path = mem_alloc(ORIGINS * STEPS, sizeof(double));
    for (size_t i = 0; i < ORIGINS * STEPS; i++)
        trials->path[i] = 1000 / history->scale;
    for (size_t o = 0; o < ORIGINS; o++)
        trials->origin[o] = N - HELD_OUT + 2 * o;
}

static void known_noise(void)
{
    struct history history;
    struct trials trials;
    struct bands bands;
    make_trials(&history, &trials);
    bands_fit(&bands, &history, &trials, 0, trials.count, 0);
    double row[PREDICTIVE_LEVELS];
    double low;
    double high;
    bands_apply(&bands, &history, N, 5, 1000 / history.scale, row, &low, &high);
    // Widened by 1 + 0.4 (24 + 24) / 200 = 1.096; 10 x 1.645 = 16.4, 10 x 2.326 = 23.3.
    double p95 = row[PREDICTIVE_P95] * history.scale - 1000;
    double p99 = row[PREDICTIVE_P99] * history.scale - 1000;
    ok(p95 > 13 && p95 < 24, "p95 of a deviation of 10: %.1f above", p95);
    ok(p99 > p95 && p99 < 36, "p99: %.1f above", p99);
    near(row[PREDICTIVE_P50] * history.scale, 1000, 1e-9, "the centre is the median");
    near((high + low) / 2 * history.scale, 1000, .002, "the interval is even on both sides");
    bool ascending = true;
    for (size_t i = 1; i < PREDICTIVE_LEVELS; i++)
        ascending = ascending && row[i] >= row[i - 1];
    ok(ascending, "quantiles ascend");
    near(bands_quantile(&bands, &history, N, 5, 1000 / history.scale, PREDICTIVE_P95),
         row[PREDICTIVE_P95], 1e-14, "one level alone is the same");
    bands_release(&bands);

    // Beyond what was tried the variance grows by the share given: fourfold at 24 + 3 / 0.1 steps.
    double tried[PREDICTIVE_LEVELS];
    bands_fit(&bands, &history, &trials, 0, trials.count, 0.1);
    bands_apply(&bands, &history, 0, 23, 1000 / history.scale, tried, &low, &high);
    bands_apply(&bands, &history, 0, 23 + 48, 1000 / history.scale, row, &low, &high);
    double growth = (row[PREDICTIVE_P95] * history.scale - 1000) /
                    (tried[PREDICTIVE_P95] * history.scale - 1000);
    near(growth, sqrt(1 + 4.8), .02, "bands widen with the root of the variance");
    bands_release(&bands);
    trials_release(&trials);
    history_release(&history);
}

static void perfect_trials(void)
{
    double value[N];
    for (int t = 0; t < N; t++)
        value[t] = 1000;
    struct history history;
    struct trials trials;
    struct bands bands;
    make_trials(&history, &trials);
    history_release(&history);
    history_init_plain(&history, value, N, DAY, 0, 0);
    for (size_t i = 0; i < ORIGINS * STEPS; i++)
        trials.path[i] = 1000 / history.scale;
    bands_fit(&bands, &history, &trials, 0, trials.count, -1);
    double row[PREDICTIVE_LEVELS];
    double low;
    double high;
    bands_apply(&bands, &history, N, 5, 1000 / history.scale, row, &low, &high);
    near(row[PREDICTIVE_P99] * history.scale, 1000, 1e-9, "no error, no band");
    bands_release(&bands);
    trials_release(&trials);
    history_release(&history);
}

/// Hours of 100 on five days and of 200 on two, two more every week: a week's change is 2, that
/// over two weeks 4.
static void weeks(void)
{
    enum { WEEK = 7 * DAY, HISTORY = 6 * WEEK, FROM = WEEK, AHEAD = 2 * WEEK };
    static double value[HISTORY];
    struct history history;
    struct predictive_table outlook;
    for (int t = 0; t < HISTORY; t++)
        value[t] = (t % WEEK < 5 * DAY ? 100 : 200) + 2 * (t / WEEK);
    history_init_plain(&history, value, HISTORY, DAY, WEEK, 0);
    predictive_init(&outlook, AHEAD);
    for (size_t i = 0; i < (size_t)AHEAD * PREDICTIVE_LEVELS; i++)
        outlook.quantile[i] = 50 / history.scale;
    bands_mix_weeks(&history, FROM, &outlook);
    // The last week stands at 110 and 210; four more than that in two weeks.
    const double *weekday = outlook.quantile + (size_t)FROM * PREDICTIVE_LEVELS;
    const double *weekend = outlook.quantile + (size_t)(FROM + 6 * DAY) * PREDICTIVE_LEVELS;
    const double *before = outlook.quantile + (size_t)(FROM - 1) * PREDICTIVE_LEVELS;
    double mixed = 50 + 0.4 * (114 - 50);
    near(before[PREDICTIVE_P95] * history.scale, 50, 1e-9, "not before");
    near(weekday[PREDICTIVE_P95] * history.scale, mixed, 1e-9, "a weekday");
    near(weekend[PREDICTIVE_P95] * history.scale, 50 + 0.4 * (214 - 50), 1e-9, "a weekend's day");
    // Where the centre has grown beyond the last week, it counts from there.
    outlook.centre[FROM] = 150 / history.scale;
    bands_mix_weeks(&history, FROM, &outlook);
    near(weekday[PREDICTIVE_P95] * history.scale, mixed + 0.4 * (150 - mixed), 1e-9, "the centre");
    predictive_release(&outlook);
    history_release(&history);
    history_init_plain(&history, value, 2 * DAY - 1, DAY, 0, 0);
    predictive_init(&outlook, AHEAD);
    bands_mix_weeks(&history, FROM, &outlook);
    near(outlook.quantile[(size_t)FROM * PREDICTIVE_LEVELS], 0, 0, "nothing under two seasons");
    predictive_release(&outlook);
    history_release(&history);
}

int main(void)
{
    maths_init();
    weeks();
    known_noise();
    perfect_trials();
    return done();
}
