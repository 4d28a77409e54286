// The levels of capacity that a day's need is served with: as few changes as the waste allows.
#ifndef HEADROOM_ADVISE_DAY_LEVELS_H
#define HEADROOM_ADVISE_DAY_LEVELS_H

#include <stddef.h>

/// For each number of levels the division of `n` slots into that many runs with the least sum of
/// (greatest need of the run x its length). Release with day_levels_release.
struct day_levels {
    const double *need;
    size_t n;
    size_t most;  ///< levels, at most n
    double *area; ///< [k * (n + 1) + j]: the least for the first j slots in k runs
    size_t *cut;  ///< where the last of these runs begins
};

/// Dynamic programming over the slots, O(most n^2). `need` must outlive the levels.
void day_levels_find(const double *need, size_t n, size_t most, struct day_levels *levels);

/// The sum with k levels, 1 <= k <= most.
double day_levels_area(const struct day_levels *levels, size_t k);

/// Fills the level of each slot with k levels.
void day_levels_fill(const struct day_levels *levels, size_t k, double *level);

void day_levels_release(struct day_levels *levels);

#endif
