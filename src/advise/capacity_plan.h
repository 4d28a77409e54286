// The capacity plan: the forecast sized week by week, and what follows from it: how many instances
// by when, when to order, what it costs, and what happens when nothing is done.
#ifndef HEADROOM_ADVISE_CAPACITY_PLAN_H
#define HEADROOM_ADVISE_CAPACITY_PLAN_H

#include "forecast/forecast.h"
#include "forecast/peaks.h"
#include "series/series.h"
#include "sizing/plan_row.h"
#include "sizing/remedies.h"
#include "sizing/runout.h"

#include <stdbool.h>
#include <stddef.h>

/// A column of the forecast: the mean, or a quantile by its place in forecast_level.
enum plan_column { PLAN_MEAN, PLAN_P50, PLAN_P90, PLAN_P95, PLAN_P99, PLAN_COLUMNS };

/// What a plan is made from. Demand and per_instance are in one unit.
struct plan_inputs {
    const struct series *history;
    const struct forecast *forecast;
    const struct peaks
        *peaks; ///< of its weeks, by which they are sized; NULL: by their highest step
    struct sizing sizing;
    enum plan_column column; ///< planned for; headroom comes on top
    double current;          ///< instances in service; NaN: not given
    double lead_time_s;      ///< from order to service; NaN: not given
    double review_s;         ///< until the plan is made again; NaN: not given
    double miss_price_hour;  ///< what an hour without an instance that is needed costs; NaN
    double cache_hit;        ///< share that a cache has answered: demand is without it
    instant as_of;           ///< now; INSTANT_NONE: the last time of the data
};

/// Seven days from the start of the forecast (the last one may be shorter), provided for as a
/// whole: a week needs what its peak needs, or its highest step.
struct plan_week {
    instant start;
    instant end;                  ///< exclusive
    double step[PLAN_COLUMNS];    ///< the highest of every column of the forecast
    double highest[PLAN_COLUMNS]; ///< the same, or what is higher: of the week's peak
    instant peak_time;            ///< step of the highest demand in the planned column
    struct plan_row row;
    double needed; ///< instances before max
    double kept;   ///< in service: no fewer than the week has, and those of a dip shorter than the
                   ///< lead time, which is not worth giving instances back and ordering them again
};

/// What the horizon brings to a fleet that stays as it is, at the planned column.
struct plan_inaction {
    double instances;       ///< the fleet that stays
    double utilization;     ///< of all its instances, in the busiest week that is provided for
    bool peak_uses_buffers; ///< that week leaves less than the headroom and spare asked for
    instant buffers_used;   ///< first step that eats into headroom or spare; INSTANT_NONE: never
    instant overload;       ///< first step with more demand than all instances take
    double steps_over;      ///< share of the steps with more than that
    double demand_unserved; ///< share of the demand that is beyond it
    double missing_hours;   ///< of instances, for the demand that is beyond it
    double cost_month;      ///< of the fleet; NaN without a price
    double cost_missing;    ///< of the missing hours, for the horizon; NaN without a miss price
};

/// What of today's fleet is not needed any more: given back, it is not missed within the horizon.
struct plan_excess {
    double instances;  ///< 0: nothing can be given back
    instant from;      ///< from this week on; INSTANT_NONE
    double cost_month; ///< what they cost; NaN without a price
    double kept_month; ///< what today's fleet costs
    double over_month; ///< by how much that is over the budget; 0
    double release;    ///< how many have to go for the rest to be within the budget
};

/// A calendar month, as far as the horizon covers it.
struct plan_month {
    instant start;     ///< first instant of the month
    double hours;      ///< that the horizon covers
    double hours_all;  ///< that the month has
    double cost;       ///< of the kept instances in those hours; NaN without a price
    double as_today;   ///< of today's instances in them
    double high;       ///< of what the highest quantile needs
    double peak_month; ///< the rate a month of its dearest hour
    double share;      ///< of the budget, at the month's mean rate; NaN without a budget
};

/// What a plan looks at the limits of.
enum plan_limit { PLAN_LIMIT_CURRENT, PLAN_LIMIT_MAX, PLAN_LIMIT_BUDGET, PLAN_LIMITS };

/// When a limit is passed, by the step, as headroom runout says it.
struct plan_limit_date {
    bool given;       ///< the current fleet is dated even where it is only what was needed last
    double instances; ///< that it allows
    struct runout when;
};

enum plan_verdict {
    PLAN_ENOUGH,     ///< the fleet as it is suffices, and nothing is to order until the next review
    PLAN_ENOUGH_YET, ///< it suffices for the horizon, which is too short to tell the same
    PLAN_GROW,       ///< more is needed, and there is time to order it
    PLAN_LATE,       ///< more is needed sooner than it can be had
    PLAN_OVER_BUDGET, ///< what is needed costs, by the month at its rate, more than the budget in a
                      ///< week
    PLAN_NOT_MET,     ///< max keeps the fleet below what is needed
};

enum { PLAN_VERDICTS = PLAN_NOT_MET + 1 };

struct capacity_plan {
    struct plan_inputs in;
    instant data_end;       ///< last time of the history that has a value
    struct plan_row recent; ///< the last seven days of the history at their highest step, sized
    instant recent_time;    ///< of that step
    double baseline;        ///< instances that the plan starts from
    bool baseline_given;    ///< by --current; otherwise what the last seven days need
    struct plan_week *week;
    size_t weeks;
    size_t largest;          ///< index of the first week with the most instances
    size_t busiest;          ///< of the week with the highest demand, which has as many
    instant needed_at;       ///< first step that needs more than the baseline, or its week's start
    size_t needed_week;      ///< first week that needs more than the baseline; SIZE_MAX: none
    struct order_date order; ///< of what that step needs
    struct order_date
        quota;           ///< of a higher max: by the start of the first week that it keeps short
    double needed_most;  ///< instances that the busiest week needs, without max
    double needed_month; ///< what they cost; NaN without a price
    size_t needed_over;  ///< weeks in which what is needed costs more than the budget
    double short_today;  ///< instances that the last seven days needed beyond --current; 0
    instant end;         ///< of the horizon
    instant known_from;  ///< to where it has to reach for an order to be ruled out
    double cost_total;   ///< of the horizon: every week's fleet by its hours; NaN without a price
    struct plan_month *month;
    size_t months;
    size_t months_over;  ///< whose mean rate is above the budget
    size_t over_budget;  ///< weeks whose monthly cost is above the budget
    size_t not_met;      ///< weeks that max keeps short
    size_t not_met_week; ///< the first of them; SIZE_MAX when there is none
    double shortfall;    ///< most instances by which max does
    struct plan_limit_date limit[PLAN_LIMITS];
    struct plan_inaction inaction;
    struct plan_excess excess;
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

/// What a week has in service when dips are held: `instances` of each week, in place; a dip is held
/// that ends within lead_time_s (NaN: none is) and that `before` (NaN: not given) or a week before
/// it were above.
void plan_hold_dips(double *instances, size_t weeks, double before, double lead_time_s);

/// The week that holds `time`, SIZE_MAX when none does.
size_t plan_week_at(const struct capacity_plan *plan, instant time);

/// The demand of the busiest week with the terms of the plan, as remedies are found for it.
struct sized_demand plan_asked(const struct capacity_plan *plan);

/// "current", "max", "budget".
const char *plan_limit_name(enum plan_limit limit);

/// "enough", "enough so far", "order", "late", "over budget", "cannot be met".
const char *plan_verdict_name(enum plan_verdict verdict);

void capacity_plan_release(struct capacity_plan *plan);

#endif
