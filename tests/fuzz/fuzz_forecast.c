// Any values, steps and horizons: no crash, no NaN, quantiles in order.
// Bytes: step (1), horizon in steps (1), scale (1), then one byte a value; 255 is missing, 254
// huge, 253 tiny, 252 negative.
#include "forecast/forecast.h"
#include "maths/maths.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static double value_of(unsigned char byte, double scale)
{
    switch (byte) {
    case 255:
        return NAN;
    case 254:
        return 1e300;
    case 253:
        return 1e-300;
    case 252:
        return -7 * scale;
    default:
        return byte * scale;
    }
}

static void check(const struct forecast *forecast)
{
    for (size_t h = 0; h < forecast->n; h++) {
        if (!isfinite(forecast->mean[h]) || !(forecast->low[h] <= forecast->high[h]))
            abort();
        for (size_t i = 0; i < FORECAST_LEVELS; i++)
            if (!isfinite(forecast->level[i][h]) ||
                (i > 0 && forecast->level[i][h] < forecast->level[i - 1][h]))
                abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const int64_t steps[] = {10,   60,    300,   900,    1800,   3600,
                                    7200, 25200, 86400, 604800, 2592000};
    static const double scales[] = {1, 1e-300, 1e290, 0.001};
    if (size < 4 || size > 4096)
        return 0;
    maths_init();
    struct series series;
    struct unit unit = {.scale = 1};
    int64_t step_s = steps[data[0] % (sizeof steps / sizeof steps[0])];
    series_init(&series, "x", NULL, &unit, 0, step_s, size - 3);
    for (size_t i = 3; i < size; i++)
        series.value[i - 3] = value_of(data[i], scales[data[2] % 4]);
    struct forecast_options options = {.horizon_s = (int64_t)data[1] * step_s,
                                       .changepoint = INSTANT_NONE,
                                       .changepoint_auto = (data[2] & 16) != 0,
                                       .may_be_negative = (data[2] & 32) != 0};
    struct forecast forecast;
    struct err err = {0};
    if (forecast_series(&series, &options, &forecast, NULL, &err) == 0) {
        check(&forecast);
        forecast_release(&forecast);
    }
    series_release(&series);
    return 0;
}
