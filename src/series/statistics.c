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
    double min = INFINITY;
    double max = -INFINITY;
    for (size_t i = 0; i < series->n; i++) {
        double value = series->value[i];
        if (isnan(value))
            continue;
        present[count++] = value;
        min = value < min ? value : min;
        max = value > max ? value : max;
        // Welford's update: no cancellation for large levels with small swings.
        double difference = value - mean;
        mean += difference / (double)count;
        squares += difference * (value - mean);
    }
    static const double levels[] = {0.01, 0.50, 0.95, 0.99};
    double quantile[4];
    quantiles_select(present, count, levels, 4, quantile);
    *statistics = (struct statistics){.n = series->n,
                                      .missing = series->n - count,
                                      .mean = count > 0 ? mean : NAN,
                                      .min = count > 0 ? min : NAN,
                                      .max = count > 0 ? max : NAN,
                                      .p01 = quantile[0],
                                      .p50 = quantile[1],
                                      .p95 = quantile[2],
                                      .p99 = quantile[3],
                                      .deviation = NAN,
                                      .peak_to_mean = NAN,
                                      .variation = NAN,
                                      .idle_share = NAN};
    if (count > 0) {
        statistics->deviation = count > 1 ? sqrt(squares / (double)(count - 1)) : 0;
        if (mean > 0) {
            statistics->peak_to_mean = max / mean;
            statistics->variation = statistics->deviation / mean;
        }
        double most_idle = fmax(0.05 * statistics->p95, 0);
        size_t idle = 0;
        for (size_t i = 0; i < count; i++)
            idle += present[i] <= most_idle;
        statistics->idle_share = (double)idle / (double)count;
    }
    free(present);
}
