#include "forecast/seen.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// A maximum of fewer values is too often passed by the next one.
enum { ENOUGH_VALUES = 60, HOURS_A_DAY = 24 };

/// A centre above this quantile of the same hours has grown.
#define USUAL_HIGH 0.9

/// How far beyond the highest value a quantile may go, by its level.
#define ROOM_P95 0.1
#define ROOM_P99 0.3
#define ROOM_RARER 0.5

static size_t seen_hour(const struct seen *seen, size_t t)
{
    return t % seen->season * seen->hours / seen->season;
}

/// The values of one hour of the day (or one phase of a coarser season) and its neighbours.
static size_t pool_values(const struct seen *seen, const double *value, const double *weight,
                          size_t hour, size_t apart, double *pool)
{
    size_t count = 0;
    for (size_t t = 0; t < seen->n; t++) {
        size_t distance = (seen_hour(seen, t) + seen->hours - hour) % seen->hours;
        bool is_near = distance <= apart || distance + apart >= seen->hours;
        if (is_near && !isnan(value[t]) && (weight == NULL || weight[t] > 0))
            pool[count++] = value[t];
    }
    return count;
}

void seen_init(struct seen *seen, const double *value, const double *weight, size_t n,
               size_t season)
{
    *seen = (struct seen){.n = n, .season = season > 1 ? season : 1};
    seen->hours = seen->season < HOURS_A_DAY ? seen->season : HOURS_A_DAY;
    seen->highest = mem_alloc(seen->hours, sizeof *seen->highest);
    seen->usual = mem_alloc(seen->hours, sizeof *seen->usual);
    double *pool = mem_alloc(n, sizeof *pool);
    seen->least = INFINITY;
    seen->most = -INFINITY;
    for (size_t hour = 0; hour < seen->hours; hour++) {
        size_t apart = seen->season >= HOURS_A_DAY ? 1 : 0;
        size_t count = pool_values(seen, value, weight, hour, apart, pool);
        while (count < ENOUGH_VALUES && 2 * apart < seen->hours)
            count = pool_values(seen, value, weight, hour, ++apart, pool);
        seen->highest[hour] = -INFINITY;
        for (size_t i = 0; i < count; i++) {
            seen->highest[hour] = fmax(seen->highest[hour], pool[i]);
            seen->least = fmin(seen->least, pool[i]);
        }
        seen->most = fmax(seen->most, seen->highest[hour]);
        seen->usual[hour] = quantile_select(pool, count, USUAL_HIGH);
    }
    seen->may_be_negative = seen->least < 0;
    free(pool);
}

double seen_growth_limit(size_t n, double ahead)
{
    return exp2(fmin(0.5 + ahead / (double)n, 60));
}

double seen_centre_limit(const struct seen *seen, size_t ahead)
{
    double limit = seen_growth_limit(seen->n, (double)ahead);
    return seen->most + (limit - 1) * (seen->most - (seen->may_be_negative ? seen->least : 0));
}

static double room_of(double level)
{
    return level <= 0.95 ? ROOM_P95 : level <= 0.99 ? ROOM_P99 : ROOM_RARER;
}

double seen_limit(const struct seen *seen, size_t ahead, double centre, double level)
{
    size_t hour = seen_hour(seen, seen->n + ahead);
    double highest = seen->highest[hour];
    double usual = seen->usual[hour];
    double limit = highest + room_of(level) * (highest - seen->least);
    if (seen->may_be_negative)
        limit += fmax(centre - usual, 0);
    else if (usual > 0)
        limit *= fmin(fmax(centre / usual, 1), seen_growth_limit(seen->n, (double)ahead));
    return fmax(limit, centre);
}

void seen_release(struct seen *seen)
{
    free(seen->highest);
    free(seen->usual);
}
