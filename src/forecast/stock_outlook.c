#include "forecast/stock_outlook.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/// The last so many tell how far steps stand below the maxima.
enum { RECENT_BUCKETS = 28 };

/// Quantiles from this one on are those of a bucket's highest value.
#define HIGH_FROM 0.9

/// Median of what steps differ by from the line through the maxima of their buckets, where it is
/// lower: 0 for one value a bucket.
static double below_maxima(const struct stock_buckets *buckets, const struct series *series,
                           size_t last)
{
    const double step = (double)series->step_s / buckets->bucket_s;
    const size_t first = buckets->n > RECENT_BUCKETS ? buckets->n - RECENT_BUCKETS : 0;
    double *below = mem_alloc(series->n, sizeof *below);
    size_t count = 0, before = SIZE_MAX, b = first;
    for (size_t i = 0; i <= last && step < 1; i++) {
        double at = (double)buckets->n - (double)(last - i) * step;
        for (; b < buckets->n && !(buckets->at[b] > at); b++)
            if (!isnan(buckets->at[b]))
                before = b;
        if (before == SIZE_MAX || b == buckets->n || isnan(series->value[i]))
            continue;
        double part = (at - buckets->at[before]) / (buckets->at[b] - buckets->at[before]);
        double rise = buckets->value[b] - buckets->value[before];
        below[count++] = series->value[i] - buckets->value[before] - part * rise;
    }
    double median = count > 0 ? fmin(0, median_select(below, count)) : 0;
    free(below);
    return median;
}

/// Moments of the nodes, in steps from the last sample: 1, 2, 3, 4, 6, 8, 12, 16 ... So a step does
/// not depend on how far beyond it the horizon goes.
static double node_at(size_t node)
{
    if (node < 2)
        return (double)(node + 1);
    return ldexp(node % 2 == 0 ? 1.5 : 2, (int)(node / 2));
}

static size_t node_before(double step)
{
    size_t node = 0;
    while (node_at(node + 1) < step)
        node++;
    return node;
}

/// What a step is made from.
struct source {
    const struct stock *stock;
    const double *table; ///< a row a node
    double step;         ///< in buckets
    double below;
    bool is_positive;
};

/// Fills step h, which is the `ahead`-th after the last sample.
static void fill_step(const struct source *source, size_t ahead, size_t h,
                      struct predictive_table *outlook)
{
    const double at = (double)ahead;
    const size_t node = node_before(at);
    const double from = node_at(node), to = node_at(node + 1);
    const double part = (at - from) / (to - from);
    const double known = stock_known_height(source->stock, at * source->step);
    const double *a = source->table + node * PREDICTIVE_LEVELS, *b = a + PREDICTIVE_LEVELS;
    double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        double share = (HIGH_FROM - predictive_level[i]) / (HIGH_FROM - 0.5);
        row[i] = a[i] + part * (b[i] - a[i]) + known + source->below * fmin(fmax(share, 0), 1);
        row[i] = source->is_positive ? fmax(row[i], 0) : row[i];
        row[i] = i > 0 ? fmax(row[i], row[i - 1]) : row[i];
    }
    outlook->centre[h] = row[PREDICTIVE_P50];
    outlook->low[h] = predictive_quantile(row, 0.025);
    outlook->high[h] = predictive_quantile(row, 0.975);
}

void stock_outlook(const struct stock *stock, const struct series *series, size_t steps,
                   struct predictive_table *outlook)
{
    size_t last = series->n - 1;
    while (last > 0 && isnan(series->value[last]))
        last--;
    const size_t late = series->n - 1 - last;
    const size_t nodes = node_before((double)(steps + late)) + 2;
    double *table = mem_alloc(nodes * PREDICTIVE_LEVELS, sizeof *table);
    struct source source = {.stock = stock,
                            .table = table,
                            .step = (double)series->step_s / stock->buckets.bucket_s,
                            .below = below_maxima(&stock->buckets, series, last),
                            .is_positive = true};
    for (size_t i = 0; i < series->n; i++)
        source.is_positive = source.is_positive && !(series->value[i] < 0);
    for (size_t node = 0; node < nodes; node++)
        stock_quantiles(stock, node_at(node) * (double)series->step_s / 86400, predictive_level,
                        PREDICTIVE_LEVELS, table + node * PREDICTIVE_LEVELS);
    predictive_init(outlook, steps);
    for (size_t h = 0; h < steps; h++)
        fill_step(&source, h + 1 + late, h, outlook);
    free(table);
}
