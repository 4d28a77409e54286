// Rare demand: most steps have none, and the others tell how much comes, not when.
#ifndef HEADROOM_FORECAST_RARE_H
#define HEADROOM_FORECAST_RARE_H

#include "forecast/history.h"
#include "forecast/method_ladder.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>
#include <stdint.h>

/// Where more than half of the measured values are zero: the distribution of what was measured, at
/// the same time of the season (hours with those beside them, or each by itself) where telling
/// times apart makes its bounds better. The quantile of level q is the q (n + 1)-th of n values
/// (R's type 6): the next value is at most that with probability q whatever the distribution. The
/// centre is the median. False, with nothing written, where demand is not rare, or where the bands
/// of an ensemble (`with_ensemble`: the history is long enough for one) lost less on the last part
/// of the history: a job of every night is no rare demand.
bool rare_outlook(const struct history *history, int64_t step_s, bool with_ensemble,
                  struct predictive_table *outlook, struct ladder_report *report);

#endif
