#include "series/cycle.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SHORTEST_PERIOD = 3, CYCLES_SEEN = 6, LONGEST_LAG = 3000 };

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
    for (size_t lag = 0; lag <= lags; lag++) {
        double products = 0;
        double pairs = 0;
        for (size_t i = lag; i < n; i++) {
            products += centred[i] * centred[i - lag];
            pairs += known[i] * known[i - lag];
        }
        double covariance = pairs > 0 ? products / pairs : 0;
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
