#include "forecast/predictive_table.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const double predictive_level[PREDICTIVE_LEVELS] = {
    0.005, 0.025, 0.05, 0.1,   0.2,  0.3,   0.4,   0.5,  0.6,  0.7,   0.75,
    0.8,   0.85,  0.9,  0.925, 0.95, 0.965, 0.975, 0.98, 0.99, 0.995, 0.999,
};

void predictive_init(struct predictive_table *outlook, size_t steps)
{
    outlook->steps = steps;
    outlook->centre = mem_alloc(steps, sizeof(double));
    outlook->quantile = mem_alloc(steps * PREDICTIVE_LEVELS, sizeof(double));
    outlook->low = mem_alloc(steps, sizeof(double));
    outlook->high = mem_alloc(steps, sizeof(double));
    outlook->mean = mem_alloc(steps, sizeof(double));
    for (size_t h = 0; h < steps; h++)
        outlook->mean[h] = NAN;
}

void predictive_release(struct predictive_table *outlook)
{
    free(outlook->centre);
    free(outlook->quantile);
    free(outlook->low);
    free(outlook->high);
    free(outlook->mean);
    *outlook = (struct predictive_table){0};
}

double predictive_quantile(const double *row, double level)
{
    if (level <= predictive_level[0])
        return row[0];
    for (size_t i = 1; i < PREDICTIVE_LEVELS; i++)
        if (level <= predictive_level[i])
            return row[i] - (row[i] - row[i - 1]) * (predictive_level[i] - level) /
                                (predictive_level[i] - predictive_level[i - 1]);
    return row[PREDICTIVE_LEVELS - 1];
}

double predictive_mean(const double *row)
{
    double sum = row[0] * predictive_level[0] +
                 row[PREDICTIVE_LEVELS - 1] * (1 - predictive_level[PREDICTIVE_LEVELS - 1]);
    for (size_t i = 1; i < PREDICTIVE_LEVELS; i++)
        sum += (row[i] + row[i - 1]) / 2 * (predictive_level[i] - predictive_level[i - 1]);
    return sum;
}

double predictive_expected(const struct predictive_table *outlook, size_t h)
{
    bool is_known = !isnan(outlook->mean[h]);
    return is_known ? outlook->mean[h] : predictive_mean(outlook->quantile + h * PREDICTIVE_LEVELS);
}

/// Probability of at most `x` by one row; *at moves up only, for ascending x.
static double probability(const double *row, double x, size_t *at)
{
    while (*at < PREDICTIVE_LEVELS && row[*at] <= x)
        (*at)++;
    if (*at == 0)
        return 0;
    if (*at == PREDICTIVE_LEVELS)
        return 1;
    double below = predictive_level[*at - 1];
    return below + (predictive_level[*at] - below) * (x - row[*at - 1]) / (row[*at] - row[*at - 1]);
}

void predictive_mix(const double *a, const double *b, double share, double *mixed)
{
    double result[PREDICTIVE_LEVELS];
    size_t done = 0;
    size_t next_a = 0, next_b = 0;
    size_t at_a = 0, at_b = 0;
    double last_x = a[0] < b[0] ? a[0] : b[0];
    double last_p = 0;
    while (done < PREDICTIVE_LEVELS && (next_a < PREDICTIVE_LEVELS || next_b < PREDICTIVE_LEVELS)) {
        double x;
        if (next_b == PREDICTIVE_LEVELS || (next_a < PREDICTIVE_LEVELS && a[next_a] <= b[next_b]))
            x = a[next_a++];
        else
            x = b[next_b++];
        double p = (1 - share) * probability(a, x, &at_a) + share * probability(b, x, &at_b);
        for (; done < PREDICTIVE_LEVELS && predictive_level[done] <= p; done++) {
            double part = p > last_p ? (predictive_level[done] - last_p) / (p - last_p) : 1;
            result[done] = last_x + part * (x - last_x);
        }
        last_x = x;
        last_p = p;
    }
    for (; done < PREDICTIVE_LEVELS; done++)
        result[done] = last_x;
    memcpy(mixed, result, sizeof result);
}
