// Least squares where the parameters do not enter linearly.
#ifndef HEADROOM_MATHS_NONLINEAR_FIT_H
#define HEADROOM_MATHS_NONLINEAR_FIT_H

#include <stdbool.h>
#include <stddef.h>

/// The deviation of point `i` from its observed value with these parameters, and the deviation's
/// derivative by each of them.
typedef double deviation_function(const double *parameter, size_t i, double *gradient,
                                  void *context);

/// Minimises the sum of squared deviations of `n` points by Levenberg and Marquardt's method from
/// `parameter`, which becomes the minimum found. `inverse`, if not NULL, gets (J'J)^-1 (row-major,
/// `parameters` squared), `rss`, if not NULL, the sum. False when there are fewer points than
/// parameters, or the search leaves the numbers or does not settle.
bool nonlinear_fit(deviation_function *deviation, void *context, size_t n, size_t parameters,
                   double *parameter, double *inverse, double *rss);

#endif
