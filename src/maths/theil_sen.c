#include "maths/theil_sen.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"
#include "maths/random.h"

#include <math.h>
#include <stdlib.h>

enum { ALL_PAIRS_UP_TO = 1500, SAMPLED_PAIRS = 500000 };

static size_t all_slopes(const double *x, const double *y, size_t n, double *slope)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (x[j] != x[i])
                slope[count++] = (y[j] - y[i]) / (x[j] - x[i]);
    return count;
}

static size_t sampled_slopes(const double *x, const double *y, size_t n, double *slope)
{
    struct random random;
    random_seed(&random, 1, 0);
    size_t count = 0;
    for (size_t draw = 0; draw < SAMPLED_PAIRS; draw++) {
        size_t i = (size_t)random_below(&random, n);
        size_t j = (size_t)random_below(&random, n);
        if (x[j] != x[i])
            slope[count++] = (y[j] - y[i]) / (x[j] - x[i]);
    }
    return count;
}

/// Quantiles of the slopes at (N -+ z sqrt(n (n - 1) (2 n + 5) / 18)) / 2 N of the N = n (n - 1) /
/// 2 pairs.
static void slope_interval(double *slope, size_t count, size_t n, double confidence,
                           struct theil_sen *fit)
{
    double points = (double)n;
    double pairs = points * (points - 1) / 2;
    double z = normal_quantile(0.5 + confidence / 2);
    double spread = z * sqrt(points * (points - 1) * (2 * points + 5) / 18) / (2 * pairs);
    fit->slope = median_select(slope, count);
    fit->low = quantile_select(slope, count, 0.5 - spread);
    fit->high = quantile_select(slope, count, 0.5 + spread);
}

bool theil_sen_fit(const double *x, const double *y, size_t n, double confidence,
                   struct theil_sen *fit)
{
    double *point_x = mem_alloc(n, sizeof *point_x);
    double *point_y = mem_alloc(n, sizeof *point_y);
    size_t points = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        point_x[points] = x[i];
        point_y[points++] = y[i];
    }
    bool all = points <= ALL_PAIRS_UP_TO;
    double *slope = mem_alloc(all ? points * points / 2 + 1 : SAMPLED_PAIRS, sizeof *slope);
    size_t count = 0;
    if (points >= 2)
        count = all ? all_slopes(point_x, point_y, points, slope)
                    : sampled_slopes(point_x, point_y, points, slope);
    if (count > 0) {
        slope_interval(slope, count, points, confidence, fit);
        for (size_t i = 0; i < points; i++)
            point_y[i] -= fit->slope * point_x[i];
        fit->intercept = median_select(point_y, points);
        fit->n = points;
    }
    free(slope);
    free(point_x);
    free(point_y);
    return count > 0;
}
