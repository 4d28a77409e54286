#include "queueing/load_balancing.h"

#include "maths/root.h"

#include <math.h>

static bool exponential_fcfs(const struct instance_model *model)
{
    return model->discipline == DISCIPLINE_FCFS && model->service->kind == SERVICE_EXPONENTIAL;
}

bool balance_has_formula(const struct instance_model *model, double instances)
{
    if (model->balance == BALANCE_POWER_OF_TWO)
        return exponential_fcfs(model) && instances >= POWER_OF_TWO_FLEET &&
               model->workers <= POWER_OF_TWO_WORKERS_MAX;
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

/// Stations whose response times are known exactly, or in the limit of large fleets.
static bool special_station(struct fleet_station *station, const struct instance_model *model,
                            double instances, double load)
{
    double own_load = load / instances;
    if (!exponential_fcfs(model) || own_load <= 0 || own_load >= model->workers)
        return false;
    if (model->balance == BALANCE_POWER_OF_TWO && balance_has_formula(model, instances)) {
        station->kind = STATION_OF_TWO;
        power_of_two_init(&station->two, model->workers, own_load);
        return true;
    }
    if (model->balance != BALANCE_ROUND_ROBIN || model->workers != 1)
        return false;
    station->kind = STATION_IN_TURN;
    station->turn_rate = 1 / round_robin_mean(instances, own_load);
    return true;
}

typedef void fcfs_init(struct mgc_fcfs *station, const struct service_distribution *service,
                       double servers, double load, double delay_factor);

static void station_init(struct fleet_station *station, const struct instance_model *model,
                         double instances, double load, fcfs_init *init)
{
    double servers = model->workers;
    double own_load = load / instances;
    double factor = 1;
    bool least = model->balance == BALANCE_LEAST_OUTSTANDING;
    if (special_station(station, model, instances, load))
        return;
    if (least && balance_has_formula(model, instances)) {
        servers *= instances;
        own_load = load;
    } else if (least || model->balance == BALANCE_ROUND_ROBIN) {
        factor = round_robin_factor(model, instances);
    }
    if (model->discipline == DISCIPLINE_PS) {
        station->kind = STATION_PS;
        station->ps = mgc_ps_station(model->service, servers, own_load, factor);
    } else {
        station->kind = STATION_FCFS;
        init(&station->fcfs, model->service, servers, own_load, factor);
    }
}

void fleet_station_init(struct fleet_station *station, const struct instance_model *model,
                        double instances, double load)
{
    station_init(station, model, instances, load, mgc_fcfs_init);
}

void fleet_station_init_coarse(struct fleet_station *station, const struct instance_model *model,
                               double instances, double load)
{
    station_init(station, model, instances, load, mgc_fcfs_init_coarse);
}

double fleet_response_mean(const struct fleet_station *station)
{
    switch (station->kind) {
    case STATION_PS:
        return mgc_ps_response_mean(&station->ps);
    case STATION_FCFS:
        return mgc_fcfs_response_mean(&station->fcfs);
    case STATION_IN_TURN:
        return 1 / station->turn_rate;
    case STATION_OF_TWO:
        return 1 + power_of_two_wait_mean(&station->two);
    }
    return NAN;
}

double fleet_response_tail(const struct fleet_station *station, double t)
{
    switch (station->kind) {
    case STATION_PS:
        return mgc_ps_response_tail(&station->ps, t);
    case STATION_FCFS:
        return mgc_fcfs_response_tail(&station->fcfs, t);
    case STATION_IN_TURN:
        return exp(-station->turn_rate * fmax(0, t));
    case STATION_OF_TWO:
        return power_of_two_response_tail(&station->two, t);
    }
    return NAN;
}

double fleet_response_percentile(const struct fleet_station *station, double p)
{
    switch (station->kind) {
    case STATION_PS:
        return mgc_ps_response_percentile(&station->ps, p);
    case STATION_FCFS:
        return mgc_fcfs_response_percentile(&station->fcfs, p);
    case STATION_IN_TURN:
        return p >= 0 && p < 1 ? -log1p(-p) / station->turn_rate : NAN;
    case STATION_OF_TWO:
        return power_of_two_response_percentile(&station->two, p);
    }
    return NAN;
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
