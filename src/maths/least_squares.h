// Least squares: a straight line with its interval, and normal equations for everything else.
#ifndef HEADROOM_MATHS_LEAST_SQUARES_H
#define HEADROOM_MATHS_LEAST_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

struct line_fit {
    double intercept;
    double slope;
    double intercept_error; ///< standard errors
    double slope_error;
    double mean_x;                ///< where the line is known best
    double sum_x;                 ///< squared deviations of x from it, summed
    double slope_low, slope_high; ///< Student's t interval
    double residual_error;        ///< sqrt(RSS / (n - 2))
    double r_squared;
    size_t n;
};

/// Ordinary least squares of y on x, leaving out points with a NaN. False when fewer than two
/// points differ in x; with exactly two points the errors are 0 and the interval is the slope
/// itself.
bool line_fit(const double *x, const double *y, size_t n, double confidence, struct line_fit *fit);

/// Where the line crosses `y`, and the interval of that place by Fieller's theorem: all x at which
/// the line's own interval holds y, its deviations taken as `widening` times as large as they are
/// (1, or more where they are not independent). False when the line may be level, so that it may
/// cross anywhere.
bool line_crossing(const struct line_fit *fit, double y, double confidence, double widening,
                   double *x, double *low, double *high);

/// Solves A b = g for a symmetric positive definite A (k x k, row-major, lower triangle used): A
/// becomes its Cholesky factor, g the solution. False when A is not positive definite.
bool cholesky_solve(double *a, double *g, size_t k);

/// Weighted least squares: minimises sum w (y - X b)^2 + ridge |b|^2 for X of `rows` x `columns`
/// (row-major); weight NULL means 1. `inverse`, if not NULL, gets (X'WX + ridge)^-1. False when
/// the columns are not independent.
bool weighted_least_squares(const double *design, const double *y, const double *weight,
                            size_t rows, size_t columns, double ridge, double *coefficient,
                            double *inverse);

#endif
