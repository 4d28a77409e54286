// Bands against the truth: many series of a known process each, and how likely the process is to
// stay within the bounds that its past gave. That probability is known in closed form, so that a
// hundred series tell coverage to about half a per cent.
#include "forecast/forecast.h"
#include "maths/distribution.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>

enum { HOUR_S = 3600, DAY_S = 86400, WEEK_S = 604800, MONTH_S = 2629800 };
enum { REPLICATIONS = 100, REPLICATIONS_LONG = 30, HORIZONS = 4, P95 = 2, P99 = 3 };

#define TWO_PI 6.283185307179586
#define BASE 1000.0

/// BASE x (1 + amplitude x sine of the season) and an autoregression on top; phi 1: a random walk.
struct process {
    const char *name;
    int64_t step_s;
    size_t n, season;
    double amplitude, phi, sigma;
    size_t ahead[HORIZONS];
};

/// What the bounds of one horizon gave, as means over the replications.
struct measured {
    double coverage_p95, coverage_p99;
    double width; ///< p95 above the mean, over that of the process
};

static double usual(const struct process *process, double t)
{
    double season = process->season > 0 ? sin(TWO_PI * t / (double)process->season) : 0;
    return BASE * (1 + process->amplitude * season);
}

/// One path of the process; returns how far its end is from what is usual.
static double draw(const struct process *process, uint64_t seed, struct series *series)
{
    struct random random;
    bool walks = process->phi >= 1;
    random_seed(&random, seed, 7);
    double x =
        walks ? 0 : process->sigma / sqrt(1 - process->phi * process->phi) * random_normal(&random);
    for (size_t t = 0; t < series->n; t++) {
        x = process->phi * x + process->sigma * random_normal(&random);
        series->value[t] = usual(process, (double)t) + x;
    }
    return x;
}

/// Standard deviation `ahead` steps after a known value: sigma sqrt((1 - phi^2h) / (1 - phi^2)).
static double deviation(const struct process *process, double ahead)
{
    double square = process->phi * process->phi;
    return process->sigma *
           sqrt(process->phi >= 1 ? ahead : (1 - pow(square, ahead)) / (1 - square));
}

static void replicate(const struct process *process, size_t replications,
                      struct measured measured[HORIZONS])
{
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    size_t far = process->ahead[HORIZONS - 1];
    struct forecast_options options = {.changepoint = INSTANT_NONE,
                                       .horizon_s = (int64_t)far * process->step_s};
    bool is_done = true;
    for (size_t i = 0; i < HORIZONS; i++)
        measured[i] = (struct measured){0};
    for (uint64_t r = 0; r < replications; r++) {
        struct series series;
        struct forecast f;
        struct err err = {0};
        series_init(&series, "requests_per_s", NULL, &unit,
                    civil_days(2020, 1, 6) * DAY_S * INSTANT_PER_SECOND, process->step_s,
                    process->n);
        double last = draw(process, r, &series);
        is_done = forecast_series(&series, &options, &f, NULL, &err) == 0 && is_done;
        for (size_t i = 0; i < HORIZONS && is_done; i++) {
            double ahead = (double)process->ahead[i];
            size_t h = process->ahead[i] - 1;
            double mean =
                usual(process, (double)series.n - 1 + ahead) + last * pow(process->phi, ahead);
            double sd = deviation(process, ahead);
            measured[i].coverage_p95 +=
                normal_cdf((f.level[P95][h] - mean) / sd) / (double)replications;
            measured[i].coverage_p99 +=
                normal_cdf((f.level[P99][h] - mean) / sd) / (double)replications;
            measured[i].width +=
                (f.level[P95][h] - f.mean[h]) / (normal_quantile(0.95) * sd) / (double)replications;
        }
        forecast_release(&f);
        series_release(&series);
    }
    ok(is_done, "%s, %zu steps: %zu forecasts", process->name, process->n, replications);
}

