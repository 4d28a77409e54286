// Where a function of one variable crosses zero.
#ifndef HEADROOM_MATHS_ROOT_H
#define HEADROOM_MATHS_ROOT_H

#include <stdbool.h>

typedef double real_function(double x, void *context);

/// Brent's method between `low` and `high`, where the function has opposite signs (or is 0); stops
/// when the bracket is narrower than `relative` times the root. False without a change of sign.
bool root_find(real_function *function, void *context, double low, double high, double relative,
               double *root);

#endif
