// How many instances, when demand that is not served costs money: over demands that are equally
// likely.
#ifndef HEADROOM_SIZING_LOST_DEMAND_H
#define HEADROOM_SIZING_LOST_DEMAND_H

#include <stddef.h>

/// What may come and what it costs. Demands are per second.
struct lost_demand {
    const double *demand; ///< ascending, each as likely as the others
    size_t n;
    double per_instance;  ///< above 0
    double price_hour;    ///< of an instance, above 0
    double request_value; ///< money that one of the demand is worth, 0 or more
};

/// What a number of instances comes to, an hour.
struct lost_demand_cost {
    double instances;
    double capacity_hour;
    double lost_hour;   ///< value x demand beyond the instances, on average
    double total_hour;  ///< both
    double regret;      ///< the largest cost above the best number for one of the demands
    double short_share; ///< of the time: demand is beyond the instances
    double lost_share;  ///< of the demand
};

struct lost_demand_cost lost_demand_at(const struct lost_demand *question, double instances);

/// The number with the least expected total, of equal ones the fewest: one more is taken while it
/// saves more than it costs, up to the quantile 1 - price / (3600 value per_instance).
struct lost_demand_cost lost_demand_expected(const struct lost_demand *question);

/// The number whose largest regret is the least, of equal ones the fewest.
struct lost_demand_cost lost_demand_minimax(const struct lost_demand *question);

/// The quantile of demand that it pays to serve; 0: none does.
double lost_demand_quantile(const struct lost_demand *question);

/// `n` equally likely demands, ascending, of which `mid` is the median and a share `confidence`
/// lies between `low` and `high`: lognormal with a spread of its own on either side (0 < low <= mid
/// <= high).
void demand_interval(double low, double mid, double high, double confidence, double *demand,
                     size_t n);

#endif
