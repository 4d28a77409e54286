// Cycles of a length other than a day or a week, by autocorrelation.
#ifndef HEADROOM_SERIES_CYCLE_H
#define HEADROOM_SERIES_CYCLE_H

#include <stddef.h>

struct cycle {
    size_t period;          ///< steps; 0 when there is none
    double autocorrelation; ///< at that lag
};

/// Looks for a period of 3 steps to a sixth of `n` at which `value` (NaN left out, trend and known
/// seasons removed) agrees with itself: an autocorrelation of at least .35 that rises by .3 above a
/// lag before it and repeats at two and three periods (half and a quarter of it). White noise has
/// no such lag and a random walk's autocorrelation only falls.
struct cycle cycle_find(const double *value, size_t n);

#endif
