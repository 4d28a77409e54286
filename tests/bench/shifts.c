// Right after demand came to a new level: forecasts from histories with such a shift, beside those
// of the same history as if it had always been there.
//   build/tests/bench/shifts SEEDS [HORIZON_DAYS]
// By age of the shift at the end of the data: mean absolute error and pinball losses of p95 and p99
// over those of the twin (geometric means) with --changepoint none and as they are; coverage of p95
// and p99 over the first day, as they are; CPU milliseconds a forecast.
#include "base/memory.h"
#include "bench/made_demand.h"
#include "forecast/forecast.h"
#include "maths/maths.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const int ages[] = {1, 4, 12, 24, 48, 96, 168, 336, 504, 800};
static const double factors[] = {0.4, 0.7, 1.5, 2.5};
enum { AGES = 10, FACTORS = 4 };

static double seconds;
static double forecasts;

struct result {
    struct losses losses;
    double within_p95, within_p99; ///< of the first day
};

static bool forecast_after(double *value, size_t n, size_t horizon, bool is_told,
                           struct result *result)
{
    unsigned char *mark = mem_alloc(n, 1);
    char name[] = "requests";
    struct series series = {.name = name,
                            .unit = {.name = "requests/s"},
                            .start = 1740960000LL * 1000,
                            .step_s = 3600,
                            .n = n,
                            .value = value,
                            .mark = mark};
    struct forecast_options options = {.horizon_s = (int64_t)horizon * 3600,
                                       .changepoint = INSTANT_NONE,
                                       .changepoint_none = !is_told};
    struct forecast forecast;
    struct err err = {0};
    clock_t begin = clock();
    bool is_done = forecast_series(&series, &options, &forecast, NULL, &err) == 0;
    seconds += (double)(clock() - begin) / CLOCKS_PER_SEC;
    forecasts++;
    free(mark);
    if (!is_done)
        return false;
    result->losses = score(&forecast, value + n);
    result->within_p95 = result->within_p99 = 0;
    for (size_t h = 0; h < DAY; h++) {
        result->within_p95 += (value[n + h] <= forecast.level[P95][h]) / (double)DAY;
        result->within_p99 += (value[n + h] <= forecast.level[P99][h]) / (double)DAY;
    }
    forecast_release(&forecast);
    return true;
}

struct tally {
    struct losses untold, told;
    double within_p95, within_p99, cases;
};

static void add_logs(struct losses *sum, const struct losses *a, const struct losses *b)
{
    sum->error += log(a->error / b->error);
    sum->p95 += log(a->p95 / b->p95);
    sum->p99 += log(a->p99 / b->p99);
}

static void print_tally(const char *name, const struct tally *tally)
{
    const struct losses *a = &tally->untold;
    const struct losses *b = &tally->told;
    double n = tally->cases;
    printf("%-14s %5.0f  %6.2f %6.2f %6.2f  %6.2f %6.2f %6.2f  %5.3f %5.3f\n", name, n,
           exp(a->error / n), exp(a->p95 / n), exp(a->p99 / n), exp(b->error / n), exp(b->p95 / n),
           exp(b->p99 / n), tally->within_p95 / n, tally->within_p99 / n);
}

/// A history whose values before the last `age` hours stand at 1 / `factor` of what follows.
static void try_one(const double *clean, size_t n, size_t horizon, int age, double factor,
                    struct tally *tally)
{
    struct result twin, untold, told;
    double *value = mem_alloc(n + horizon, sizeof *value);
    for (size_t t = 0; t < n + horizon; t++)
        value[t] = clean[t] * factor;
    bool is_done = forecast_after(value, n, horizon, false, &twin);
    for (size_t t = 0; t + (size_t)age < n; t++)
        value[t] = clean[t];
    if (is_done && forecast_after(value, n, horizon, false, &untold) &&
        forecast_after(value, n, horizon, true, &told)) {
        add_logs(&tally->untold, &untold.losses, &twin.losses);
        add_logs(&tally->told, &told.losses, &twin.losses);
        tally->within_p95 += told.within_p95;
        tally->within_p99 += told.within_p99;
        tally->cases++;
    }
    free(value);
}

int main(int argc, char **argv)
{
    size_t seeds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (seeds == 0) {
        fprintf(stderr, "usage: shifts SEEDS [HORIZON_DAYS]\n");
        return 2;
    }
    maths_init();
    size_t horizon = argc > 2 ? DAY * strtoul(argv[2], NULL, 10) : HORIZON;
    size_t n = WEEKS * WEEK;
    printf("%-14s %5s  %6s %6s %6s  %6s %6s %6s  %5s %5s\n", "shift", "cases", "error", "l95",
           "l99", "error", "l95", "l99", "in95", "in99");
    for (size_t a = 0; a < AGES; a++) {
        struct tally up = {0}, down = {0};
        for (size_t i = 0; i < BASES * FACTORS * seeds; i++) {
            double factor = factors[i / BASES % FACTORS];
            struct random random;
            random_seed(&random, 50000 + 1000 * a + i, 1);
            double *value = mem_alloc(n + horizon, sizeof *value);
            make((int)(i % BASES), &random, value, n + horizon);
            try_one(value, n, horizon, ages[a], factor, factor > 1 ? &up : &down);
            free(value);
        }
        char name[32];
        snprintf(name, sizeof name, "up %dh", ages[a]);
        print_tally(name, &up);
        snprintf(name, sizeof name, "down %dh", ages[a]);
        print_tally(name, &down);
    }
    printf("%.2f ms a forecast\n", 1000 * seconds / forecasts);
    return 0;
}
