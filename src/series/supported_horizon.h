// Is the history enough, and for which horizon?
#ifndef HEADROOM_SERIES_SUPPORTED_HORIZON_H
#define HEADROOM_SERIES_SUPPORTED_HORIZON_H

#include "series/series.h"
#include "series/shift.h"

/// The longest horizon in seconds that the history supports: a quarter of what is known since the
/// last level shift, in whole weeks from eight weeks of it on, whole days from four days on, else
/// whole hours or steps; 0 with fewer than 24 known steps. A quarter, because each cycle and each
/// growth must have been seen several times before it can be told from chance.
double supported_horizon(const struct series *series, const struct level_shifts *shifts);

#endif
