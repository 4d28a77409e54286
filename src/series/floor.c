#include "series/floor.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

bool series_floor(const struct series *series, struct rate_floor *found)
{
    enum { FEWEST = 12, PART = 20 };
    static const double tolerance = 1.01;
    static const double busy = 1.5;
    *found = (struct rate_floor){.rate = INFINITY};
    if (series->unit.dimension != DIMENSION_RATE)
        return false;
    double *known = mem_alloc(series->n, sizeof *known);
    for (size_t i = 0; i < series->n; i++)
        if (!isnan(series->value[i])) {
            known[found->known++] = series->value[i];
            found->rate = fmin(found->rate, series->value[i]);
        }
    for (size_t i = 0; i < found->known; i++)
        found->steps += known[i] <= found->rate * tolerance;
    double median = found->known > 0 ? median_select(known, found->known) : 0;
    free(known);
    return found->known > 0 && found->rate > 0 && found->steps >= FEWEST &&
           found->steps * PART >= found->known && median >= busy * found->rate;
}

size_t series_take_floor(struct series *series, double rate)
{
    size_t below = 0;
    for (size_t i = 0; i < series->n; i++) {
        below += series->value[i] < rate;
        if (!isnan(series->value[i]))
            series->value[i] = fmax(series->value[i] - rate, 0);
    }
    return below;
}
