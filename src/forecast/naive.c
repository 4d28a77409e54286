#include "forecast/naive.h"

#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdlib.h>

/// Upper end of the 95 % interval.
#define INTERVAL_HIGH 0.975

/// The line looks back over this many steps at most: drift is about now.
enum { LINE_WINDOW = 200 };

static void drift_predict(const struct history *history, size_t origin, size_t steps, double *path)
{
    size_t window = origin < LINE_WINDOW ? origin : LINE_WINDOW;
    const double *value = history->value + origin - window;
    double time[LINE_WINDOW] = {0};
    double level[3];
    for (size_t t = 0; t < window; t++)
        time[t] = (double)t;
    struct theil_sen line = {0};
    if (theil_sen_fit(time, value, window, 0.9, &line)) {
        // Half the width of the interval is 1.64 standard errors.
        double error = (line.high - line.low) / 3.28;
        double t = error > 0 ? line.slope / error : line.slope != 0 ? INFINITY : 0;
        line.slope *= isinf(t) ? 1 : t * t / (t * t + 4);
    }
    size_t last = window < 3 ? window : 3;
    for (size_t i = 0; i < last; i++)
        level[i] = value[window - 1 - i] + line.slope * (double)i;
    double start = median_select(level, last);
    for (size_t h = 0; h < steps; h++)
        path[h] = start + line.slope * (double)(h + 1 < window ? h + 1 : window);
}

void naive_predict(const struct history *history, size_t season, size_t origin, size_t steps,
                   double *path)
{
    if (season > 0 && origin >= season) {
        for (size_t h = 0; h < steps; h++)
            path[h] = history->value[origin - season + h % season];
        return;
    }
    drift_predict(history, origin, steps, path);
    for (size_t h = 0; h < steps && history->nonnegative; h++)
        path[h] = fmax(path[h], 0);
}

void naive_trials(const struct history *history, size_t season, size_t steps, struct trials *trials)
{
    *trials = (struct trials){0};
    size_t first = history->n / 2;
    if (season > 0 && first < season && history->n > season + 1)
        first = season;
    trials->held_out = history->n - first;
    trials->steps = steps < (trials->held_out + 1) / 2 ? steps : (trials->held_out + 1) / 2;
    size_t span = trials->held_out - trials->steps;
    size_t stride = span / (TRIALS_MOST - 1) + 1;
    trials->path = mem_alloc(TRIALS_MOST * trials->steps, sizeof(double));
    for (size_t ahead = 0; ahead <= span && trials->count < TRIALS_MOST; ahead += stride) {
        size_t origin = first + ahead;
        naive_predict(history, season, origin, trials->steps,
                      trials->path + trials->count * trials->steps);
        trials->origin[trials->count++] = origin;
    }
}

void naive_recall(const struct history *history, size_t from, struct predictive_table *outlook)
{
    double *seen = mem_alloc(history->n, sizeof *seen);
    size_t count = 0;
    for (size_t i = 0; i < history->n; i++)
        if (history->weight[i] > 0)
            seen[count++] = history->value[i];
    sort_values(seen, count);
    double high = quantile_sorted(seen, count, INTERVAL_HIGH);
    for (size_t h = from; h < outlook->steps && count > 0; h++) {
        double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        for (size_t i = PREDICTIVE_P90; i < PREDICTIVE_LEVELS; i++)
            row[i] = fmax(row[i], quantile_sorted(seen, count, predictive_level[i]));
        outlook->high[h] = fmax(outlook->high[h], high);
    }
    free(seen);
}
