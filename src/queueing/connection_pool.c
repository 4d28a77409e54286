#include "queueing/connection_pool.h"

#include "queueing/mmc.h"

#include <math.h>

static const double most_connections = 1e6;

static double wait_over(double connections, const struct connection_pool *pool, double wait)
{
    const struct mmc station = mmc_station(connections, pool->busy);
    return mmc_wait_tail(&station, wait);
}

struct connection_pool connection_pool_size(double rate, double hold_s, double wait_s, double share)
{
    struct connection_pool pool = {.busy = rate * hold_s, .size = (double)NAN};
    // More connections never wait longer: the answer lies between the load and twice a step.
    double low = floor(pool.busy), high = low + 1;
    while (wait_over(high, &pool, wait_s / hold_s) > share && high < most_connections) {
        double step = high - floor(pool.busy);
        low = high;
        high += step;
    }
    if (high >= most_connections)
        return pool;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (wait_over(middle, &pool, wait_s / hold_s) > share)
            low = middle;
        else
            high = middle;
    }
    pool.size = high;
    pool.wait_over = wait_over(high, &pool, wait_s / hold_s);
    return pool;
}
