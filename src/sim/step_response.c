#include "sim/step_response.h"

#include <math.h>

static const double steady_s = 600, minute_s = 60;

static void measure_velocity(struct step_response *response, double now_s, double supply)
{
    double seconds = now_s - response->mark_s;
    if (seconds < minute_s)
        return;
    response->velocity_most =
        fmax(response->velocity_most, (supply - response->mark_supply) / seconds * minute_s);
    response->mark_s = now_s;
    response->mark_supply = supply;
}

static void measure_shortage(struct step_response *response, double now_s, double need,
                             double supply)
{
    bool missing = supply < need;
    if (missing && !response->open) {
        response->open = true;
        response->since_s = response->now_s;
        response->need_most = response->supply_most = 0;
    }
    if (!response->open)
        return;
    response->need_most = fmax(response->need_most, need);
    response->supply_most = fmax(response->supply_most, supply);
    if (missing || supply != response->supply)
        response->unsteady_s = now_s;
    if (!missing)
        response->overshoot =
            fmax(response->overshoot,
                 (response->supply_most - response->need_most) / fmax(1, response->need_most));
    if (now_s - response->unsteady_s < steady_s)
        return;
    response->settled_s = fmax(response->settled_s, response->unsteady_s - response->since_s);
    response->open = false;
}

void step_response_add(struct step_response *response, double now_s, double need, double supply)
{
    if (!response->begun) {
        response->begun = true;
        response->mark_supply = response->supply = supply;
    }
    measure_velocity(response, now_s, supply);
    measure_shortage(response, now_s, need, supply);
    response->now_s = now_s;
    response->supply = supply;
}

double step_response_settling_s(const struct step_response *response)
{
    double open = response->open ? response->unsteady_s - response->since_s : 0;
    return fmax(response->settled_s, open);
}
