// Least value of a function of several variables without derivatives.
#ifndef HEADROOM_MATHS_MINIMISE_H
#define HEADROOM_MATHS_MINIMISE_H

#include <stdbool.h>
#include <stddef.h>

typedef double vector_function(const double *x, size_t n, void *context);

/// Nelder and Mead's simplex from `x` with first steps `step`, until its size is below `tolerance`
/// (in units of x, so scale the variables) or `steps` were made. `x` becomes the best point found;
/// *least, if not NULL, the value there. False when the function is not finite at the start.
bool minimise(vector_function *function, void *context, size_t n, double *x, const double *step,
              double tolerance, size_t steps, double *least);

#endif
