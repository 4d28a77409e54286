// What to buy for one period: how many units to commit, what stays on demand, what may be spot.
#ifndef HEADROOM_SIZING_PURCHASE_MIX_H
#define HEADROOM_SIZING_PURCHASE_MIX_H

#include "sizing/fleet_use.h"
#include "sizing/spot_fleet.h"

/// Prices of an hour of one unit, in one currency.
struct purchase_prices {
    double on_demand;
    double committed; ///< effective: with what is paid at the start spread over the term
    double spot;      ///< NaN: no spot
};

struct purchase_question {
    const struct fleet_use *use;
    struct purchase_prices price;
    double owned;     ///< units that are committed already: sunk, so their cost is in no choice
    double least_use; ///< share of its hours that the last committed unit has to serve; 0: any
    struct spot_rule spot;
};

/// What a level of commitment costs, over the hours of the fleet's use.
struct purchase_mix {
    double commit; ///< units that are bought
    double cost;
    double on_demand_cost;  ///< of all above what is owned, on demand
    double fixed_peak_cost; ///< of the peak above what is owned, on demand for all hours
    double used_hours;      ///< of owned and committed units
    double unused_hours;
    double on_demand_hours;
    double spot_hours; ///< that are served by spot
    double spot_paid_hours;
};

/// The cost when `commit` units are bought: owned and committed ones serve first, then spot within
/// its share of the fleet, then units on demand.
void purchase_mix_at(const struct purchase_question *question, double commit,
                     struct purchase_mix *mix);

/// The cheapest level, the smallest of equals. Without spot a unit above what is owned is bought
/// exactly where the share of the time in which it is needed exceeds committed / on_demand; with
/// spot every level is tried.
void purchase_mix_best(const struct purchase_question *question, struct purchase_mix *mix);

/// The smallest share g of the fleet (counts rounded) at which `commit` units cost no more than the
/// fleet on demand: below it the commitment is a loss. 0: it pays at any size; NaN: not even at
/// today's. By bisection.
double purchase_pays_above(const struct purchase_question *question, double commit);

#endif
