// The process that errors follow: exact autoregressions, a level that a path has, no backtest.
#include "base/memory.h"
#include "forecast/error_process.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { N = 6000, STEPS = 40, ORIGINS = 60, HELD_OUT = 3000, DRAWS = 4000 };

/// Trials that forecast 1000 of values that an autoregression with `phi` moves around it; `level`
/// is the standard deviation of what each path is off by as a whole.
static void make_trials(struct history *history, struct trials *trials, double phi, double level)
{
    double *value = mem_alloc(N, sizeof *value);
    struct random random;
    random_seed(&random, 3, 0);
    double error = 0;
    for (int t = 0; t < N; t++) {
        error = phi * error + sqrt(1 - phi * phi) * random_normal(&random);
        value[t] = 1000 * exp(.01 * error);
    }
    history_init_plain(history, value, N, 0, 0, 0);
    free(value);
    *trials = (struct trials){.count = ORIGINS, .steps = STEPS, .held_out = HELD_OUT};
    trials->path = mem_alloc((size_t)ORIGINS * STEPS, sizeof(double));
    for (size_t o = 0; o < ORIGINS; o++) {
        double off = exp(.01 * level * random_normal(&random));
        for (size_t h = 0; h < STEPS; h++)
            trials->path[o * STEPS + h] = 1000 * off / history->scale;
        trials->origin[o] = N - HELD_OUT + o * (HELD_OUT - STEPS) / ORIGINS;
    }
}

/// Mean and variance of the scores at `step`, and their correlation `lag` steps further.
struct moments {
    double mean, variance, correlation;
};

static struct moments moments_of(const struct error_process *process, size_t step, size_t lag)
{
    struct moments m = {0};
    struct random random;
    random_seed(&random, 5, 0);
    double product = 0;
    double later = 0;
    static double score[400 * ERROR_PROCESS_LANES];
    for (int i = 0; i < DRAWS; i++) {
        error_process_draw(process, 400, 1, &random, score);
        double here = score[step * ERROR_PROCESS_LANES];
        double there = score[(step + lag) * ERROR_PROCESS_LANES];
        m.mean += here / DRAWS;
        m.variance += here * here / DRAWS;
        later += there * there / DRAWS;
        product += here * there / DRAWS;
    }
    m.correlation = product / sqrt(m.variance * later);
    return m;
}

static void learn(struct error_process *process, double phi, double level)
{
    struct history history;
    struct trials trials;
    struct bands bands;
    make_trials(&history, &trials, phi, level);
    bands_fit(&bands, &history, &trials, 0, trials.count, 0);
    error_process_fit(process, &bands, &history, &trials);
    bands_release(&bands);
    trials_release(&trials);
    history_release(&history);
}

static void autoregression(void)
{
    struct error_process process;
    learn(&process, 0.6, 0);
    near(process.lag_one, 0.6, .1, "the autocorrelation of the errors is found");
    // 4000 draws: standard errors .016 of the mean, .022 of the variance, .01 of the correlation.
    struct moments first = moments_of(&process, 0, 1);
    ok(fabs(first.mean) < .06 && fabs(first.variance - 1) < .09, "the first score is standard");
    ok(fabs(first.correlation - process.lag_one) < .05, "its neighbour follows it from the start");
    struct moments later = moments_of(&process, 30, 1);
    ok(fabs(later.variance - 1) < .09, "later ones are standard too");
    ok(fabs(later.correlation - process.lag_one) < .05, "neighbours correlate as the errors did");
    ok(fabs(moments_of(&process, 10, 10).correlation) < .15, "far ones hardly");
    error_process_release(&process);
}

static void common_level(void)
{
    struct error_process process;
    learn(&process, 0, 2);
    // Levels of variance 4 beside noise of variance 1: four fifths in common.
    near(process.level_share, 0.8, .15, "what a whole path is off by is found");
    struct moments far = moments_of(&process, 2, 30);
    near(far.correlation, process.level_share, .1, "and all its steps share it");
    error_process_release(&process);
}

/// Beyond the trials the bands' variance grows: what comes on top walks and is shared from then on.
static void beyond_the_trials(void)
{
    struct error_process process;
    learn(&process, 0.3, 0);
    process.growth = 1;
    struct moments far = moments_of(&process, 300, 50);
    ok(fabs(far.variance - 1) < .09, "scores stay standard beyond the trials");
    // Walks of 261 and 311 steps in variances of 262 and 312: 261 / sqrt(262 x 312).
    near(far.correlation, 261 / sqrt(262.0 * 312), .03, "and go together as a random walk does");
    error_process_release(&process);
}

static void no_backtest(void)
{
    struct history history;
    struct trials trials;
    struct bands bands;
    struct error_process process;
    make_trials(&history, &trials, 0, 0);
    trials.count = 2;
    bands_fit(&bands, &history, &trials, 0, trials.count, 0);
    error_process_fit(&process, &bands, &history, &trials);
    is_int(process.order, 1, "without a backtest errors are taken to last");
    near(moments_of(&process, 5, 1).correlation, 0.9, .02, "by nine tenths a step");
    error_process_release(&process);
    bands_release(&bands);
    trials_release(&trials);
    history_release(&history);
}

int main(void)
{
    maths_init();
    autoregression();
    common_level();
    beyond_the_trials();
    no_backtest();
    return done();
}
