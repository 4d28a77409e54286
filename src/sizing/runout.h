// When demand passes what a limit or a budget can carry, and by when more must be ordered.
#ifndef HEADROOM_SIZING_RUNOUT_H
#define HEADROOM_SIZING_RUNOUT_H

#include "sizing/remedies.h"
#include "time/instant.h"

#include <stddef.h>

/// Demand to come, a value a step. A NULL array is not known.
struct demand_path {
    size_t n;
    const instant *time;
    const double *planned;  ///< the column that the order goes by
    const double *expected; ///< median, or mean where there is none
    const double *high;     ///< the highest quantile
};

enum runout_status {
    RUNOUT_OK,
    RUNOUT_ORDER_NOW,          ///< within RUNOUT_NOTICE_S of as_of
    RUNOUT_LATE,               ///< the order should have been placed before as_of
    RUNOUT_NOT_WITHIN_HORIZON, ///< the planned demand never passes the capacity
};

enum { RUNOUT_STATUSES = RUNOUT_NOT_WITHIN_HORIZON + 1 };

/// Two weeks: an order that is due so soon is due now.
#define RUNOUT_NOTICE_S (14 * SECONDS_PER_DAY)

/// By when something has to be ordered so that it serves when it is needed.
struct order_date {
    instant needed_by; ///< INSTANT_NONE: it is not needed
    instant order_by;  ///< needed_by less the lead time; INSTANT_NONE where that is not known
    enum runout_status status;
};

/// Dates the order of what is needed at `needed_by`: the one function for plans and run-outs. A
/// lead time of NaN is not known.
struct order_date order_date_for(instant needed_by, double lead_time_s, instant as_of);

/// The time up to which demand has to be known for an order to be ruled out until the next review:
/// what is ordered then serves a lead time later. Missing times (NaN) are 0.
instant order_known_from(instant as_of, double lead_time_s, double review_s);

/// Dates are INSTANT_NONE where the demand does not pass the capacity, or is not known.
struct runout {
    instant earliest; ///< the high quantile's crossing
    instant expected;
    instant latest;   ///< of the low quantile: the high one mirrored at the expected demand
    instant planned;  ///< the crossing that order_by goes by
    instant order_by; ///< planned less the lead time
    enum runout_status status;
};

/// The first step whose demand is more than `capacity` (missing values never are).
instant first_crossing(const struct demand_path *path, const double *demand, double capacity);

/// Finds the crossings of `capacity`, the demand that the limit carries with every buffer kept
/// (NaN: none at all, so that the first step is the crossing). A lead time of NaN is none. as_of is
/// now: the last time of the data.
void runout_find(const struct demand_path *path, double capacity, double lead_time_s, instant as_of,
                 struct runout *runout);

/// What would make a limit last as long as the demand is known, each alone: the remedies for the
/// highest planned demand with which the path no longer passes what the terms carry. `limited` has
/// the limit as its max or its budget; what is asked is filled in. Serving less is none of them.
void runout_remedies(const struct demand_path *path, const struct sized_demand *limited,
                     struct remedies *remedies);

/// The highest planned demand; NaN where none is known.
double highest_demand(const struct demand_path *path);

/// "ok", "order now", "late", "not reached".
const char *runout_status_name(enum runout_status status);

#endif
