#include "forecast/fallback.h"

#include "base/memory.h"
#include "forecast/naive.h"

#include <math.h>
#include <stdlib.h>

/// Error against seasonal naive's from which it has a share, and at which it has all. Below the
/// first the difference is mostly chance, and the middle of nine members is the safer forecast: of
/// 1, 1.2, 1.3, 1.5, 1.8, 2.2 and 3, over windows within the training parts of the odd M4 Hourly
/// series (bench-m4 INNER=5 and 8), the error falls up to 2.2 and MSIS is least there.
#define WORSE_FROM 2.2
#define WORSE_FULLY 3.0

enum { HALF_LIVES = 4 };

double fallback_share(const struct history *history, const struct trials *trials)
{
    double ours = 0;
    double naive = 0;
    if (history->season == 0 || trials->count == 0)
        return 0;
    double *path = mem_alloc(trials->steps, sizeof *path);
    for (size_t o = 0; o < trials->count; o++) {
        size_t origin = trials->origin[o];
        double age = (double)(trials->count - 1 - o) / (double)trials->count;
        double weight = exp2(-HALF_LIVES * age);
        if (origin < history->season)
            continue;
        naive_predict(history, history->season, origin, trials->steps, path);
        for (size_t h = 0; h < trials->steps; h++) {
            if (history->weight[origin + h] <= 0)
                continue;
            double value = history->value[origin + h];
            ours += weight * fabs(value - trials->path[o * trials->steps + h]);
            naive += weight * fabs(value - path[h]);
        }
    }
    free(path);
    double ratio = naive > 0 ? ours / naive : 0;
    return fmin(fmax((ratio - WORSE_FROM) / (WORSE_FULLY - WORSE_FROM), 0), 1);
}

/// One path from `origin`, by the share for `whole` steps, then by less until step `until`.
static void move(const struct history *history, double share, size_t origin, size_t whole,
                 size_t until, size_t steps, double *path)
{
    double *naive = mem_alloc(steps, sizeof *naive);
    naive_predict(history, history->season, origin, steps, naive);
    for (size_t h = 0; h < steps && h < until; h++) {
        double left = h < whole ? 1 : (double)(until - h) / (double)(until - whole + 1);
        path[h] += left * share * (naive[h] - path[h]);
    }
    free(naive);
}

void fallback_trials(const struct history *history, double share, struct trials *trials)
{
    for (size_t o = 0; o < trials->count && share > 0; o++)
        if (trials->origin[o] >= history->season)
            move(history, share, trials->origin[o], trials->steps, trials->steps, trials->steps,
                 trials->path + o * trials->steps);
}

void fallback_path(const struct history *history, double share, size_t whole, size_t until,
                   size_t steps, double *path)
{
    if (share > 0)
        move(history, share, history->n, whole, until > whole ? until : whole, steps, path);
}
