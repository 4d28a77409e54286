// A curve that never falls, fitted to points in order.
#ifndef HEADROOM_MATHS_ISOTONIC_H
#define HEADROOM_MATHS_ISOTONIC_H

#include <stddef.h>

/// Replaces y[0..n) by the values closest to it, in weighted least squares, that never fall
/// (pooling adjacent violators: Barlow, Bartholomew, Bremner and Brunk 1972). weight NULL: 1 each.
void isotonic_fit(double *y, const double *weight, size_t n);

#endif
