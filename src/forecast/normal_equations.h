// Weighted ridge regression of a series on some of its lags, a constant, and profiles over the
// phases of a season and of a long season. The profiles' blocks of the normal matrix are diagonal,
// so that both are eliminated and a system of the lags and the constant alone is left to solve.
#ifndef HEADROOM_FORECAST_NORMAL_EQUATIONS_H
#define HEADROOM_FORECAST_NORMAL_EQUATIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { NORMAL_MAX_LAGS = 28, NORMAL_MAX_TERMS = NORMAL_MAX_LAGS + 1 };

/// Terms are the lags, then the constant.
struct normal_equations {
    const size_t *lag;
    size_t lags;
    size_t season;       ///< phases of the short profile
    size_t phases;       ///< of the long one, a multiple; as many: only one profile; 0: none
    double ridge_season; ///< on the squares of each profile
    double ridge_long_season;
    double gram[NORMAL_MAX_TERMS * NORMAL_MAX_TERMS];
    double right[NORMAL_MAX_TERMS];
    double *by_phase;    ///< phases x (terms + 1): weighted sums of the terms and of the target
    double *season_sums; ///< season x (terms + 2): what the short profile sees, and its diagonal
};

/// `lag` is kept, not copied. phases 0: no profiles.
void normal_equations_init(struct normal_equations *equations, const size_t *lag, size_t lags,
                           size_t season, size_t phases, double ridge_season,
                           double ridge_long_season);

/// Sets the equations of targets z[begin] .. z[n - 1] with weights w; z[begin] is in `phase`.
/// `scratch` has room for n - begin.
void normal_equations_set(struct normal_equations *equations, const double *z, const double *w,
                          size_t begin, size_t n, size_t phase, double *scratch);

/// Solves them: a coefficient a lag, the constant, and for each phase the sum of both profiles
/// (`profile` may be NULL without phases). False when they are singular.
bool normal_equations_solve(struct normal_equations *equations, double *coefficient,
                            double *constant, double *profile);

void normal_equations_release(struct normal_equations *equations);

#endif
