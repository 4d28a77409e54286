// From where on, and at which level, a series is fitted: --changepoint TIME, auto or none.
#ifndef HEADROOM_FORECAST_CHANGEPOINT_H
#define HEADROOM_FORECAST_CHANGEPOINT_H

#include "forecast/forecast.h"
#include "forecast/method_ladder.h"
#include "series/shift.h"

struct changepoint {
    size_t first; ///< step of the series to fit from; its n when a given time leaves none
    struct level_change change;
    bool is_found;            ///< the series has a shift of level
    struct level_shift shift; ///< the last one
};

/// What the options and the last level shift of the series say. Where nothing was asked for, a
/// shift of the last one to 35 days moves what was before it to the new level: models that have
/// seen little else than the old one expect it to come back. From five days on the trials since
/// then decide.
struct changepoint changepoint_find(const struct series *series,
                                    const struct forecast_options *options);

/// Notes the shift, and what was made of it; `is_moved`: what was before is fitted at the new
/// level; `is_fresh`: a shift within the last day was told already.
void changepoint_note(const struct changepoint *changepoint, const struct series *series,
                      bool is_moved, bool is_fresh, struct notes *notes);

/// Whether members fitted to `moved` (its values before step moved->change are moved) forecast what
/// came since better, `steps` ahead, than those fitted to `measured`, the same steps as they were:
/// by the mean absolute log error of the trials that began after the shift. Where there is none,
/// the move stands.
bool moved_level_is_better(const struct history *moved, const struct history *measured,
                           size_t steps);

#endif
