#include "forecast/normal_equations.h"

#include "base/memory.h"
#include "maths/least_squares.h"

#include <stdlib.h>
#include <string.h>

/// Against columns that are nearly the same (neighbouring lags of a smooth series), as a share of
/// the sum of weights.
#define RIDGE_LAGS 1e-5

/// Two doubles that are multiplied and added at once: what every processor of today has. Sums are
/// formed by even and odd places in a fixed order, so that they are the same everywhere.
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

static pair load(const double *from)
{
    pair value;
    memcpy(&value, from, sizeof value);
    return value;
}

/// Scalar products of `a` with four others at once.
static void dots(const double *a, const double *const b[4], size_t n, double sum[4])
{
    pair s0 = {0, 0}, s1 = {0, 0}, s2 = {0, 0}, s3 = {0, 0};
    for (size_t t = 0; t + 1 < n; t += 2) {
        pair both = load(a + t);
        s0 += both * load(b[0] + t);
        s1 += both * load(b[1] + t);
        s2 += both * load(b[2] + t);
        s3 += both * load(b[3] + t);
    }
    double last = n % 2 == 1 ? a[n - 1] : 0;
    size_t end = n > 0 ? n - 1 : 0;
    sum[0] = s0[0] + s0[1] + last * b[0][end];
    sum[1] = s1[0] + s1[1] + last * b[1][end];
    sum[2] = s2[0] + s2[1] + last * b[2][end];
    sum[3] = s3[0] + s3[1] + last * b[3][end];
}

/// One row of the normal matrix: weighted products of lag i with the lags up to i and the target.
static void set_row(struct normal_equations *equations, const double *z, size_t begin, size_t n,
                    size_t i, const double *weighted)
{
    double *row = equations->gram + i * (equations->lags + 1);
    for (size_t j = 0; j <= i + 1; j += 4) {
        const double *other[4];
        double sum[4];
        // Behind the lags up to i comes the target.
        for (size_t m = 0; m < 4; m++)
            other[m] = j + m <= i ? z + begin - equations->lag[j + m] : z + begin;
        dots(weighted, other, n - begin, sum);
        for (size_t m = 0; m < 4 && j + m <= i + 1; m++)
            *(j + m <= i ? &row[j + m] : &equations->right[i]) = sum[m];
    }
}

/// Eight sums side by side: one alone waits for each addition before the next.
static double sum_of(const double *a, size_t n)
{
    pair s0 = {0, 0}, s1 = {0, 0}, s2 = {0, 0}, s3 = {0, 0};
    size_t t = 0;
    for (; t + 8 <= n; t += 8) {
        s0 += load(a + t);
        s1 += load(a + t + 2);
        s2 += load(a + t + 4);
        s3 += load(a + t + 6);
    }
    pair both = (s0 + s1) + (s2 + s3);
    double sum = both[0] + both[1];
    for (; t < n; t++)
        sum += a[t];
    return sum;
}

/// Adds a column's weighted values to the sums of their phases.
static void add_phases(struct normal_equations *equations, const double *values, size_t n,
                       size_t phase, size_t column)
{
    size_t width = equations->lags + 2;
    for (size_t t = 0; t < n && equations->phases > 0; t++) {
        equations->by_phase[phase * width + column] += values[t];
        if (++phase == equations->phases)
            phase = 0;
    }
}

void normal_equations_set(struct normal_equations *equations, const double *z, const double *w,
                          size_t begin, size_t n, size_t phase, double *scratch)
{
    size_t lags = equations->lags;
    size_t terms = lags + 1;
    size_t count = n - begin;
    memset(equations->by_phase, 0, equations->phases * (terms + 1) * sizeof(double));
    for (size_t i = 0; i < lags; i++) {
        const double *lagged = z + begin - equations->lag[i];
        for (size_t t = 0; t < count; t++)
            scratch[t] = w[begin + t] * lagged[t];
        set_row(equations, z, begin, n, i, scratch);
        equations->gram[lags * terms + i] = sum_of(scratch, count);
        add_phases(equations, scratch, count, phase, i);
    }
    double total = sum_of(w + begin, count);
    equations->gram[lags * terms + lags] = total;
    for (size_t t = 0; t < count; t++)
        scratch[t] = w[begin + t] * z[begin + t];
    equations->right[lags] = sum_of(scratch, count);
    add_phases(equations, w + begin, count, phase, lags);
    add_phases(equations, scratch, count, phase, terms);
    for (size_t i = 0; i < lags; i++)
        equations->gram[i * terms + i] += RIDGE_LAGS * total;
}

