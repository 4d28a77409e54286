#include "maths/fourier.h"

#include <gsl/gsl_fft_complex.h>

void fourier_forward(double *complex_values, size_t n)
{
    gsl_fft_complex_radix2_forward(complex_values, 1, n);
}

void fourier_inverse(double *complex_values, size_t n)
{
    gsl_fft_complex_radix2_inverse(complex_values, 1, n);
}
