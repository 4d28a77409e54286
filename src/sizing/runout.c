#include "sizing/runout.h"

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

void runout_find(const struct demand_path *path, double capacity, int64_t lead_time_s,
                 instant as_of, struct runout *runout)
{
    *runout = (struct runout){
        .earliest = first_crossing(path, path->high, capacity),
        .expected = first_crossing(path, path->expected, capacity),
        .latest = mirrored_crossing(path, capacity),
        .planned = first_crossing(path, path->planned, capacity),
        .order_by = INSTANT_NONE,
        .status = RUNOUT_NOT_WITHIN_HORIZON,
    };
    if (runout->planned == INSTANT_NONE)
        return;
    runout->order_by = runout->planned - lead_time_s * INSTANT_PER_SECOND;
    if (runout->order_by < as_of)
        runout->status = RUNOUT_LATE;
    else if (runout->order_by <= as_of + RUNOUT_NOTICE_S * INSTANT_PER_SECOND)
        runout->status = RUNOUT_ORDER_NOW;
    else
        runout->status = RUNOUT_OK;
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
