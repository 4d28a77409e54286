// How far to forecast.
#ifndef HEADROOM_FORECAST_HORIZON_H
#define HEADROOM_FORECAST_HORIZON_H

#include "base/err.h"
#include "base/notes.h"

#include <stddef.h>
#include <stdint.h>

enum { HORIZON_MOST_STEPS = 1000000 };

/// The horizon where none is asked for: a quarter of the history, in whole weeks where it is more
/// than one; at least a step.
int64_t horizon_default_s(size_t n, int64_t step_s);

/// Steps of `horizon_s` (0: horizon_default_s) of a history of `n` steps at `step_s`, rounded up.
/// Longer than the history is a warning; more than HORIZON_MOST_STEPS or a negative one an error.
int horizon_steps(int64_t horizon_s, size_t n, int64_t step_s, size_t *steps, struct notes *notes,
                  struct err *err);

#endif
