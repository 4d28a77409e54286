// The slope of one variable on another beside a constant for each group, robust against outliers.
#ifndef HEADROOM_FORECAST_ELASTICITY_H
#define HEADROOM_FORECAST_ELASTICITY_H

#include <stdbool.h>
#include <stddef.h>

/// y = constant of the group + slope x, in order of time; nothing is NaN.
struct elasticity_data {
    double *x, *y;
    size_t *group; ///< below `groups`
    size_t n, groups;
};

struct elasticity {
    double slope;
    double error;     ///< standard error, widened for autocorrelated residuals
    double low, high; ///< 95 % interval by Student's t
    double r_squared; ///< of what the groups leave, weighted as the fit
};

/// R squared of least squares; NaN where x does not move within the groups.
double elasticity_r_squared(const struct elasticity_data *data);

/// Huber's M-estimate by iteratively reweighted least squares: k = 1.345, scale median(|r|)/0.6745,
/// standard error of Huber (1981, 7.6) as in R's MASS::rlm. `at` is the place in time of each pair:
/// residuals of neighbouring places give the autocorrelation r, and errors are widened by
/// sqrt((1 + r) / (1 - r)). False where x does not move within the groups or too few pairs are
/// left for the constants.
bool elasticity_fit(const struct elasticity_data *data, const size_t *at,
                    struct elasticity *elasticity);

#endif
