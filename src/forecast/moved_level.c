#include "forecast/moved_level.h"

#include "forecast/ensemble.h"

#include <math.h>

/// The move must make the trials this much better. Of 1, 0.95, 0.85 and 0.7, the least that costs
/// nothing on made shifts.
#define CLEAR_GAIN 0.95

/// Mean absolute log error of the trials of `history` that began at or after step `change`, on the
/// scale of `moved`; NaN when there is none.
static double error_since(const struct history *history, const struct history *moved, size_t steps)
{
    struct ensemble ensemble;
    struct trials trials;
    double sum = 0;
    double seen = 0;
    double scale = history->scale / moved->scale;
    if (!ensemble_fit(&ensemble, history, steps, &trials))
        return NAN;
    for (size_t o = 0; o < trials.count; o++) {
        for (size_t h = 0; h < trials.steps && trials.origin[o] >= moved->change; h++) {
            size_t t = trials.origin[o] + h;
            if (history->weight[t] <= 0)
                continue;
            sum += fabs(history_log(moved, history->value[t] * scale) -
                        history_log(moved, trials.path[o * trials.steps + h] * scale));
            seen++;
        }
    }
    trials_release(&trials);
    ensemble_release(&ensemble);
    return seen > 0 ? sum / seen : NAN;
}

bool moved_level_is_better(const struct history *moved, const struct history *measured,
                           size_t steps)
{
    double now = error_since(moved, moved, steps);
    double before = error_since(measured, moved, steps);
    return !(now > CLEAR_GAIN * before);
}
