#include "sizing/platform_ramp.h"

#include <math.h>

/// A search is no longer than this: four months.
#define LONGEST_S 1e7

double platform_at_once(const struct platform_ramp *ramp, double time_s)
{
    if (time_s < 0)
        return 0;
    double grown = isinf(ramp->per_second) ? INFINITY : ramp->start + ramp->per_second * time_s;
    return fmin(ramp->quota, grown);
}

/// The time at which the ramp has reached the quota; infinite when it never does.
static double full_s(const struct platform_ramp *ramp)
{
    if (isinf(ramp->per_second) || ramp->start >= ramp->quota)
        return 0;
    return (ramp->quota - ramp->start) / ramp->per_second;
}

struct backlog {
    const struct platform_ramp *ramp;
    double requests;
    double duration_s;
};

/// How many more have begun by `time_s` than there are.
static double excess(double time_s, void *context)
{
    const struct backlog *backlog = context;
    double full = full_s(backlog->ramp);
    double begun = 0;
    // Rounds that began with all places taken are counted in one go.
    double rounds = isinf(full) || isinf(backlog->ramp->quota)
                        ? 0
                        : fmax(floor((time_s - full) / backlog->duration_s) + 1, 0);
    begun += rounds > 0 ? rounds * backlog->ramp->quota : 0;
    for (double t = time_s - rounds * backlog->duration_s; t >= 0; t -= backlog->duration_s)
        begun += platform_at_once(backlog->ramp, t);
    return begun - backlog->requests;
}

double platform_begun_s(const struct platform_ramp *ramp, double requests, double duration_s)
{
    struct backlog backlog = {ramp, requests, duration_s};
    if (platform_at_once(ramp, 0) >= requests)
        return 0;
    double late = duration_s;
    while (excess(late, &backlog) < 0 && late < LONGEST_S)
        late *= 2;
    if (excess(late, &backlog) < 0)
        return INFINITY;
    // The sum jumps where a round begins, so that the crossing is found by halving.
    double early = 0;
    for (int i = 0; i < 200 && late - early > 1e-9 * late; i++) {
        double middle = (early + late) / 2;
        if (excess(middle, &backlog) < 0)
            early = middle;
        else
            late = middle;
    }
    return late;
}
