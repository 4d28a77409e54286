// What tells early that a capacity plan is wrong: bounds of its weeks, and how far a measurement
// may stray from them by chance. For alarms; plans know them as they are made.
#ifndef HEADROOM_ADVISE_PLAN_WATCH_H
#define HEADROOM_ADVISE_PLAN_WATCH_H

#include "advise/capacity_plan.h"

#include <stddef.h>
#include <stdint.h>

/// Demand is as it is measured, before a cache takes its share off.
struct plan_watch {
    int64_t step_s;     ///< of the steps that are counted: those of the backtest
    double window;      ///< steps that are looked at: a day, seven at least
    double share;       ///< of all steps that may be above what is planned for, at most
    bool is_measured;   ///< that share: by the backtest, beyond what the quantile says
    double above;       ///< this many of the window are more than chance; NaN: all may be
    double chance;      ///< that so many are above in a window, at most
    double error;       ///< mean absolute one of the backtest; NaN: none
    double most;        ///< demand that max, or the most that the plan has, carries; NaN
    double lead_time_s; ///< NaN: not given
};

void plan_watch_make(const struct capacity_plan *plan, struct plan_watch *watch);

/// Of a week: the demand that is planned for, the mean of its steps, the instances in service.
double plan_watch_demand(const struct capacity_plan *plan, size_t week);
double plan_watch_mean(const struct capacity_plan *plan, size_t week);
double plan_watch_instances(const struct capacity_plan *plan, size_t week);

#endif
