#include "advise/demand_rise.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

void demand_rise(const struct demand *demand, double seconds, const double *q, size_t count,
                 double *factor)
{
    double ticks = ceil(seconds * 1000 / (double)demand->tick_ms);
    size_t lag = ticks < (double)demand->n ? (size_t)ticks : demand->n;
    double *rise = mem_alloc(demand->n, sizeof *rise);
    size_t n = 0;
    for (size_t i = 0; i + lag < demand->n; i++)
        if (demand->value[i] > 0)
            rise[n++] = demand->value[i + lag] / demand->value[i];
    for (size_t i = 0; i < count; i++)
        factor[i] = n == 0 ? 1 : fmax(quantile_select(rise, n, q[i]), 1);
    free(rise);
}
