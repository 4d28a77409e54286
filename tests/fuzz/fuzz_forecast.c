// Any values, steps and horizons: no crash, no NaN, quantiles in order; the same of paths, peaks
// and fits, with a cap, a driver and events. Bytes: step and extras (1), horizon in steps (1),
// scale (1), then one byte a value; 255 is missing, 254 huge, 253 tiny, 252 negative.
#include "forecast/fit.h"
#include "forecast/paths.h"
#include "forecast/peaks.h"
#include "maths/maths.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const int64_t steps[] = {10, 60, 300, 900, 1800, 3600, 7200, 25200, 86400, 604800, 2592000};

enum { STEPS = sizeof steps / sizeof *steps, HEADER = 3, PERIOD = 7 };

/// Bits of the first byte over STEPS.
enum { WITH_FIT = 1, WITH_PATHS = 2, WITH_CAP = 4, WITH_DRIVER = 8, WITH_EVENTS = 16 };

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

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_forecast(const struct forecast *forecast)
{
    for (size_t h = 0; h < forecast->n; h++) {
        check(isfinite(forecast->mean[h]) && forecast->low[h] <= forecast->high[h]);
        for (size_t i = 0; i < FORECAST_LEVELS; i++) {
            check(isfinite(forecast->level[i][h]));
            check(i == 0 || forecast->level[i][h] >= forecast->level[i - 1][h]);
        }
    }
}

/// Paths are numbers; quantiles of peaks are in order.
static void check_paths(const struct forecast *forecast)
{
    double *path = malloc((forecast->n + 1) * sizeof *path);
    struct peaks peaks;
    struct err err = {0};
    struct peaks_options options = {.period_s = PERIOD * forecast->step_s,
                                    .paths = PEAKS_FEWEST_PATHS,
                                    .seed = PATHS_DEFAULT_SEED,
                                    .threads = 1};
    forecast_draw_paths(forecast, PATHS_DEFAULT_SEED, 0, 1, path);
    for (size_t h = 0; h < forecast->n; h++)
        check(isfinite(path[h]));
    if (peaks_init(&peaks, forecast, &options, &err) == 0) {
        for (size_t p = 0; p < peaks.periods; p++) {
            check(isfinite(peaks.mean[p]));
            for (size_t i = 0; i < FORECAST_LEVELS; i++) {
                check(isfinite(peaks.level[i][p]));
                check(i == 0 || peaks.level[i][p] >= peaks.level[i - 1][p]);
            }
        }
        peaks_release(&peaks);
    } else {
        check(err.text[0] != '\0');
    }
    free(path);
}

static bool is_share(double value)
{
    return isnan(value) || (value >= 0 && value <= 1);
}

static void check_fit(const struct series *series, const struct forecast_options *options)
{
    struct fit fit;
    struct err err = {0};
    if (fit_series(series, options, &fit, NULL, &err) == 0) {
        check(is_share(fit.daily) && is_share(fit.weekly) && is_share(fit.yearly.strength));
        check(isnan(fit.confidence) || (fit.confidence >= 0 && fit.confidence <= 1.1));
        check(isnan(fit.residual) || fit.residual >= 0);
        for (size_t p = 0; p < fit.phases; p++)
            check(isfinite(fit.profile[p]));
        for (size_t m = 0; m < MONTHS_A_YEAR; m++)
            check(isfinite(fit.yearly.month[m]));
    } else {
        check(err.text[0] != '\0');
    }
    fit_release(&fit);
}

/// The values once more, backwards and as long again: a driver with its plan.
static void driver_of(const struct series *series, struct series *driver)
{
    series_init(driver, "orders", NULL, &series->unit, 0, series->step_s, 2 * series->n);
    for (size_t i = 0; i < driver->n; i++)
        driver->value[i] = series->value[series->n - 1 - i % series->n];
}

/// A sale in the middle of the history and again after its end.
static void add_sale(struct planned_events *events, const struct series *series)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    static struct planned_event sale = {
        .name = "sale", .multiplier = 1, .probability = 0.5, .waves = 2, .retries = SIZE_MAX};
    sale.start = (instant)(series->n / 2) * step_ms;
    sale.duration_ms = step_ms;
    sale.ramp_ms = step_ms;
    sale.every_ms = (int64_t)(series->n / 2 + 2) * step_ms;
    *events = (struct planned_events){.file = "fuzz", .item = &sale, .count = 1};
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const double scales[] = {1, 1e-300, 1e290, 0.001};
    if (size < 4 || size > 4096)
        return 0;
    maths_init();
    struct series series;
    struct series driver = {0};
    struct planned_events events = {0};
    struct unit unit = {.scale = 1};
    int64_t step_s = steps[data[0] % STEPS];
    unsigned extras = data[0] / STEPS;
    series_init(&series, "x", NULL, &unit, 0, step_s, size - HEADER);
    for (size_t i = HEADER; i < size; i++)
        series.value[i - HEADER] = value_of(data[i], scales[data[2] % 4]);
    struct forecast_options options = {.horizon_s = (int64_t)data[1] * step_s,
                                       .changepoint = INSTANT_NONE,
                                       .changepoint_auto = (data[2] & 16) != 0,
                                       .may_be_negative = (data[2] & 32) != 0,
                                       .with_paths = (extras & WITH_PATHS) != 0};
    if ((extras & WITH_CAP) != 0)
        options.cap = (struct quantity){.value = 256 * scales[data[2] % 4], .bare = true};
    if ((extras & WITH_DRIVER) != 0 && (extras & WITH_CAP) == 0) {
        driver_of(&series, &driver);
        options.driver = &driver;
    }
    if ((extras & WITH_EVENTS) != 0) {
        add_sale(&events, &series);
        options.events = &events;
    }
    struct forecast forecast;
    struct err err = {0};
    if (forecast_series(&series, &options, &forecast, NULL, &err) == 0) {
        check_forecast(&forecast);
        if (forecast.paths != NULL)
            check_paths(&forecast);
        forecast_release(&forecast);
    } else {
        check(err.text[0] != '\0');
    }
    if ((extras & WITH_FIT) != 0)
        check_fit(&series, &options);
    series_release(&driver);
    series_release(&series);
    return 0;
}
