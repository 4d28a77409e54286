#include "sizing/inverse.h"

#include "maths/whole_instances.h"
#include "sizing/scaling_equation.h"

#include <math.h>

double fleet_allowed(const struct sizing *sizing)
{
    double allowed = isnan(sizing->max) ? INFINITY : sizing->max;
    double cost_month = sizing->price_hour * sizing->hours_per_month;
    if (!isnan(sizing->budget_month) && cost_month > 0)
        allowed = fmin(allowed, instances_down(sizing->budget_month / cost_month));
    return allowed;
}

double usable_instances(const struct sizing *sizing, double instances)
{
    if (fleet_for_need(sizing, 0) > instances)
        return -1;
    // fleet_for_need never falls and is never below the need, so that bisection is exact.
    double fits = 0;
    double exceeds = floor(instances) + 1;
    while (exceeds - fits > 1) {
        double middle = floor((fits + exceeds) / 2);
        if (fleet_for_need(sizing, middle) <= instances)
            fits = middle;
        else
            exceeds = middle;
    }
    return fits;
}

/// The demand at which so many usable instances, in cells that are alike, meet the latency target.
static double latency_bound(const struct sizing *sizing, double usable)
{
    double cells = fmax(sizing->cells, 1);
    return cells * latency_demand(&sizing->latency, usable / cells);
}

double solve_demand(const struct sizing *sizing, double instances)
{
    if (isinf(instances))
        return INFINITY;
    double usable = usable_instances(sizing, instances);
    if (usable < 0)
        return NAN;
    double served = usable * sizing->per_instance;
    if (sizing->latency.limit_s != 0)
        served = fmin(served, latency_bound(sizing, usable));
    return served / (1 + sizing->headroom);
}

double solve_per_instance(const struct sizing *sizing, double demand, double instances)
{
    double usable = usable_instances(sizing, instances);
    double served = demand * (1 + sizing->headroom);
    if (usable <= 0 ||
        (sizing->latency.limit_s != 0 && latency_bound(sizing, usable) < served * (1 - 1e-9)))
        return NAN;
    return served / usable * (1 + sizing->limits.imbalance);
}

double solve_headroom(const struct sizing *sizing, double demand, double instances)
{
    double usable = usable_instances(sizing, instances);
    if (usable < 0)
        return NAN;
    double served = usable * sizing->per_instance;
    if (sizing->latency.limit_s != 0)
        served = fmin(served, latency_bound(sizing, usable));
    return served / demand - 1;
}

double solve_price(const struct sizing *sizing, double demand)
{
    struct plan_row row;
    size_demand(sizing, demand, &row);
    return sizing->budget_month / (row.instances * sizing->hours_per_month);
}

double solve_budget(const struct sizing *sizing, double demand)
{
    struct plan_row row;
    size_demand(sizing, demand, &row);
    return row.cost_month;
}

double solve_cache_hit(const struct sizing *sizing, double demand, double instances)
{
    double fits = solve_demand(sizing, instances);
    return demand <= fits ? 0 : 1 - fits / demand;
}

double solve_service_time_s(const struct sizing *sizing, double demand, double instances)
{
    double cells = fmax(sizing->cells, 1);
    double usable = usable_instances(sizing, instances) / cells;
    double served = demand * (1 + sizing->headroom) / cells;
    struct latency_target faster = sizing->latency;
    if (usable <= 0)
        return NAN;
    double fits = 0;
    double exceeds = sizing->latency.service_time_s;
    if (latency_percentile_s(&faster, served, usable) <= faster.limit_s)
        return exceeds;
    while (exceeds - fits > 1e-6 * exceeds) {
        faster.service_time_s = (fits + exceeds) / 2;
        if (latency_percentile_s(&faster, served, usable) <= faster.limit_s)
            fits = faster.service_time_s;
        else
            exceeds = faster.service_time_s;
    }
    return fits;
}

double solve_latency_s(const struct sizing *sizing, double demand, double instances)
{
    double cells = fmax(sizing->cells, 1);
    double usable = usable_instances(sizing, instances);
    if (usable <= 0)
        return NAN;
    return latency_percentile_s(&sizing->latency, demand * (1 + sizing->headroom) / cells,
                                usable / cells);
}
