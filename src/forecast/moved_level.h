// A shift of level some weeks ago: whether what was before it forecasts better moved to what it led
// to, or as it was measured.
#ifndef HEADROOM_FORECAST_MOVED_LEVEL_H
#define HEADROOM_FORECAST_MOVED_LEVEL_H

#include "forecast/history.h"

#include <stddef.h>

/// Whether members fitted to `moved` (its values before step moved->change are moved) forecast what
/// came since better, `steps` ahead, than those fitted to `measured`, the same steps as they were:
/// by the mean absolute log error of the trials that began after the shift. Where there is none,
/// the move stands.
bool moved_level_is_better(const struct history *moved, const struct history *measured,
                           size_t steps);

#endif
