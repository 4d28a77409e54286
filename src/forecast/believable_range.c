#include "forecast/believable_range.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A maximum of fewer values is too often passed by the next one.
enum { ENOUGH_VALUES = 60, HOURS_A_DAY = 24 };

/// A centre above this quantile of the same hours has grown.
#define USUAL_HIGH 0.9

/// How far beyond the highest value a quantile may go, by its level.
#define ROOM_P95 0.1
#define ROOM_P99 0.3
#define ROOM_RARER 0.5

static size_t seen_hour(const struct believable_range *seen, size_t t)
{
    return t % seen->season * seen->hours / seen->season;
}

/// The present values, hour after hour; those of hour k begin at first[k] and end at first[k + 1].
struct by_hour {
    double *value;
    size_t first[HOURS_A_DAY + 1];
};

static bool is_present(const double *value, const double *weight, size_t t)
{
    return !isnan(value[t]) && (weight == NULL || weight[t] > 0);
}

static void sort_by_hour(const struct believable_range *seen, const double *value,
                         const double *weight, struct by_hour *sorted)
{
    size_t count[HOURS_A_DAY] = {0};
    for (size_t t = 0; t < seen->n; t++)
        count[seen_hour(seen, t)] += is_present(value, weight, t) ? 1 : 0;
    sorted->first[0] = 0;
    for (size_t hour = 0; hour < seen->hours; hour++) {
        sorted->first[hour + 1] = sorted->first[hour] + count[hour];
        count[hour] = sorted->first[hour];
    }
    for (size_t t = 0; t < seen->n; t++)
        if (is_present(value, weight, t))
            sorted->value[count[seen_hour(seen, t)]++] = value[t];
}

/// The values of an hour and of the hours up to `apart` from it; returns how many.
static size_t pool_values(const struct believable_range *seen, const struct by_hour *sorted,
                          size_t hour, size_t apart, double *pool)
{
    size_t count = 0;
    size_t hours = 2 * apart + 1 < seen->hours ? 2 * apart + 1 : seen->hours;
    for (size_t k = 0; k < hours; k++) {
        size_t at = (hour + seen->hours - apart + k) % seen->hours;
        size_t length = sorted->first[at + 1] - sorted->first[at];
        memcpy(pool + count, sorted->value + sorted->first[at], length * sizeof *pool);
        count += length;
    }
    return count;
}

void believable_range_init(struct believable_range *seen, const double *value, const double *weight,
                           size_t n, size_t season)
{
    *seen = (struct believable_range){.n = n, .season = season > 1 ? season : 1, .raised = 1};
    seen->hours = seen->season < HOURS_A_DAY ? seen->season : HOURS_A_DAY;
    seen->highest = mem_alloc(seen->hours, sizeof *seen->highest);
    seen->usual = mem_alloc(seen->hours, sizeof *seen->usual);
    struct by_hour sorted = {.value = mem_alloc(n, sizeof(double))};
    double *pool = mem_alloc(n, sizeof *pool);
    sort_by_hour(seen, value, weight, &sorted);
    seen->least = INFINITY;
    seen->most = -INFINITY;
    for (size_t hour = 0; hour < seen->hours; hour++) {
        size_t apart = seen->season >= HOURS_A_DAY ? 1 : 0;
        size_t count = pool_values(seen, &sorted, hour, apart, pool);
        while (count < ENOUGH_VALUES && 2 * apart + 1 < seen->hours)
            count = pool_values(seen, &sorted, hour, ++apart, pool);
        seen->highest[hour] = -INFINITY;
        for (size_t i = 0; i < count; i++) {
            seen->highest[hour] = fmax(seen->highest[hour], pool[i]);
            seen->least = fmin(seen->least, pool[i]);
        }
        seen->most = fmax(seen->most, seen->highest[hour]);
        seen->usual[hour] = quantile_select(pool, count, USUAL_HIGH);
    }
    seen->may_be_negative = seen->least < 0;
    free(sorted.value);
    free(pool);
}

double believable_range_growth_limit(size_t n, double ahead)
{
    return exp2(fmin(0.5 + ahead / (double)n, 60));
}

static double growth_limit(const struct believable_range *seen, size_t ahead)
{
    return seen->is_capped ? INFINITY : believable_range_growth_limit(seen->n, (double)ahead);
}

double believable_range_centre_limit(const struct believable_range *seen, size_t ahead)
{
    double limit = growth_limit(seen, ahead);
    return seen->most + (limit - 1) * (seen->most - (seen->may_be_negative ? seen->least : 0));
}

static double room_of(double level)
{
    return level <= 0.95 ? ROOM_P95 : level <= 0.99 ? ROOM_P99 : ROOM_RARER;
}

double believable_range_limit(const struct believable_range *seen, size_t ahead, double centre,
                              double level)
{
    size_t hour = seen_hour(seen, seen->n + ahead);
    double highest = seen->highest[hour];
    double usual = seen->usual[hour];
    double limit = highest + room_of(level) * (highest - seen->least);
    if (seen->may_be_negative)
        limit += fmax(centre - usual, 0);
    else if (usual > 0)
        limit *= fmin(fmax(centre / usual, 1), growth_limit(seen, ahead));
    double wandered = seen->wander * sqrt((double)ahead + 1) * normal_quantile(level);
    limit *= limit > 0 ? seen->raised : 1;
    return fmax(limit, centre > 0 && wandered > 0 ? centre * exp(wandered) : centre);
}

void believable_range_release(struct believable_range *seen)
{
    free(seen->highest);
    free(seen->usual);
}
