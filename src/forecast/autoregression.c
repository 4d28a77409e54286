#include "forecast/autoregression.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Half-lives after which a value is forgotten.
enum { MEMORY = 20 };

void standardised_init(struct standardised *standardised, const struct history *history,
                       bool logarithm)
{
    double *z = mem_alloc(history->n, sizeof *z);
    double sum = 0;
    double square = 0;
    double count = 0;
    for (size_t t = 0; t < history->n; t++) {
        double value = fmin(history->value[t], history->fence);
        z[t] = logarithm ? history_log(history, value) : value;
        sum += history->weight[t] * z[t];
        count += history->weight[t];
    }
    double mean = count > 0 ? sum / count : 0;
    for (size_t t = 0; t < history->n; t++)
        square += history->weight[t] * (z[t] - mean) * (z[t] - mean);
    double deviation = count > 0 ? sqrt(square / count) : 0;
    if (!(deviation > 0))
        deviation = 1;
    for (size_t t = 0; t < history->n; t++)
        z[t] = (z[t] - mean) / deviation;
    *standardised = (struct standardised){z, mean, deviation};
}

void standardised_release(struct standardised *standardised)
{
    free(standardised->z);
    standardised->z = NULL;
}

/// The design's lags for this history, each once, without those too long to be estimated.
static void choose_lags(struct autoregression *fit, const struct autoregression_design *design,
                        const struct history *history, size_t n)
{
    long longest = n > 20 ? 2 * ((long)n - 20) / 3 : 0;
    for (const signed char(*lag)[3] = design->lag; fit->lags < AUTOREGRESSION_MAX_LAGS; lag++) {
        long seasons = (*lag)[0];
        long long_seasons = (*lag)[1];
        if (seasons == 0 && long_seasons == 0 && (*lag)[2] == 0)
            break;
        if ((seasons != 0 && history->season == 0) ||
            (long_seasons != 0 && history->long_season == 0))
            continue;
        long steps =
            seasons * (long)history->season + long_seasons * (long)history->long_season + (*lag)[2];
        if (steps < 1 || steps > longest)
            continue;
        size_t known = 0;
        while (known < fit->lags && fit->lag[known] != (size_t)steps)
            known++;
        if (known == fit->lags)
            fit->lag[fit->lags++] = (size_t)steps;
    }
}

size_t autoregression_longest_lag(const struct autoregression *fit)
{
    size_t longest = 0;
    for (size_t i = 0; i < fit->lags; i++)
        longest = fit->lag[i] > longest ? fit->lag[i] : longest;
    return longest;
}

double autoregression_next(const struct autoregression *fit, const struct history *history,
                           const double *z, size_t t)
{
    double sum = fit->constant;
    for (size_t i = 0; i < fit->lags; i++)
        sum += fit->coefficient[i] * z[t - fit->lag[i]];
    if (fit->profile != NULL)
        sum += fit->profile[history_long_phase(history, t)];
    return sum;
}

/// New robust factors from the residuals of this solve.
static void set_robust(const struct autoregression *fit, const struct autoregression_design *design,
                       const struct history *history, const double *z, size_t begin, size_t n,
                       double *robust, double *scratch)
{
    size_t count = 0;
    for (size_t t = begin; t < n; t++) {
        robust[t] = fabs(z[t] - autoregression_next(fit, history, z, t));
        // Every second residual gives the scale as well as all of them.
        if (history->weight[t] > 0 && (t & 1) == 0)
            scratch[count++] = robust[t];
    }
    double limit = design->huber * MAD_TO_SIGMA * median_select(scratch, count);
    if (!(limit > 1e-9))
        limit = 1e-9;
    for (size_t t = begin; t < n; t++)
        robust[t] = robust[t] > limit ? limit / robust[t] : 1;
}

