#include "forecast/outlook.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const double outlook_level[OUTLOOK_LEVELS] = {
    0.005, 0.025, 0.05, 0.1,   0.2,  0.3,   0.4,   0.5,  0.6,  0.7,   0.75,
    0.8,   0.85,  0.9,  0.925, 0.95, 0.965, 0.975, 0.98, 0.99, 0.995, 0.999,
};

void outlook_init(struct outlook *outlook, size_t steps)
{
    outlook->steps = steps;
    outlook->centre = mem_alloc(steps, sizeof(double));
    outlook->quantile = mem_alloc(steps * OUTLOOK_LEVELS, sizeof(double));
    outlook->low = mem_alloc(steps, sizeof(double));
    outlook->high = mem_alloc(steps, sizeof(double));
    outlook->mean = mem_alloc(steps, sizeof(double));
    for (size_t h = 0; h < steps; h++)
        outlook->mean[h] = NAN;
}

void outlook_release(struct outlook *outlook)
{
    free(outlook->centre);
    free(outlook->quantile);
    free(outlook->low);
    free(outlook->high);
    free(outlook->mean);
    *outlook = (struct outlook){0};
}

double outlook_quantile(const double *row, double level)
{
    if (level <= outlook_level[0])
        return row[0];
    for (size_t i = 1; i < OUTLOOK_LEVELS; i++)
        if (level <= outlook_level[i])
            return row[i] - (row[i] - row[i - 1]) * (outlook_level[i] - level) /
                                (outlook_level[i] - outlook_level[i - 1]);
    return row[OUTLOOK_LEVELS - 1];
}

double outlook_mean(const double *row)
{
    double sum = row[0] * outlook_level[0] +
                 row[OUTLOOK_LEVELS - 1] * (1 - outlook_level[OUTLOOK_LEVELS - 1]);
    for (size_t i = 1; i < OUTLOOK_LEVELS; i++)
        sum += (row[i] + row[i - 1]) / 2 * (outlook_level[i] - outlook_level[i - 1]);
    return sum;
}

double outlook_expected(const struct outlook *outlook, size_t h)
{
    bool is_known = !isnan(outlook->mean[h]);
    return is_known ? outlook->mean[h] : outlook_mean(outlook->quantile + h * OUTLOOK_LEVELS);
}

/// Probability of at most `x` by one row; *at moves up only, for ascending x.
static double probability(const double *row, double x, size_t *at)
{
    while (*at < OUTLOOK_LEVELS && row[*at] <= x)
        (*at)++;
    if (*at == 0)
        return 0;
    if (*at == OUTLOOK_LEVELS)
        return 1;
    double below = outlook_level[*at - 1];
    return below + (outlook_level[*at] - below) * (x - row[*at - 1]) / (row[*at] - row[*at - 1]);
}

void outlook_mix(const double *a, const double *b, double share, double *mixed)
{
    double result[OUTLOOK_LEVELS];
    size_t done = 0;
    size_t next_a = 0, next_b = 0;
    size_t at_a = 0, at_b = 0;
    double last_x = a[0] < b[0] ? a[0] : b[0];
    double last_p = 0;
    while (done < OUTLOOK_LEVELS && (next_a < OUTLOOK_LEVELS || next_b < OUTLOOK_LEVELS)) {
        double x;
        if (next_b == OUTLOOK_LEVELS || (next_a < OUTLOOK_LEVELS && a[next_a] <= b[next_b]))
            x = a[next_a++];
        else
            x = b[next_b++];
        double p = (1 - share) * probability(a, x, &at_a) + share * probability(b, x, &at_b);
        for (; done < OUTLOOK_LEVELS && outlook_level[done] <= p; done++) {
            double part = p > last_p ? (outlook_level[done] - last_p) / (p - last_p) : 1;
            result[done] = last_x + part * (x - last_x);
        }
        last_x = x;
        last_p = p;
    }
    for (; done < OUTLOOK_LEVELS; done++)
        result[done] = last_x;
    memcpy(mixed, result, sizeof result);
}
