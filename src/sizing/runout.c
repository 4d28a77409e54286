#include "sizing/runout.h"

#include "sizing/inverse.h"

#include <math.h>
#include <stdbool.h>

/// Demand that equals the capacity but for rounding error has not passed it.
static bool passes(double demand, double capacity)
{
    if (isnan(demand))
        return false;
    return isnan(capacity) || demand > capacity * (1 + 1e-12);
}

instant first_crossing(const struct demand_path *path, const double *demand, double capacity)
{
    for (size_t i = 0; demand != NULL && i < path->n; i++)
        if (passes(demand[i], capacity))
            return path->time[i];
    return INSTANT_NONE;
}

static instant mirrored_crossing(const struct demand_path *path, double capacity)
{
    if (path->high == NULL || path->expected == NULL)
        return INSTANT_NONE;
    for (size_t i = 0; i < path->n; i++)
        if (passes(2 * path->expected[i] - path->high[i], capacity))
            return path->time[i];
    return INSTANT_NONE;
}

static instant after(instant time, double seconds)
{
    return isnan(seconds) ? time : time + (instant)llround(seconds) * INSTANT_PER_SECOND;
}

struct order_date order_date_for(instant needed_by, double lead_time_s, instant as_of)
{
    struct order_date date = {needed_by, INSTANT_NONE, RUNOUT_NOT_WITHIN_HORIZON};
    if (needed_by == INSTANT_NONE)
        return date;
    if (!isnan(lead_time_s))
        date.order_by = after(needed_by, -lead_time_s);
    instant due = isnan(lead_time_s) ? needed_by : date.order_by;
    if (due < as_of)
        date.status = RUNOUT_LATE;
    else if (due <= as_of + RUNOUT_NOTICE_S * INSTANT_PER_SECOND)
        date.status = RUNOUT_ORDER_NOW;
    else
        date.status = RUNOUT_OK;
    return date;
}

instant order_known_from(instant as_of, double lead_time_s, double review_s)
{
    return after(after(as_of, lead_time_s), review_s);
}

void runout_find(const struct demand_path *path, double capacity, double lead_time_s, instant as_of,
                 struct runout *runout)
{
    instant planned = first_crossing(path, path->planned, capacity);
    struct order_date date = order_date_for(planned, isnan(lead_time_s) ? 0 : lead_time_s, as_of);
    *runout = (struct runout){
        .earliest = first_crossing(path, path->high, capacity),
        .expected = first_crossing(path, path->expected, capacity),
        .latest = mirrored_crossing(path, capacity),
        .planned = planned,
        .order_by = date.order_by,
        .status = date.status,
    };
}

const char *runout_status_name(enum runout_status status)
{
    switch (status) {
    case RUNOUT_OK:
        return "ok";
    case RUNOUT_ORDER_NOW:
        return "order now";
    case RUNOUT_LATE:
        return "late";
    case RUNOUT_NOT_WITHIN_HORIZON:
        return "not reached";
    }
    return "";
}

double highest_demand(const struct demand_path *path)
{
    double highest = NAN;
    for (size_t i = 0; i < path->n; i++)
        highest = fmax(highest, path->planned[i]);
    return highest;
}

/// Whether the path stays within what the terms carry.
static bool lasts(const struct demand_path *path, const struct sized_demand *with)
{
    double carried = solve_demand(&with->sizing, fleet_allowed(&with->sizing));
    return first_crossing(path, path->planned, carried / (1 - with->cache_hit)) == INSTANT_NONE;
}

void runout_remedies(const struct demand_path *path, const struct sized_demand *limited,
                     struct remedies *remedies)
{
    struct remedies all;
    struct sized_demand demand = *limited;
    demand.asked = highest_demand(path);
    remedies->count = 0;
    if (isnan(demand.asked))
        return;
    remedies_find(&demand, &all);
    for (size_t i = 0; i < all.count; i++)
        if (all.item[i].kind != REMEDY_SERVE_LESS && lasts(path, &all.item[i].with))
            remedies->item[remedies->count++] = all.item[i];
}
