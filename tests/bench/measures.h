// Measures of accuracy as the M4 competition defines them (Makridakis, Spiliotis and
// Assimakopoulos, "The M4 Competition: 100,000 time series and 61 forecasting methods", 2020).
#ifndef HEADROOM_TESTS_BENCH_MEASURES_H
#define HEADROOM_TESTS_BENCH_MEASURES_H

#include <math.h>
#include <stddef.h>

/// Mean of 200 |y - f| / (|y| + |f|); two zeros are no error.
static inline double measure_smape(const double *y, const double *f, size_t n)
{
    double sum = 0;
    for (size_t h = 0; h < n; h++)
        if (y[h] != f[h])
            sum += 200 * fabs(y[h] - f[h]) / (fabs(y[h]) + fabs(f[h]));
    return sum / (double)n;
}

/// Mean |x[t] - x[t - season]| of a history: what errors are divided by.
static inline double measure_scale(const double *x, size_t n, size_t season)
{
    double sum = 0;
    for (size_t t = season; t < n; t++)
        sum += fabs(x[t] - x[t - season]);
    return sum / (double)(n - season);
}

/// Mean |y - f| over the scale.
static inline double measure_mase(const double *y, const double *f, size_t n, double scale)
{
    double sum = 0;
    for (size_t h = 0; h < n; h++)
        sum += fabs(y[h] - f[h]);
    return sum / (double)n / scale;
}

/// Mean of sMAPE and MASE, each over that of Naive2.
static inline double measure_owa(double smape, double mase, double naive_smape, double naive_mase)
{
    return (smape / naive_smape + mase / naive_mase) / 2;
}

/// Mean width of the interval of 1 - alpha, plus 2 / alpha of what values miss it by, over the
/// scale.
static inline double measure_msis(const double *y, const double *low, const double *high, size_t n,
                                  double alpha, double scale)
{
    double sum = 0;
    for (size_t h = 0; h < n; h++) {
        double miss = y[h] < low[h] ? low[h] - y[h] : y[h] > high[h] ? y[h] - high[h] : 0;
        sum += high[h] - low[h] + miss * 2 / alpha;
    }
    return sum / (double)n / scale;
}

/// Loss of a quantile: level times what a value is above it, 1 - level times what it is below.
static inline double measure_pinball(double value, double bound, double level)
{
    return value > bound ? level * (value - bound) : (1 - level) * (bound - value);
}

#endif
