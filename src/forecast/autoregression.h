// One member of the forecast: a robust weighted autoregression with ridge profiles for the phases
// of the season and the long season. A fit is one normal matrix, from which both profiles are
// eliminated because their blocks are diagonal, and one Cholesky factor of a few lags.
#ifndef HEADROOM_FORECAST_AUTOREGRESSION_H
#define HEADROOM_FORECAST_AUTOREGRESSION_H

#include "forecast/history.h"
#include "forecast/normal_equations.h"

#include <stdbool.h>
#include <stddef.h>

enum { AUTOREGRESSION_MAX_LAGS = NORMAL_MAX_LAGS };

/// How one member differs from another.
struct autoregression_design {
    bool logarithm;              ///< fit logarithms, or the values themselves
    const signed char (*lag)[3]; ///< {a, b, c} is the lag a P + b W + c; ended by {0, 0, 0}
    double half_life;            ///< of the weights, in seasons; 0: all equal
    double huber;             ///< residuals beyond this many robust standard deviations lose weight
    double ridge_season;      ///< of the profile over the season's phases; 0: no profiles at all
    double ridge_long_season; ///< of what the long season's phases add
};

/// A transformed and standardised history, shared by the members of one transform.
struct standardised {
    double *z;
    double mean, deviation;
};

struct autoregression {
    size_t lags;
    size_t lag[AUTOREGRESSION_MAX_LAGS];
    double coefficient[AUTOREGRESSION_MAX_LAGS];
    double constant;
    double *profile; ///< by phase of the long season (or the season), sum of both; NULL: none
    size_t phases;
    double low, high; ///< forecasts are kept within these
};

void standardised_init(struct standardised *standardised, const struct history *history,
                       bool logarithm);
void standardised_release(struct standardised *standardised);

/// Fits to the first `n` steps of `history`. `robust` (one factor a step) starts as given, and is
/// updated between the `solves` (Huber 1964, iteratively reweighted). False when there are too few
/// values for the design or the normal matrix is singular.
bool autoregression_fit(struct autoregression *fit, const struct autoregression_design *design,
                        const struct history *history, const struct standardised *standardised,
                        size_t n, int solves, double *robust);

/// Recursive forecast of steps origin .. origin + steps - 1 on the design's scale (logarithms or
/// values of the history), given the values before `origin`.
void autoregression_predict(const struct autoregression *fit, const struct history *history,
                            const struct standardised *standardised, size_t origin, size_t steps,
                            double *path);

/// One-step prediction of z[t] from `z` before it, standardised.
double autoregression_next(const struct autoregression *fit, const struct history *history,
                           const double *z, size_t t);

size_t autoregression_longest_lag(const struct autoregression *fit);

void autoregression_release(struct autoregression *fit);

#endif
