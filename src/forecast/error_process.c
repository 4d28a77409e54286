#include "forecast/error_process.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Without a backtest.
#define ASSUMED_AUTOCORRELATION 0.9
/// Of a level that all steps share, at most: more could not be told from few trials.
#define LEVEL_SHARE_MOST 0.9
/// Partial autocorrelations beyond this end the recursion: a near-singular process explodes.
#define PARTIAL_MOST 0.9995

enum { FEWEST_TRIALS = 4, FEWEST_PAIRS = 20, LEVEL_FROM_LAGS = 8 };

/// An error and where it belongs.
struct placed {
    double error;
    size_t at;
};

static int by_error(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;
    if (left->error != right->error)
        return left->error < right->error ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at ? 1 : 0;
}

/// The log errors of the trials in units of their step and phase, as normal scores; NaN where
/// nothing was measured. To be freed.
static double *normal_scores(const struct bands *bands, const struct history *history,
                             const struct trials *trials)
{
    const struct error_scale *scale = &bands->logarithm;
    size_t total = trials->count * trials->steps;
    struct placed *placed = mem_alloc(total, sizeof *placed);
    double *score = mem_alloc(total, sizeof *score);
    size_t n = 0;
    for (size_t i = 0; i < total; i++) {
        size_t h = i % trials->steps;
        size_t t = trials->origin[i / trials->steps] + h;
        size_t phase = scale->phases <= 1 ? 0 : history_phase(history, t);
        double unit = scale->by_step[h] * scale->by_phase[phase];
        score[i] = NAN;
        if (history->weight[t] > 0 && unit > 0)
            placed[n++] = (struct placed){
                (history_log(history, history->value[t]) - history_log(history, trials->path[i])) /
                    unit,
                i};
    }
    qsort(placed, n, sizeof *placed, by_error);
    for (size_t i = 0; i < n;) {
        // Equal errors, as of zeros that were forecast, share a score: their order says nothing.
        size_t end = i + 1;
        while (end < n && placed[end].error <= placed[i].error)
            end++;
        double shared = normal_quantile((double)(i + end) / 2 / (double)n);
        for (; i < end; i++)
            score[placed[i].at] = shared;
    }
    free(placed);
    return score;
}

/// Mean product of the scores `lag` steps apart within the trials; NaN when there are too few.
static double autocovariance(const double *score, const struct trials *trials, size_t lag)
{
    double sum = 0;
    double pairs = 0;
    for (size_t o = 0; o < trials->count; o++) {
        const double *path = score + o * trials->steps;
        for (size_t h = 0; h + lag < trials->steps; h++) {
            double product = path[h] * path[h + lag];
            if (isnan(product))
                continue;
            sum += product;
            pairs++;
        }
    }
    return pairs >= FEWEST_PAIRS ? sum / pairs : NAN;
}

/// What scores half a path and more apart still share.
static double level_share(const double *score, const struct trials *trials, double variance)
{
    size_t from = trials->steps / 2;
    size_t to = trials->steps * 3 / 4;
    double sum = 0;
    double lags = 0;
    if (trials->steps < LEVEL_FROM_LAGS)
        return 0;
    for (size_t lag = from; lag <= to; lag++) {
        double r = autocovariance(score, trials, lag) / variance;
        if (isnan(r))
            continue;
        sum += r;
        lags++;
    }
    return lags > 0 ? fmin(fmax(sum / lags, 0), LEVEL_SHARE_MOST) : 0;
}

static double *coefficients_of(const struct error_process *process, size_t order)
{
    return process->coefficient + order * (order - 1) / 2;
}

/// Levinson and Durbin's recursion on the autocorrelations r[1] .. r[most], r[0] = 1; every order
/// is kept, so that a path starts without a run-up.
static void solve_orders(struct error_process *process, const double *r, size_t most)
{
    double variance = 1;
    process->coefficient = mem_alloc(most * (most + 1) / 2, sizeof(double));
    process->deviation = mem_alloc(most + 1, sizeof(double));
    process->deviation[0] = 1;
    for (size_t k = 1; k <= most && !isnan(r[k]); k++) {
        double *next = coefficients_of(process, k);
        const double *last = k > 1 ? coefficients_of(process, k - 1) : NULL;
        double partial = r[k];
        for (size_t i = 1; i < k; i++)
            partial -= last[i - 1] * r[k - i];
        partial /= variance;
        if (!(fabs(partial) < PARTIAL_MOST))
            break;
        for (size_t i = 1; i < k; i++)
            next[i - 1] = last[i - 1] - partial * last[k - i - 1];
        next[k - 1] = partial;
        variance *= 1 - partial * partial;
        process->deviation[k] = sqrt(variance);
        process->order = k;
    }
}

