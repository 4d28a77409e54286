// The reference tables of bursts, of growth within a reaction time, and of keys that move.
#include "reference/check_reference.h"
#include "sizing/burst.h"
#include "sizing/hash_movement.h"

#include <math.h>

enum { MINUTES_MAX = 20000 };

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
    tally_near(tally, "headroom",
               growth_headroom(demand, n, lead, reference_number(table, "quantile")),
               reference_number(table, "headroom_frac_quantile"), 1e-8);
}