/// Subtracts the part of the equations that a diagonal block with `diagonal` explains: column sums
/// c of the terms, r of the target.
static void eliminate(struct normal_equations *equations, const double *c, double r,
                      double diagonal)
{
    size_t terms = equations->lags + 1;
    for (size_t i = 0; i < terms; i++) {
        double share = c[i] / diagonal;
        for (size_t j = 0; j <= i; j++)
            equations->gram[i * terms + j] -= share * c[j];
        equations->right[i] -= share * r;
    }
}

static bool has_long_season(const struct normal_equations *equations)
{
    return equations->phases > equations->season;
}

/// Eliminates the long season's profile, which leaves the share l2 / (n + l2) of each phase's sums
/// to the season's profile, then that one.
static void eliminate_profiles(struct normal_equations *equations)
{
    size_t terms = equations->lags + 1;
    size_t width = terms + 1;
    double ridge = equations->ridge_long_season;
    memset(equations->season_sums, 0, equations->season * (width + 1) * sizeof(double));
    for (size_t p = 0; p < equations->phases; p++) {
        const double *c = equations->by_phase + p * width;
        double weight = c[equations->lags];
        double left = has_long_season(equations) ? ridge / (weight + ridge) : 1;
        double *sums = equations->season_sums + (p % equations->season) * (width + 1);
        if (has_long_season(equations))
            eliminate(equations, c, c[terms], weight + ridge);
        for (size_t i = 0; i <= terms; i++)
            sums[i] += left * c[i];
        sums[width] += left * weight;
    }
    for (size_t d = 0; d < equations->season; d++) {
        const double *sums = equations->season_sums + d * (width + 1);
        eliminate(equations, sums, sums[terms], sums[width] + equations->ridge_season);
    }
}

/// The target's sum r less what the solved terms make of their sums c.
static double left_over(const struct normal_equations *equations, const double *c, double r)
{
    for (size_t i = 0; i <= equations->lags; i++)
        r -= c[i] * equations->right[i];
    return r;
}

/// Back substitution of both profiles.
static void set_profile(const struct normal_equations *equations, double *profile)
{
    size_t terms = equations->lags + 1;
    size_t width = terms + 1;
    for (size_t p = 0; p < equations->phases; p++) {
        const double *sums = equations->season_sums + (p % equations->season) * (width + 1);
        const double *c = equations->by_phase + p * width;
        double daily =
            left_over(equations, sums, sums[terms]) / (sums[width] + equations->ridge_season);
        profile[p] = daily;
        double weight = c[equations->lags];
        if (has_long_season(equations))
            profile[p] += (left_over(equations, c, c[terms]) - weight * daily) /
                          (weight + equations->ridge_long_season);
    }
}

void normal_equations_init(struct normal_equations *equations, const size_t *lag, size_t lags,
                           size_t season, size_t phases, double ridge_season,
                           double ridge_long_season)
{
    *equations = (struct normal_equations){.lag = lag,
                                           .lags = lags,
                                           .season = season,
                                           .phases = phases,
                                           .ridge_season = ridge_season,
                                           .ridge_long_season = ridge_long_season};
    equations->by_phase = mem_alloc(phases * (lags + 2), sizeof(double));
    equations->season_sums = mem_alloc(season * (lags + 3), sizeof(double));
}

bool normal_equations_solve(struct normal_equations *equations, double *coefficient,
                            double *constant, double *profile)
{
    if (equations->phases > 0)
        eliminate_profiles(equations);
    if (!cholesky_solve(equations->gram, equations->right, equations->lags + 1))
        return false;
    memcpy(coefficient, equations->right, equations->lags * sizeof *coefficient);
    *constant = equations->right[equations->lags];
    if (equations->phases > 0)
        set_profile(equations, profile);
    return true;
}

void normal_equations_release(struct normal_equations *equations)
{
    free(equations->by_phase);
    free(equations->season_sums);
}
