#include "forecast/autoregression.h"

#include "base/memory.h"
#include "maths/least_squares.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Against columns that are nearly the same (neighbouring lags of a smooth series), as a share of
/// the sum of weights.
#define RIDGE_LAGS 1e-5

enum { MAX_TERMS = AUTOREGRESSION_MAX_LAGS + 1 };

void standardised_init(struct standardised *standardised, const struct history *history,
                       bool logarithm)
{
    double *z = mem_alloc(history->n, sizeof *z);
    double sum = 0;
    double square = 0;
    double count = 0;
    for (size_t t = 0; t < history->n; t++) {
        z[t] = logarithm ? history_log(history, history->value[t]) : history->value[t];
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

/// The weighted normal equations of one solve. Terms are the lags, then the constant; `by_phase`
/// holds for each phase the weighted sums of all terms and of the target.
struct normal_equations {
    size_t terms;
    double gram[MAX_TERMS * MAX_TERMS];
    double right[MAX_TERMS];
    size_t phases; ///< 0: no profiles
    double *by_phase;
};

/// Four sums at once keep the processor busy without leaving the order of additions to the
/// compiler.
static void dots(const double *a, const double *const b[4], size_t n, double sum[4])
{
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (size_t t = 0; t < n; t++) {
        s0 += a[t] * b[0][t];
        s1 += a[t] * b[1][t];
        s2 += a[t] * b[2][t];
        s3 += a[t] * b[3][t];
    }
    sum[0] = s0;
    sum[1] = s1;
    sum[2] = s2;
    sum[3] = s3;
}

/// One row of the normal matrix: weighted products of term i with the target and the terms up to i.
static void add_gram_row(struct normal_equations *equations, const struct autoregression *fit,
                         const double *z, size_t begin, size_t n, size_t i, const double *weighted)
{
    size_t count = n - begin;
    double *row = equations->gram + i * equations->terms;
    for (size_t j = 0; j <= i; j += 4) {
        const double *other[4];
        double sum[4];
        for (size_t m = 0; m < 4; m++) {
            size_t column = j + m;
            other[m] = column < i && column < fit->lags ? z + begin - fit->lag[column] : z + begin;
            if (column == i && i < fit->lags)
                other[m] = z + begin - fit->lag[i];
        }
        dots(weighted, other, count, sum);
        for (size_t m = 0; m < 4 && j + m <= i; m++)
            row[j + m] = sum[m];
    }
    const double *target[4] = {z + begin, z + begin, z + begin, z + begin};
    double sum[4];
    dots(weighted, target, count, sum);
    equations->right[i] = sum[0];
}

static double sum_of(const double *a, size_t n)
{
    double sum = 0;
    for (size_t t = 0; t < n; t++)
        sum += a[t];
    return sum;
}

static void add_phases(struct normal_equations *equations, const double *values,
                       const struct history *history, size_t begin, size_t n, size_t term)
{
    size_t width = equations->terms + 1;
    size_t phase = history_long_phase(history, begin);
    for (size_t t = 0; t < n - begin; t++) {
        equations->by_phase[phase * width + term] += values[t];
        if (++phase == equations->phases)
            phase = 0;
    }
}

/// Fills the normal equations for weights w[t], t from begin to n; `scratch` has room for n.
static void set_equations(struct normal_equations *equations, const struct autoregression *fit,
                          const struct history *history, const double *z, const double *w,
                          size_t begin, size_t n, double *scratch)
{
    size_t width = equations->terms + 1;
    size_t last = equations->terms - 1;
    if (equations->phases > 0)
        memset(equations->by_phase, 0, equations->phases * width * sizeof(double));
    for (size_t i = 0; i < fit->lags; i++) {
        const double *lagged = z + begin - fit->lag[i];
        for (size_t t = 0; t < n - begin; t++)
            scratch[t] = w[begin + t] * lagged[t];
        add_gram_row(equations, fit, z, begin, n, i, scratch);
        equations->gram[last * equations->terms + i] = sum_of(scratch, n - begin);
        if (equations->phases > 0)
            add_phases(equations, scratch, history, begin, n, i);
    }
    equations->gram[last * equations->terms + last] = sum_of(w + begin, n - begin);
    for (size_t t = 0; t < n - begin; t++)
        scratch[t] = w[begin + t] * z[begin + t];
    equations->right[last] = sum_of(scratch, n - begin);
    if (equations->phases > 0) {
        add_phases(equations, w + begin, history, begin, n, last);
        add_phases(equations, scratch, history, begin, n, equations->terms);
    }
    for (size_t i = 0; i < fit->lags; i++)
        equations->gram[i * equations->terms + i] +=
            RIDGE_LAGS * equations->gram[last * equations->terms + last];
}

/// Subtracts the part of the equations that a diagonal block with `diagonal` explains: column sums
/// c of the terms, r of the target.
static void eliminate(struct normal_equations *equations, const double *c, double r,
                      double diagonal)
{
    for (size_t i = 0; i < equations->terms; i++) {
        double share = c[i] / diagonal;
        for (size_t j = 0; j <= i; j++)
            equations->gram[i * equations->terms + j] -= share * c[j];
        equations->right[i] -= share * r;
    }
}

/// Sum of term i over phase p is c[i]; the long season's profile leaves the share l2 / (n + l2) of
/// it to the season's profile.
static double share_left(const struct autoregression_design *design, double phase_weight,
                         bool has_long)
{
    return has_long ? design->ridge_long_season / (phase_weight + design->ridge_long_season) : 1;
}

/// Eliminates the long season's profile, then the season's. season_sums[d] keeps what the season's
/// profile sees: terms, target, diagonal.
static void eliminate_profiles(struct normal_equations *equations,
                               const struct autoregression_design *design, size_t season,
                               double *season_sums)
{
    size_t terms = equations->terms;
    size_t width = terms + 1;
    bool has_long = equations->phases > season;
    memset(season_sums, 0, season * (width + 1) * sizeof *season_sums);
    for (size_t p = 0; p < equations->phases; p++) {
        const double *c = equations->by_phase + p * width;
        double weight = c[terms - 1];
        double left = share_left(design, weight, has_long);
        double *sums = season_sums + (p % season) * (width + 1);
        if (has_long)
            eliminate(equations, c, c[terms], weight + design->ridge_long_season);
        for (size_t i = 0; i <= terms; i++)
            sums[i] += left * c[i];
        sums[width] += left * weight;
    }
    for (size_t d = 0; d < season; d++) {
        const double *sums = season_sums + d * (width + 1);
        eliminate(equations, sums, sums[terms], sums[width] + design->ridge_season);
    }
}

static double less_terms(const struct autoregression *fit, const double *c, double r)
{
    for (size_t i = 0; i < fit->lags; i++)
        r -= c[i] * fit->coefficient[i];
    return r - c[fit->lags] * fit->constant;
}

/// Back substitution of both profiles; their sum by phase is what a forecast needs.
static void set_profile(struct autoregression *fit, const struct normal_equations *equations,
                        const struct autoregression_design *design, size_t season,
                        const double *season_sums)
{
    size_t width = equations->terms + 1;
    bool has_long = equations->phases > season;
    for (size_t p = 0; p < equations->phases; p++) {
        const double *sums = season_sums + (p % season) * (width + 1);
        const double *c = equations->by_phase + p * width;
        double daily =
            less_terms(fit, sums, sums[equations->terms]) / (sums[width] + design->ridge_season);
        fit->profile[p] = daily;
        double weight = c[equations->terms - 1];
        if (has_long)
            fit->profile[p] += (less_terms(fit, c, c[equations->terms]) - weight * daily) /
                               (weight + design->ridge_long_season);
    }
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

static void set_limits(struct autoregression *fit, const double *z, size_t n)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t t = 0; t < n; t++) {
        low = fmin(low, z[t]);
        high = fmax(high, z[t]);
    }
    fit->low = low - 0.5 * (high - low);
    fit->high = high + 0.5 * (high - low);
}

static bool solve(struct autoregression *fit, struct normal_equations *equations,
                  const struct autoregression_design *design, size_t season, double *season_sums)
{
    if (equations->phases > 0)
        eliminate_profiles(equations, design, season, season_sums);
    if (!cholesky_solve(equations->gram, equations->right, equations->terms))
        return false;
    memcpy(fit->coefficient, equations->right, fit->lags * sizeof *fit->coefficient);
    fit->constant = equations->right[fit->lags];
    if (equations->phases > 0)
        set_profile(fit, equations, design, season, season_sums);
    return true;
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
    const double *z = standardised->z;
    struct normal_equations equations = {.terms = fit->lags + 1};
    double *season_sums = NULL;
    if (design->ridge_season > 0 && history->season > 0) {
        equations.phases = history->long_season > 0 ? history->long_season : history->season;
        equations.by_phase = mem_alloc(equations.phases * (equations.terms + 1), sizeof(double));
        season_sums = mem_alloc(history->season * (equations.terms + 2), sizeof(double));
        fit->profile = mem_alloc(equations.phases, sizeof *fit->profile);
        fit->phases = equations.phases;
    }
    double *w = mem_alloc(n, sizeof *w);
    double *scratch = mem_alloc(n, sizeof *scratch);
    bool solved = true;
    for (int i = 0; i < solves && solved; i++) {
        if (i > 0)
            set_robust(fit, design, history, z, begin, n, robust, scratch);
        set_weights(design, history, begin, n, robust, w);
        set_equations(&equations, fit, history, z, w, begin, n, scratch);
        solved = solve(fit, &equations, design, history->season, season_sums);
    }
    set_limits(fit, z, n);
    free(w);
    free(scratch);
    free(equations.by_phase);
    free(season_sums);
    if (!solved)
        autoregression_release(fit);
    return solved;
}

void autoregression_predict(const struct autoregression *fit,
                            const struct autoregression_design *design,
                            const struct history *history, const struct standardised *standardised,
                            size_t origin, size_t steps, double *path)
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
        z[longest + h] = fmin(fmax(sum, fit->low), fit->high);
        double value = standardised->mean + standardised->deviation * z[longest + h];
        path[h] = design->logarithm ? history_exp(history, value) : value;
    }
    free(z);
}

void autoregression_release(struct autoregression *fit)
{
    free(fit->profile);
    fit->profile = NULL;
}