static void set_weights(const struct autoregression_design *design, const struct history *history,
                        size_t begin, size_t n, const double *robust, double *w)
{
    double decay = 1;
    if (design->half_life > 0)
        decay = pow(0.5,
                    1 / (design->half_life * (double)(history->season > 0 ? history->season : 24)));
    double age = 1;
    for (size_t t = n; t-- > begin;) {
        w[t] = age * robust[t] * history->weight[t];
        age *= decay;
    }
}

/// Where the memory of the design begins: what weighs less than 2^-MEMORY is left out.
static size_t begin_of_memory(const struct autoregression_design *design,
                              const struct history *history, size_t begin, size_t n)
{
    if (!(design->half_life > 0) || history->season == 0)
        return begin;
    double memory = ceil(MEMORY * design->half_life * (double)history->season);
    return memory < (double)(n - begin) ? n - (size_t)memory : begin;
}

static void set_limits(struct autoregression *fit, const double *z, size_t n)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t t = 0; t < n; t++) {
        low = z[t] < low ? z[t] : low;
        high = z[t] > high ? z[t] : high;
    }
    fit->low = low - 0.5 * (high - low);
    fit->high = high + 0.5 * (high - low);
}

/// Room for profiles where the design and the history have them.
static void choose_profiles(struct autoregression *fit, const struct autoregression_design *design,
                            const struct history *history)
{
    if (!(design->ridge_season > 0) || history->season == 0)
        return;
    fit->phases = history->long_season > 0 ? history->long_season : history->season;
    fit->profile = mem_alloc(fit->phases, sizeof *fit->profile);
}

bool autoregression_fit(struct autoregression *fit, const struct autoregression_design *design,
                        const struct history *history, const struct standardised *standardised,
                        size_t n, int solves, double *robust)
{
    *fit = (struct autoregression){0};
    choose_lags(fit, design, history, n);
    size_t begin = autoregression_longest_lag(fit);
    if (fit->lags == 0 || n < begin + fit->lags + 6)
        return false;
    begin = begin_of_memory(design, history, begin, n);
    choose_profiles(fit, design, history);
    const double *z = standardised->z;
    struct normal_equations equations;
    normal_equations_init(&equations, fit->lag, fit->lags, history->season, fit->phases,
                          design->ridge_season, design->ridge_long_season);
    double *w = mem_alloc(n, sizeof *w);
    double *scratch = mem_alloc(n, sizeof *scratch);
    bool solved = true;
    for (int i = 0; i < solves && solved; i++) {
        if (i > 0)
            set_robust(fit, design, history, z, begin, n, robust, scratch);
        set_weights(design, history, begin, n, robust, w);
        normal_equations_set(&equations, z, w, begin, n, history_long_phase(history, begin),
                             scratch);
        solved = normal_equations_solve(&equations, fit->coefficient, &fit->constant, fit->profile);
    }
    set_limits(fit, z, n);
    free(w);
    free(scratch);
    normal_equations_release(&equations);
    if (!solved)
        autoregression_release(fit);
    return solved;
}

void autoregression_predict(const struct autoregression *fit, const struct history *history,
                            const struct standardised *standardised, size_t origin, size_t steps,
                            double *path)
{
    size_t longest = autoregression_longest_lag(fit);
    double *z = mem_alloc(longest + steps, sizeof *z);
    memcpy(z, standardised->z + origin - longest, longest * sizeof *z);
    size_t phase = history_long_phase(history, origin);
    for (size_t h = 0; h < steps; h++) {
        double sum = fit->constant;
        for (size_t i = 0; i < fit->lags; i++)
            sum += fit->coefficient[i] * z[longest + h - fit->lag[i]];
        if (fit->profile != NULL) {
            sum += fit->profile[phase];
            if (++phase == fit->phases)
                phase = 0;
        }
        z[longest + h] = sum < fit->low ? fit->low : sum > fit->high ? fit->high : sum;
        path[h] = standardised->mean + standardised->deviation * z[longest + h];
    }
    free(z);
}

void autoregression_release(struct autoregression *fit)
{
    free(fit->profile);
    fit->profile = NULL;
}
