#include "forecast/usual_week.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

#define HALF_LIFE_PERIODS 4.0

/// log(value) less the log of the centred moving mean, which leans inwards at the ends.
static double *departures(const struct history *history, size_t period)
{
    size_t n = history->n;
    size_t width = period < n ? period : n;
    double *sum = mem_alloc(n + 1, sizeof *sum);
    double *departure = mem_alloc(n, sizeof *departure);
    for (size_t t = 0; t < n; t++)
        sum[t + 1] = sum[t] + history->value[t];
    for (size_t t = 0; t < n; t++) {
        size_t first = t < width / 2 ? 0 : t - width / 2;
        if (first + width > n)
            first = n - width;
        double mean = (sum[first + width] - sum[first]) / (double)width;
        departure[t] = history_log(history, history->value[t]) - history_log(history, mean);
    }
    free(sum);
    return departure;
}

double *usual_week(const struct history *history, size_t period)
{
    size_t phases = history->long_season > 0 ? history->long_season : history->season;
    if (phases == 0 || period < phases)
        return NULL;
    double *departure = departures(history, period);
    double *week = mem_alloc(phases, sizeof *week);
    double *value = mem_alloc(history->n / phases + 1, sizeof *value);
    double *weight = mem_alloc(history->n / phases + 1, sizeof *weight);
    for (size_t first = 0; first < phases; first++) {
        size_t count = 0;
        for (size_t t = first; t < history->n; t += phases) {
            double age = (double)(history->n - t) / (double)period;
            value[count] = departure[t];
            weight[count++] = history->weight[t] * pow(0.5, age / HALF_LIFE_PERIODS);
        }
        double median = median_weighted(value, weight, count);
        week[history_long_phase(history, first)] = isnan(median) ? 0 : median;
    }
    free(value);
    free(weight);
    free(departure);
    return week;
}