/// A season and a step, as far as the trials are three times as long.
static size_t most_lags(const struct history *history, const struct trials *trials)
{
    size_t most = history->season > 0 ? history->season + 1 : 2;
    size_t shown = trials->steps > 3 ? trials->steps / 3 : 1;
    most = most < shown ? most : shown;
    return most < ERROR_PROCESS_MOST_LAGS ? most : ERROR_PROCESS_MOST_LAGS;
}

void error_process_fit(struct error_process *process, const struct bands *bands,
                       const struct history *history, const struct trials *trials)
{
    *process = (struct error_process){
        .tried = trials->steps, .growth = bands->growth, .drift = bands->drift};
    double r[ERROR_PROCESS_MOST_LAGS + 1] = {1, ASSUMED_AUTOCORRELATION};
    if (trials->count < FEWEST_TRIALS || trials->steps < 2) {
        process->lag_one = ASSUMED_AUTOCORRELATION;
        solve_orders(process, r, 1);
        return;
    }
    double *score = normal_scores(bands, history, trials);
    size_t most = most_lags(history, trials);
    double variance = autocovariance(score, trials, 0);
    // Scores that are all the same show no dependence, and what is rare has none that is known.
    if (!(variance > 0)) {
        free(score);
        r[1] = 0;
        solve_orders(process, r, 1);
        return;
    }
    double level = level_share(score, trials, variance);
    for (size_t k = 1; k <= most; k++)
        r[k] = (autocovariance(score, trials, k) / variance - level) / (1 - level);
    free(score);
    process->level_share = level;
    process->lag_one = isnan(r[1]) ? 0 : level + (1 - level) * r[1];
    solve_orders(process, r, most);
}

enum { LANES = ERROR_PROCESS_LANES, PAIRS = LANES / 2 };

/// Two neighbours of an array of doubles, which processors add and multiply at once; each gets the
/// bits that it would get alone.
typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));

/// The autoregression from its stationary distribution on: each step by the order that it has
/// values for. A sum waits for each of its additions, so that the paths' sums go side by side.
static void run_autoregression(const struct error_process *process, size_t steps,
                               const double *normal, double *score)
{
    _Static_assert(PAIRS == 4, "a sum a pair");
    const pair *drawn = (const pair *)normal;
    pair *at = (pair *)score;
    for (size_t h = 0; h < steps; h++, at += PAIRS, drawn += PAIRS) {
        const size_t order = h < process->order ? h : process->order;
        const double *coefficient = order > 0 ? coefficients_of(process, order) : NULL;
        const double deviation = process->deviation[order];
        pair a = deviation * drawn[0], b = deviation * drawn[1];
        pair c = deviation * drawn[2], d = deviation * drawn[3];
        const pair *past = at;
        for (size_t i = 0; i < order; i++) {
            past -= PAIRS;
            a += coefficient[i] * past[0];
            b += coefficient[i] * past[1];
            c += coefficient[i] * past[2];
            d += coefficient[i] * past[3];
        }
        at[0] = a;
        at[1] = b;
        at[2] = c;
        at[3] = d;
    }
}

void error_process_draw(const struct error_process *process, size_t steps, size_t paths,
                        struct random *random, double *score)
{
    // Of each path in the order in which they are drawn: its level, its steps, its walk.
    const size_t walks = steps > process->tried ? steps - process->tried : 0;
    const size_t draws = 1 + steps + walks;
    double *normal = mem_alloc(draws * LANES, sizeof *normal);
    for (size_t j = 0; j < paths; j++)
        random_normals(&random[j], draws, normal + j, LANES);
    run_autoregression(process, steps, normal + LANES, score);
    pair level[PAIRS], walk[PAIRS] = {0};
    for (size_t j = 0; j < PAIRS; j++)
        level[j] = sqrt(process->level_share) * ((const pair *)normal)[j];
    const double own = sqrt(1 - process->level_share);
    const pair *step_of_walk = (const pair *)(normal + (1 + steps) * LANES);
    for (size_t h = 0; h < steps; h++) {
        pair *at = (pair *)(score + h * LANES);
        for (size_t j = 0; j < PAIRS; j++)
            at[j] = level[j] + own * at[j];
        if (h < process->tried)
            continue;
        // The bands' variance beyond the trials: 1 + growth b + drift b^2. What is added walks.
        const double beyond = (double)(h + 1 - process->tried);
        const double added = process->growth * beyond + process->drift * beyond * beyond;
        const double share = sqrt(added / beyond), whole = sqrt(1 + added);
        for (size_t j = 0; j < PAIRS; j++) {
            walk[j] += *step_of_walk++;
            at[j] = (at[j] + share * walk[j]) / whole;
        }
    }
    free(normal);
}

void error_process_release(struct error_process *process)
{
    free(process->coefficient);
    free(process->deviation);
    *process = (struct error_process){0};
}
