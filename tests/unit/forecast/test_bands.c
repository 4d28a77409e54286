// Bands from trials whose errors are known.
#include "base/memory.h"
#include "forecast/bands.h"
#include "maths/maths.h"
#include "maths/random.h"
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
    double row[OUTLOOK_LEVELS];
    double low;
    double high;
    bands_apply(&bands, &history, N, 5, 1000 / history.scale, row, &low, &high);
    // Widened by 1 + 0.4 (24 + 24) / 200 = 1.096; 10 x 1.645 = 16.4, 10 x 2.326 = 23.3.
    double p95 = row[OUTLOOK_P95] * history.scale - 1000;
    double p99 = row[OUTLOOK_P99] * history.scale - 1000;
    ok(p95 > 13 && p95 < 24, "p95 of a deviation of 10: %.1f above", p95);
    ok(p99 > p95 && p99 < 36, "p99: %.1f above", p99);
    near(row[OUTLOOK_P50] * history.scale, 1000, 1e-9, "the centre is the median");
    near((high + low) / 2 * history.scale, 1000, .002, "the interval is even on both sides");
    bool ascending = true;
    for (size_t i = 1; i < OUTLOOK_LEVELS; i++)
        ascending = ascending && row[i] >= row[i - 1];
    ok(ascending, "quantiles ascend");
    near(bands_quantile(&bands, &history, N, 5, 1000 / history.scale, OUTLOOK_P95),
         row[OUTLOOK_P95], 1e-14, "one level alone is the same");
    bands_release(&bands);

    // Beyond what was tried the variance grows by the share given: fourfold at 24 + 3 / 0.1 steps.
    double tried[OUTLOOK_LEVELS];
    bands_fit(&bands, &history, &trials, 0, trials.count, 0.1);
    bands_apply(&bands, &history, 0, 23, 1000 / history.scale, tried, &low, &high);
    bands_apply(&bands, &history, 0, 23 + 48, 1000 / history.scale, row, &low, &high);
    double growth =
        (row[OUTLOOK_P95] * history.scale - 1000) / (tried[OUTLOOK_P95] * history.scale - 1000);
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
    double row[OUTLOOK_LEVELS];
    double low;
    double high;
    bands_apply(&bands, &history, N, 5, 1000 / history.scale, row, &low, &high);
    near(row[OUTLOOK_P99] * history.scale, 1000, 1e-9, "no error, no band");
    bands_release(&bands);
    trials_release(&trials);
    history_release(&history);
}

int main(void)
{
    maths_init();
    known_noise();
    perfect_trials();
    return done();
}
