// Sorting some thousand doubles without comparing them.
#ifndef HEADROOM_MATHS_RADIX_SORT_H
#define HEADROOM_MATHS_RADIX_SORT_H

#include <stddef.h>

enum { RADIX_SORT_FEWEST = 128, RADIX_SORT_MOST = 1 << 17 };

/// Sorts `n` values ascending by their bits, a digit at a time from the lowest; values must not be
/// NaN, and -0 comes before 0. Pays from RADIX_SORT_FEWEST values on; takes as much memory again.
void radix_sort(double *value, size_t n);

#endif
