#include "series/cycle.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SHORTEST_PERIOD = 3, CYCLES_SEEN = 6, LONGEST_LAG = 3000, LAGS_AT_ONCE = 4 };

/// Sums of x[i] x[i - k] over i for the LAGS_AT_ONCE lags k from `first` on, which lie below n:
/// each in the order of i, four beside each other, as additions that wait for each other take the
/// time.
static void lagged_products(const double *x, size_t n, size_t first, double *sum)
{
    double a = 0, b = 0, c = 0, d = 0;
    size_t i = first;
    for (; i < first + LAGS_AT_ONCE - 1 && i < n; i++) {
        a += x[i] * x[i - first];
        b += i > first ? x[i] * x[i - first - 1] : 0;
        c += i > first + 1 ? x[i] * x[i - first - 2] : 0;
    }
    for (; i < n; i++) {
        const double *before = x + i - first;
        a += x[i] * before[0];
        b += x[i] * before[-1];
        c += x[i] * before[-2];
        d += x[i] * before[-3];
    }
    sum[0] = a;
    sum[1] = b;
    sum[2] = c;
    sum[3] = d;
}

/// Autocorrelations of lags 0 .. lags over the pairs that are known.
static double *autocorrelations(const double *value, size_t n, size_t lags)
{
    double *centred = mem_alloc(n, sizeof *centred);
    double *known = mem_alloc(n, sizeof *known);
    double mean = 0;
    double count = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(value[i])) {
            count++;
            mean += (value[i] - mean) / count;
        }
    }
    for (size_t i = 0; i < n; i++) {
        known[i] = isnan(value[i]) ? 0 : 1;
        centred[i] = isnan(value[i]) ? 0 : value[i] - mean;
    }
    double *correlation = mem_alloc(lags + 1, sizeof *correlation);
    double variance = 0;
    double products[LAGS_AT_ONCE] = {0};
    double pairs[LAGS_AT_ONCE] = {0};
    bool complete = count == (double)n;
    for (size_t lag = 0; lag <= lags; lag++) {
        size_t at = lag % LAGS_AT_ONCE;
        if (at == 0) {
            lagged_products(centred, n, lag, products);
            if (!complete)
                lagged_products(known, n, lag, pairs);
        }
        double both = complete ? (double)(n - lag) : pairs[at];
        double covariance = both > 0 ? products[at] / both : 0;
        if (lag == 0)
            variance = covariance;
        // Fewer pairs at longer lags would let chance look strong: the usual damping (n - lag) / n.
        correlation[lag] = variance > 0 ? covariance / variance * (double)(n - lag) / (double)n : 0;
    }
    free(centred);
    free(known);
    return correlation;
}

static double greatest_near(const double *correlation, size_t lags, size_t lag, size_t reach)
{
    double greatest = -1;
    size_t first = lag > reach ? lag - reach : 0;
    for (size_t k = first; k <= lag + reach && k <= lags; k++)
        greatest = fmax(greatest, correlation[k]);
    return greatest;
}

struct cycle cycle_find(const double *value, size_t n)
{
    struct cycle cycle = {0};
    size_t longest = n / CYCLES_SEEN;
    if (longest > LONGEST_LAG)
        longest = LONGEST_LAG;
    if (longest < SHORTEST_PERIOD)
        return cycle;
    size_t lags = 3 * longest + longest / 2;
    lags = lags < n ? lags : n - 1;
    double *correlation = autocorrelations(value, n, lags);
    double least_before = 1;
    for (size_t lag = 1; lag <= longest; lag++) {
        double here = correlation[lag];
        least_before = fmin(least_before, here);
        bool peak =
            lag >= SHORTEST_PERIOD && here >= correlation[lag - 1] && here >= correlation[lag + 1];
        if (!peak || here < 0.35 || here - least_before < 0.3 ||
            here <= cycle.autocorrelation + 0.05)
            continue;
        size_t reach = 1 + lag / 10;
        if (greatest_near(correlation, lags, 2 * lag, reach) >= here / 2 &&
            greatest_near(correlation, lags, 3 * lag, reach) >= here / 4)
            cycle = (struct cycle){lag, here};
    }
    free(correlation);
    return cycle;
}
