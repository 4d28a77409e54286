// The reference tables of bursts, of growth within a reaction time, and of keys that move.
#include "advise/warm_pool.h"
#include "reference/check_reference.h"
#include "sizing/burst.h"
#include "sizing/hash_movement.h"
#include "sizing/scaling_equation.h"

#include <math.h>

enum { MINUTES_MAX = 20000, MINUTE_S = 60 };

void check_burst_peak(struct reference_table *table, struct tally *tally)
{
    double window_s = reference_number(table, "window_s");
    double mean = reference_number(table, "mean_rps") * window_s;
    double dispersion = reference_number(table, "dispersion_index");
    double windows = reference_number(table, "interval_s") / window_s;
    double probability = reference_number(table, "prob");
    double count = burst_count(mean, dispersion, windows, probability);
    tally_near(tally, "count of the fullest window", count,
               reference_number(table, "max_window_count"), 0);
    tally_near(tally, "over the mean", count / mean, reference_number(table, "peak_to_mean_exact"),
               1e-9);
    tally_near(tally, "by a normal count",
               burst_over_mean_normal(mean, dispersion, windows, probability),
               reference_number(table, "peak_to_mean_normal"), 1e-8);
}

void check_hash_movement(struct reference_table *table, struct tally *tally)
{
    double nodes = reference_number(table, "nodes");
    tally_near(tally, "one node less", keys_moved_by_removal(nodes),
               reference_number(table, "frac_moved_remove_one"), 1e-12);
    tally_near(tally, "one node more", keys_moved_by_addition(nodes),
               reference_number(table, "frac_moved_add_one"), 1e-12);
    tally_near(tally, "one node more by remainder", keys_moved_by_remainder(nodes),
               reference_number(table, "frac_moved_modulo_add_one"), 1e-12);
}

/// By how many instances the fleet rises within the lead.
static double rise(struct reference_table *table, const double *demand, size_t n, size_t lead,
                   double quantile)
{
    static int32_t fleet[MINUTES_MAX];
    struct sizing sizing = sizing_defaults();
    sizing.per_instance = reference_number(table, "rps_per_instance");
    sizing.headroom = 1 / reference_number(table, "target_util") - 1;
    for (size_t t = 0; t < n; t++) {
        struct plan_row row;
        size_demand(&sizing, demand[t], &row);
        fleet[t] = (int32_t)row.instances;
    }
    const struct fleet_course course = {.instances = fleet, .n = n, .step_s = MINUTE_S};
    struct fleet_rises rises;
    fleet_rises_find(&course, (double)lead * MINUTE_S, &rises);
    double found = fleet_rises_quantile(&rises, quantile);
    fleet_rises_release(&rises);
    return found;
}

void check_growth(struct reference_table *table, struct tally *tally)
{
    static double demand[MINUTES_MAX];
    size_t n = 0;
    struct reference_table minutes;
    if (!reference_open(&minutes, table->folder, "demand_1min.csv")) {
        printf("# %s:%zu: there is no demand_1min.csv\n", table->name, table->line);
        table->broken = true;
        return;
    }
    while (n < MINUTES_MAX && reference_next(&minutes))
        demand[n++] = reference_number(&minutes, "rps");
    reference_close(&minutes);
    size_t lead = (size_t)reference_number(table, "lead_minutes");
    double quantile = reference_number(table, "quantile");
    tally_near(tally, "instances", rise(table, demand, n, lead, quantile),
               reference_number(table, "rise_quantile_instances"), 0);
    tally_near(tally, "headroom", growth_headroom(demand, n, lead, quantile),
               reference_number(table, "headroom_frac_quantile"), 1e-8);
}
