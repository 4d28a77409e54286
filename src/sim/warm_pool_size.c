#include "sim/warm_pool_size.h"

#include <math.h>

double warm_pool_size(const struct warm_pool *pool, double max, double desired)
{
    if (!pool->present)
        return 0;
    double prepared = isnan(pool->max_prepared) ? max : pool->max_prepared;
    // fmax leaves out a minimum that is not given.
    return fmax(fmax(prepared - desired, 0), pool->min_size);
}
