// The reference tables of the scaling equation and of redundancy.
#include "reference/check_reference.h"
#include "sizing/redundancy.h"
#include "sizing/scaling_equation.h"

#include <math.h>

void check_seed_equation(struct reference_table *table, struct tally *tally)
{
    struct sizing sizing = sizing_defaults();
    sizing.per_instance = reference_number(table, "rps_per_instance");
    sizing.headroom = reference_number(table, "headroom_frac");
    sizing.spare = reference_number(table, "spares");
    sizing.price_hour = reference_number(table, "price_per_hour");
    struct plan_row row;
    size_demand(&sizing, reference_number(table, "demand_rps"), &row);
    double instances = reference_number(table, "n_total_single_ceil");
    tally_near(tally, "instances", row.instances, instances, 0);
    tally_near(tally, "cost an hour", row.cost_hour, instances * sizing.price_hour, 1e-12);
    tally_near(tally, "the sum of the increments",
               row.base + row.headroom + row.rounding + row.spare + row.zone_fill + row.bound,
               instances, 0);
}

void check_zones(struct reference_table *table, struct tally *tally)
{
    double need = reference_number(table, "need");
    double zones = reference_number(table, "zones");
    double lost = reference_number(table, "zones_lost");
    tally_near(tally, "even zones", even_zones(need, zones, lost),
               reference_number(table, "n_even_per_zone"), 0);
    tally_near(tally, "balanced zones", balanced_zones(need, zones, lost),
               reference_number(table, "n_balanced_min"), 0);
}

void check_rolling_deploy(struct reference_table *table, struct tally *tally)
{
    struct deploy_batch unavailable = {.share = reference_number(table, "max_unavailable_frac")};
    struct deploy_batch surge = {.share = reference_number(table, "max_surge_frac")};
    double need = reference_number(table, "need");
    double instances = rolling_deploy(need, &unavailable);
    double peak = rolling_deploy_peak(instances, &surge);
    tally_near(tally, "instances", instances, reference_number(table, "n_min"), 0);
    tally_near(tally, "taken out at once", floor(instances * unavailable.share + 1e-9),
               reference_number(table, "max_unavailable_abs"), 0);
    tally_near(tally, "added at once", peak - instances, reference_number(table, "max_surge_abs"),
               0);
    tally_near(tally, "instances at the peak", peak, reference_number(table, "peak_instances"), 0);
}

void check_k_of_n(struct reference_table *table, struct tally *tally)
{
    double k = reference_number(table, "k_needed");
    double availability = reference_number(table, "unit_availability");
    double n = k_of_n(k, availability, reference_number(table, "target_availability"), 1e6);
    tally_near(tally, "units", n, reference_number(table, "n_min"), 0);
    tally_near(tally, "spares", n - k, reference_number(table, "spares"), 0);
    tally_near(tally, "unavailability", k_of_n_unavailability(k, n, availability),
               reference_number(table, "unavailability_at_n_min"), 1e-9);
}
