// Properties that forecasts have whatever the data: shifts, widening, autoregressions, counts.
#include "base/memory.h"
#include "forecast/forecast.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { HOUR_S = 3600, DAY_S = 86400, WEEK_S = 604800 };

static struct series make(int64_t step_s, size_t n)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, "requests_per_s", NULL, &unit,
                civil_days(2024, 1, 1) * DAY_S * INSTANT_PER_SECOND, step_s, n);
    return series;
}

static struct forecast run(const struct series *series, int64_t horizon_s)
{
    struct forecast_options options = {.changepoint = INSTANT_NONE, .horizon_s = horizon_s};
    struct forecast forecast = {0};
    struct err err = {0};
    ok(forecast_series(series, &options, &forecast, NULL, &err) == 0, "forecast: %s", err.text);
    return forecast;
}

/// A day around 1000, with noise, `added` on top.
static struct series shifted(double added)
{
    struct series series = make(HOUR_S, 6 * 168);
    struct random random;
    random_seed(&random, 4, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 1000 + added + 200 * sin(6.283185307179586 * (double)i / 24) +
                          20 * random_normal(&random);
    return series;
}

/// Members on logarithms feel a shift a little; the forecast as a whole hardly does.
static void shift_equivariance(void)
{
    struct series series = shifted(0);
    struct forecast one = run(&series, 2 * DAY_S);
    static const double added[] = {100, 1000, 1e5};
    for (size_t k = 0; k < 3; k++) {
        struct series other = shifted(added[k]);
        struct forecast f = run(&other, 2 * DAY_S);
        double apart = 0;
        double widths = 0;
        for (size_t h = 0; h < f.n; h++) {
            apart = fmax(apart, fabs(f.mean[h] - added[k] - one.mean[h]));
            widths += (f.level[2][h] - f.mean[h]) / (one.level[2][h] - one.mean[h]) / (double)f.n;
        }
        // The noise's standard deviation is 20.
        ok(apart < 15, "%g on top moves the mean by as much (apart by at most %.1f)", added[k],
           apart);
        near(widths, 1, .1, "and leaves the bands as wide");
        forecast_release(&f);
        series_release(&other);
    }
    forecast_release(&one);
    series_release(&series);
}

/// An autoregression with .9 around 500 that ends far above it: the forecast decays by .9 a step.
static void exact_autoregression(void)
{
    struct series series = make(HOUR_S, 8 * 168);
    struct random random;
    random_seed(&random, 17, 0);
    double x = 0;
    for (size_t i = 0; i < series.n; i++) {
        x = .9 * x + random_normal(&random);
        series.value[i] = 500 + x;
    }
    // Twelve standard deviations of a step above the mean, reached by pushing the last steps up.
    for (size_t i = 0; i < 3; i++)
        series.value[series.n - 1 - i] = 500 + 6 - (double)i;
    struct forecast f = run(&series, DAY_S);
    double worst = 0;
    for (size_t h = 0; h < 12; h++)
        worst = fmax(worst, fabs(f.mean[h] - (500 + 6 * pow(.9, (double)h + 1))));
    ok(worst < 1.2, "the distance to the mean decays by .9 a step (off by at most %.2f)", worst);
    // The deviation h steps ahead is sqrt((1 - .81^h) / .19): 1, 2.21 at 12, 2.29 at the end.
    double first = f.level[2][0] - f.level[0][0];
    double last = f.level[2][23] - f.level[0][23];
    ok(last > 1.4 * first, "bands widen (%.2f to %.2f)", first, last);
    // 1.645 x 2.29 = 3.77; what a short backtest cannot show and seasonal naive's errors come on
    // top.
    ok(last > 3.77 && last < 2 * 3.77, "to what such a process does, or more (%.2f)", last);
    forecast_release(&f);
    series_release(&series);
}

/// The widths of whole weeks never fall, near and far, for any step.
static void widening(void)
{
    static const int64_t steps[] = {300, HOUR_S, DAY_S};
    for (size_t k = 0; k < 3; k++) {
        struct series series = make(steps[k], (size_t)(12 * WEEK_S / steps[k]));
        struct random random;
        random_seed(&random, 8, 0);
        double level = 0;
        for (size_t i = 0; i < series.n; i++) {
            double day = (double)((int64_t)i * steps[k]) / DAY_S;
            // A level that wanders by about 3 % a day.
            level += .03 * sqrt((double)steps[k] / DAY_S) * random_normal(&random);
            series.value[i] = 300 * (1.5 + sin(6.283185307179586 * day)) *
                              exp(level + .05 * random_normal(&random));
        }
        struct forecast f = run(&series, 12 * WEEK_S);
        size_t week = (size_t)(WEEK_S / steps[k]);
        double last = 0;
        bool widens = true;
        for (size_t from = 0; from + week <= f.n; from += week) {
            double width = 0;
            for (size_t h = from; h < from + week; h++)
                width += (f.level[2][h] - f.level[0][h]) / f.level[0][h];
            // From two weeks to six one model gives way to another.
            widens = widens && width > .97 * last;
            last = width;
        }
        ok(widens, "at %lld s p95 moves away from p50 week by week", (long long)steps[k]);
        forecast_release(&f);
        series_release(&series);
    }
}

/// Counts with many zeros: nothing below zero, quantiles that hold, no mean beyond what was seen.
static void intermittent(void)
{
    struct series series = make(HOUR_S, 6 * 168);
    struct random random;
    random_seed(&random, 12, 0);
    double sum = 0;
    for (size_t i = 0; i < series.n; i++) {
        series.value[i] = random_uniform(&random) < .1 ? ceil(5 * random_uniform(&random)) : 0;
        sum += series.value[i] / (double)series.n;
    }
    struct forecast f = run(&series, WEEK_S);
    double low = 0;
    double mean = 0;
    for (size_t h = 0; h < f.n; h++) {
        low = fmin(low, fmin(f.level[0][h], fmin(f.low[h], f.mean[h])));
        mean += f.mean[h] / (double)f.n;
    }
    ok(low >= 0, "nothing below zero");
    ok(mean <= 2 * sum, "the expected value is no larger than twice the mean (%.2f of %.2f)", mean,
       sum);
    forecast_release(&f);
    series_release(&series);
}

int main(void)
{
    maths_init();
    shift_equivariance();
    exact_autoregression();
    widening();
    intermittent();
    return done();
}
