// The fast Fourier transform.
#ifndef HEADROOM_MATHS_FOURIER_H
#define HEADROOM_MATHS_FOURIER_H

#include <stddef.h>

/// Replaces `n` complex numbers (real and imaginary parts in turn; n a power of two) by their
/// transform X_k = sum of x_j e^(-2 pi i j k / n).
void fourier_forward(double *complex_values, size_t n);

/// The inverse of fourier_forward, divided by n.
void fourier_inverse(double *complex_values, size_t n);

#endif
