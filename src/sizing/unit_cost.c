#include "sizing/unit_cost.h"

#include <math.h>

double cost_per_thousand(double cost_hour, double rate)
{
    return rate > 0 ? cost_hour / (3.6 * rate) : (double)NAN;
}

double cost_per_driver_unit(double cost_hour, double driver)
{
    return driver > 0 ? cost_hour / (3600 * driver) : (double)NAN;
}

double marginal_cost_per_thousand(double price_hour, double headroom, double per_instance)
{
    return price_hour * (1 + headroom) / (3.6 * per_instance);
}
