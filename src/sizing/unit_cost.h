// What one request, and one unit of what drives demand, costs.
#ifndef HEADROOM_SIZING_UNIT_COST_H
#define HEADROOM_SIZING_UNIT_COST_H

/// Money for 1,000 requests when `cost_hour` an hour serves `rate` a second: cost / (3.6 rate). NaN
/// for a rate of 0.
double cost_per_thousand(double cost_hour, double rate);

/// Money for one unit of the driver (an order, a user) of which `driver` come a second: cost /
/// (3600 driver). NaN for 0.
double cost_per_driver_unit(double cost_hour, double driver);

/// Money for 1,000 more requests: price (1 + headroom) / (3.6 per_instance).
double marginal_cost_per_thousand(double price_hour, double headroom, double per_instance);

#endif
