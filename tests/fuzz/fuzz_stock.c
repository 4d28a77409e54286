// Stocks: whatever fills up and however, dates are in order, chances are chances, and nothing is
// infinite.
#include "forecast/stock.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_SAMPLES = 1500 };

static void check(bool holds)
{
    if (!holds)
        abort();
}

static bool is_chance(double p)
{
    return p >= 0 && p <= 1;
}

static void check_dates(const struct stock *stock, double limit)
{
    struct stock_dates dates = stock_passes(stock, limit, 1095);
    check(is_chance(dates.probability));
    check(!(dates.earliest > dates.expected * 1.001 + 1e-6));
    check(!(dates.expected > dates.latest * 1.001 + 1e-6));
    check(isnan(dates.earliest) || (dates.earliest >= 0 && dates.earliest <= 1095.001));
    check(!isinf(stock_plain_days(stock, limit)));
    double addition = stock_addition(stock, limit, 90, 0.05);
    check(addition >= 0);
}

/// The first byte chooses the step and the size of values, each further one is an increment.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t step_s[] = {60, 3600, 21600, 86400};
    static const double scales[] = {1, 1e-6, 1e12, 0.125};
    static double value[MOST_SAMPLES];
    double level = 1000;
    size_t n = 0;
    if (size < 2)
        return 0;
    double scale = scales[data[0] >> 2 & 3];
    for (size_t i = 1; i < size && n < MOST_SAMPLES; i++) {
        double step = (double)data[i] - 128;
        level += data[i] > 250 ? 100 * step : data[i] < 6 ? -0.4 * level : step / 16;
        value[n++] = data[i] == 128 ? (double)NAN : level * scale;
    }
    struct series series = {.step_s = step_s[data[0] & 3], .n = n, .value = value};
    struct stock stock = {0};
    if (stock_learn(&series, &stock) == 0) {
        check(stock.trends.count > 0);
        check(isfinite(stock_growth(&stock).day));
        check_dates(&stock, stock.buckets.last + 100 * scale);
        check_dates(&stock, stock.buckets.last - 1 * scale);
        check_dates(&stock, 1e300);
    }
    stock_release(&stock);
    return 0;
}