/// Weeks, months, and days before they are many: p95 covers 93 to 98.5 %, p99 at least 98.
static void short_series(void)
{
    static const struct process processes[] = {
        {"months with a year", MONTH_S, 36, 12, .2, 0, 50, {1, 3, 6, 12}},
        {"months with a year", MONTH_S, 48, 12, .2, 0, 50, {1, 3, 6, 12}},
        {"months with a year", MONTH_S, 60, 12, .2, 0, 50, {1, 3, 6, 12}},
        {"months that walk", MONTH_S, 48, 0, 0, 1, 40, {1, 3, 6, 12}},
        {"months of noise", MONTH_S, 40, 0, 0, 0, 50, {1, 3, 6, 12}},
        {"weeks of noise", WEEK_S, 60, 0, 0, 0, 100, {1, 4, 8, 13}},
        {"weeks that walk", WEEK_S, 60, 0, 0, 1, 30, {1, 4, 8, 13}},
        {"six weeks of days", DAY_S, 42, 7, .3, 0, 80, {1, 3, 7, 14}},
        {"days of noise", DAY_S, 40, 0, 0, 0, 100, {1, 3, 7, 14}},
        {"seventeen weeks of days", DAY_S, 119, 7, .3, 0, 80, {1, 3, 7, 14}},
        {"days that walk", DAY_S, 42, 0, 0, 1, 30, {1, 3, 7, 14}},
    };
    for (size_t k = 0; k < sizeof processes / sizeof processes[0]; k++) {
        const struct process *process = &processes[k];
        struct measured measured[HORIZONS];
        replicate(process, REPLICATIONS, measured);
        for (size_t i = 0; i < HORIZONS; i++) {
            ok(measured[i].coverage_p95 > .93 && measured[i].coverage_p95 < .985,
               "%s, %zu steps, %zu ahead: p95 covers %.3f", process->name, process->n,
               process->ahead[i], measured[i].coverage_p95);
            ok(measured[i].coverage_p99 > .98, "and p99 %.3f, %.2f times as wide as known",
               measured[i].coverage_p99, measured[i].width);
        }
    }
}

/// Eight weeks of hours: p95 is 0.9 to 1.25 times (1.4 with a season) as far above the mean as that
/// of a stationary process, and covers 92 to 98 %. Of a walk, eight weeks show too few weeks: 82 %
/// a week ahead.
static void hours(void)
{
    static const struct {
        struct process process;
        double widest, least_coverage;
    } cases[] = {
        {{"hours with .9", HOUR_S, 1344, 0, 0, .9, 20, {1, 6, 24, 168}}, 1.25, .92},
        {{"hours with .5", HOUR_S, 1344, 0, 0, .5, 50, {1, 6, 24, 168}}, 1.25, .92},
        {{"hours of noise", HOUR_S, 1344, 0, 0, 0, 50, {1, 6, 24, 168}}, 1.25, .92},
        {{"hours with a day and .9", HOUR_S, 1344, 24, .3, .9, 20, {1, 6, 24, 168}}, 1.4, .92},
        {{"hours that walk", HOUR_S, 1344, 0, 0, 1, 3, {1, 6, 24, 168}}, 1.4, .82},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        const struct process *process = &cases[k].process;
        struct measured measured[HORIZONS];
        replicate(process, REPLICATIONS_LONG, measured);
        for (size_t i = 0; i < HORIZONS; i++) {
            bool is_far_walk = process->phi >= 1 && i == HORIZONS - 1;
            ok(measured[i].width > (is_far_walk ? .65 : .9) && measured[i].width < cases[k].widest,
               "%s, %zu ahead: %.2f times as wide as known", process->name, process->ahead[i],
               measured[i].width);
            ok(measured[i].coverage_p95 > cases[k].least_coverage &&
                   measured[i].coverage_p95 < .98 &&
                   measured[i].coverage_p99 > cases[k].least_coverage + .04,
               "p95 covers %.3f, p99 %.3f", measured[i].coverage_p95, measured[i].coverage_p99);
        }
    }
}

int main(void)
{
    maths_init();
    short_series();
    hours();
    return done();
}
