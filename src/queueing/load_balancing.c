#include "queueing/load_balancing.h"

#include "maths/root.h"

#include <math.h>

bool balance_has_formula(const struct instance_model *model)
{
    if (model->balance == BALANCE_POWER_OF_TWO)
        return false;
    return model->balance != BALANCE_LEAST_OUTSTANDING || model->workers >= COMMON_QUEUE_WORKERS;
}

/// Waits under round robin relative to random, by the variation of arrivals and services together.
/// Under processor sharing a less variable service than an exponential one is not counted on.
static double round_robin_factor(const struct instance_model *model, double instances)
{
    double scv = model->service->scv;
    if (model->discipline == DISCIPLINE_PS)
        scv = fmax(1, scv);
    return (1 / instances + scv) / (1 + scv);
}

void fleet_station_init(struct fleet_station *station, const struct instance_model *model,
                        double instances, double load)
{
    double servers = model->workers;
    double own_load = load / instances;
    double factor = 1;
    bool least = model->balance == BALANCE_LEAST_OUTSTANDING;
    if (least && balance_has_formula(model)) {
        servers *= instances;
        own_load = load;
    } else if (least || model->balance == BALANCE_ROUND_ROBIN) {
        factor = round_robin_factor(model, instances);
    }
    station->discipline = model->discipline;
    if (model->discipline == DISCIPLINE_PS)
        station->ps = mgc_ps_station(model->service, servers, own_load, factor);
    else
        mgc_fcfs_init(&station->fcfs, model->service, servers, own_load, factor);
}

double fleet_response_mean(const struct fleet_station *station)
{
    return station->discipline == DISCIPLINE_PS ? mgc_ps_response_mean(&station->ps)
                                                : mgc_fcfs_response_mean(&station->fcfs);
}

double fleet_response_tail(const struct fleet_station *station, double t)
{
    return station->discipline == DISCIPLINE_PS ? mgc_ps_response_tail(&station->ps, t)
                                                : mgc_fcfs_response_tail(&station->fcfs, t);
}

double fleet_response_percentile(const struct fleet_station *station, double p)
{
    return station->discipline == DISCIPLINE_PS ? mgc_ps_response_percentile(&station->ps, p)
                                                : mgc_fcfs_response_percentile(&station->fcfs, p);
}

struct turn {
    double instances;
    double rho;
};

/// log s - n log(n rho / (n rho + 1 - s)), with the root s = 1 divided out by staying below it.
static double turn_excess(double s, void *context)
{
    const struct turn *turn = context;
    return log(s) + turn->instances * log1p((1 - s) / (turn->instances * turn->rho));
}

double round_robin_mean(double instances, double rho)
{
    struct turn turn = {instances, rho};
    double s;
    if (instances == 1)
        return 1 / (1 - rho);
    // The excess falls from +0 at 1 as s leaves it, and ends at -infinity at 0.
    if (!(rho > 0 && rho < 1) || !root_find(turn_excess, &turn, 1e-300, rho, 1e-15, &s))
        return NAN;
    return 1 / (1 - s);
}

double round_robin_percentile(double instances, double rho, double p)
{
    return p >= 0 && p < 1 ? -log1p(-p) * round_robin_mean(instances, rho) : NAN;
}
