// Growth of a level at its end: linear or exponential, before or after a step or a break, by
// evidence, with an interval that dependent residuals do not make too narrow.
#ifndef HEADROOM_SERIES_GROWTH_H
#define HEADROOM_SERIES_GROWTH_H

#include <stdbool.h>
#include <stddef.h>

struct growth {
    double month;     ///< change a month of 730 h at the end, as a share of the level there
    double low, high; ///< 95 % interval
    double level;     ///< at the end
};

/// From `n` levels (at least 8) at `time` in days, ascending. Candidates: a constant, a line, a
/// line with one step, a line with one break a week or more from either end, each of the levels
/// and, where all are positive, of their logarithms; a step's growth is the slope beside it, a
/// break's that after it. The least n_e log s2 + p log n_e is taken (Schwarz 1978, with the
/// Jacobian of the logarithm), n_e = n (1 - r) / (1 + r) for r the least first autocorrelation of
/// the residuals, corrected by Kendall. The interval is Student's with the larger of the errors of
/// Newey and West (1987) and of least squares times sqrt(n / n_e), and that of a walk's drift where
/// r is as high as a walk's. A line and an exponential are averaged by their evidence. Where a
/// constant is as good, the interval reaches 0. False where the levels are all alike or too few.
bool growth_of_levels(const double *time, const double *level, size_t n, struct growth *growth);

#endif
