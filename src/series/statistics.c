#include "series/statistics.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

void statistics_of(const struct series *series, struct statistics *statistics)
{
    double *present = mem_alloc(series->n, sizeof *present);
    size_t count = 0;
    double mean = 0;
    double squares = 0;
    for (size_t i = 0; i < series->n; i++) {
        double value = series->value[i];
        if (isnan(value))
            continue;
        present[count++] = value;
        // Welford's update: no cancellation for large levels with small swings.
        double difference = value - mean;
        mean += difference / (double)count;
        squares += difference * (value - mean);
    }
    *statistics = (struct statistics){.n = series->n,
                                      .missing = series->n - count,
                                      .mean = NAN,
                                      .min = NAN,
                                      .p50 = NAN,
                                      .p95 = NAN,
                                      .p99 = NAN,
                                      .max = NAN,
                                      .deviation = NAN,
                                      .peak_to_mean = NAN,
                                      .variation = NAN,
                                      .idle_share = NAN};
    if (count > 0) {
        sort_values(present, count);
        statistics->mean = mean;
        statistics->min = present[0];
        statistics->p50 = quantile_sorted(present, count, 0.50);
        statistics->p95 = quantile_sorted(present, count, 0.95);
        statistics->p99 = quantile_sorted(present, count, 0.99);
        statistics->max = present[count - 1];
        statistics->deviation = count > 1 ? sqrt(squares / (double)(count - 1)) : 0;
        if (mean > 0) {
            statistics->peak_to_mean = statistics->max / mean;
            statistics->variation = statistics->deviation / mean;
        }
        size_t idle = 0;
        while (idle < count && present[idle] <= fmax(0.05 * statistics->p95, 0))
            idle++;
        statistics->idle_share = (double)idle / (double)count;
    }
    free(present);
}
