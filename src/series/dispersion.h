// How much counts vary for their size: variance / mean of one step to the next, by level.
#ifndef HEADROOM_SERIES_DISPERSION_H
#define HEADROOM_SERIES_DISPERSION_H

#include <stddef.h>

enum { DISPERSION_BINS = 64 };

/// 1 (in units of one count) for a Poisson process; more where counts come in clusters.
struct dispersion {
    double
        bin[DISPERSION_BINS]; ///< by powers of two of the level; NaN where there are too few pairs
    double all;
    double unit; ///< one count: the level of bin 0
};

/// Measures the dispersion of non-negative values, NaN left out. `unit` is what one count is worth
/// in them (1 / step for rates per second): no process is steadier than that of single counts.
void dispersion_init(struct dispersion *dispersion, const double *value, size_t n, double unit);

/// The dispersion at a level, at least one unit.
double dispersion_at(const struct dispersion *dispersion, double level);

#endif
