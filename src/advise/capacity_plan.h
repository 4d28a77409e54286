// The capacity plan: the forecast sized week by week, and what follows from it: how many instances
// by when, when to order, what it costs, and what happens when nothing is done.
#ifndef HEADROOM_ADVISE_CAPACITY_PLAN_H
#define HEADROOM_ADVISE_CAPACITY_PLAN_H

#include "forecast/forecast.h"
#include "series/series.h"
#include "sizing/plan_row.h"
#include "sizing/runout.h"

#include <stdbool.h>
#include <stddef.h>

/// A column of the forecast: the mean, or a quantile by its place in forecast_level.
enum plan_column { PLAN_MEAN, PLAN_P50, PLAN_P90, PLAN_P95, PLAN_P99, PLAN_COLUMNS };

/// What a plan is made from. Demand and per_instance are in one unit.
struct plan_inputs {
    const struct series *history;
    const struct forecast *forecast;
    struct sizing sizing;
    enum plan_column column; ///< planned for; headroom comes on top
    double current;          ///< instances in service; NaN: not given
    double lead_time_s;      ///< from order to service; NaN: not given
    instant as_of;           ///< now; INSTANT_NONE: the last time of the data
};

/// Seven days from the start of the forecast (the last one may be shorter), provided for as a
/// whole: a week needs what its highest step needs.
struct plan_week {
    instant start;
    instant end;                  ///< exclusive
    double highest[PLAN_COLUMNS]; ///< of every column of the forecast
    instant peak_time;            ///< step of the highest demand in the planned column
    struct plan_row row;
    double needed; ///< instances before max
};

/// What the horizon brings to a fleet that stays as it is, at the planned column.
struct plan_inaction {
    double instances;       ///< the fleet that stays
    double utilization;     ///< highest, of all its instances
    instant buffers_used;   ///< first step that eats into headroom or spare; INSTANT_NONE: never
    instant overload;       ///< first step with more demand than all instances take
    double steps_over;      ///< share of the steps with more than that
    double demand_unserved; ///< share of the demand that is beyond it
};

enum plan_verdict {
    PLAN_ENOUGH,      ///< the fleet as it is suffices for the horizon
    PLAN_GROW,        ///< more is needed, and there is time to order it
    PLAN_LATE,        ///< more is needed sooner than it can be had
    PLAN_OVER_BUDGET, ///< what is needed costs more than the budget
    PLAN_NOT_MET,     ///< max keeps the fleet below what is needed
};

struct capacity_plan {
    struct plan_inputs in;
    instant data_end;       ///< last time of the history that has a value
    struct plan_row recent; ///< the last seven days of the history at their highest step, sized
    instant recent_time;    ///< of that step
    double baseline;        ///< instances that the plan starts from
    bool baseline_given;    ///< by --current; otherwise what the last seven days need
    struct plan_week *week;
    size_t weeks;
    size_t largest;      ///< index of the first week with the most instances
    size_t busiest;      ///< of the week with the highest demand, which has as many
    instant needed_by;   ///< start of the first week that needs more than the baseline, or NONE
    size_t needed_week;  ///< its index; SIZE_MAX when none does
    instant order_by;    ///< needed_by less the lead time; INSTANT_NONE without one
    double cost_total;   ///< of the horizon: every week's fleet by its hours; NaN without a price
    size_t over_budget;  ///< weeks whose monthly cost is above the budget
    size_t not_met;      ///< weeks that max keeps short
    size_t not_met_week; ///< the first of them; SIZE_MAX when there is none
    double shortfall;    ///< most instances by which max does
    struct runout limit; ///< of the largest fleet allowed by max; meaningful with has_limit
    bool has_limit;
    struct plan_inaction inaction;
    enum plan_verdict verdict;
};

/// The value of step i in a column of the forecast.
double plan_forecast_value(const struct forecast *forecast, enum plan_column column, size_t i);

/// "mean", "p50" ... "p99".
const char *plan_column_name(enum plan_column column);

/// The reverse; `name` is one of them.
enum plan_column plan_column_named(const char *name);

/// Makes the plan; `inputs` are copied, what they point at must outlive it. Errors: sizing_check's;
/// a history without any value in its last seven days.
int capacity_plan_make(const struct plan_inputs *inputs, struct capacity_plan *plan,
                       struct err *err);

/// The week that holds `time`, SIZE_MAX when none does.
size_t plan_week_at(const struct capacity_plan *plan, instant time);

/// "enough", "order", "late", "over budget", "cannot be met".
const char *plan_verdict_name(enum plan_verdict verdict);

void capacity_plan_release(struct capacity_plan *plan);

#endif
