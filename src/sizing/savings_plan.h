// A savings plan, money an hour that is spent on any of several types at a discount, alone and
// beside reservations.
#ifndef HEADROOM_SIZING_SAVINGS_PLAN_H
#define HEADROOM_SIZING_SAVINGS_PLAN_H

#include <stddef.h>

/// One type of a fleet: its use and its prices of an hour.
struct plan_type {
    const double *units; ///< [steps of the fleet]
    double on_demand;
    double planned;  ///< under the plan
    double reserved; ///< effective, of a reservation; NaN: none is offered
};

struct plan_fleet {
    const struct plan_type *type;
    size_t types;
    const double *hours; ///< [steps] length of each
    size_t steps;
};

/// What is committed, and what it costs over the steps. Release with plan_choice_release.
struct plan_choice {
    double plan_hour; ///< money an hour
    double *reserved; ///< [types] units
    double cost;
    double on_demand_cost; ///< without any commitment
    double unused;         ///< share of the plan's money that serves nothing
};

/// What `plan_hour` and `reserved` cost: reservations serve first, then in each step the plan pays
/// for what it makes cheapest, (on_demand - planned) / on_demand, until its money is used, the rest
/// is on demand.
void plan_cost(const struct plan_fleet *fleet, struct plan_choice *choice);

/// The cheapest plan without reservations: cost is convex in it with corners where a step's types
/// are paid in full, so the corner where one unit of money more no longer earns itself is the
/// answer. The least of equals.
void savings_plan_best(const struct plan_fleet *fleet, struct plan_choice *choice);

/// The cheapest whole reservations of each type without a plan, into a choice that plan_cost takes.
void reservations_best(const struct plan_fleet *fleet, struct plan_choice *choice);

/// Plan and whole reservations together, by coordinate descent from three starts (the plan alone,
/// nothing, each type's own best number of reservations), until nothing is gained.
void plan_and_reservations_best(const struct plan_fleet *fleet, struct plan_choice *choice);

void plan_choice_release(struct plan_choice *choice);

#endif
