// Histories of regular values without a clock, for tests.
#ifndef HEADROOM_TESTS_PLAIN_HISTORY_H
#define HEADROOM_TESTS_PLAIN_HISTORY_H

#include "forecast/history.h"

/// The history of values at steps of a second, the first at `phase` of the season.
static inline void history_init_plain(struct history *history, const double *values, size_t n,
                                      size_t season, size_t long_season, size_t phase)
{
    size_t first;
    struct calendar plain = {
        .step_s = 1, .season = season, .long_season = long_season, .phase = phase};
    history_init(history, &plain, values, NULL, n, n, &first);
}

#endif
