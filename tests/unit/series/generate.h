// Series with a known nature, the same on every machine.
#ifndef HEADROOM_TESTS_UNIT_SERIES_GENERATE_H
#define HEADROOM_TESTS_UNIT_SERIES_GENERATE_H

#include "base/unit.h"
#include "maths/random.h"
#include "series/series.h"

#include <math.h>
#include <stdint.h>

#define GENERATE_PI 3.14159265358979323846

/// 2024-01-01T00:00:00Z, a Monday.
#define GENERATE_START (INT64_C(1704067200) * INSTANT_PER_SECOND)

static inline void generate_empty(struct series *series, int64_t step_s, size_t n)
{
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "/s"};
    series_init(series, "requests_per_s", NULL, &unit, GENERATE_START, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->mark[i] = MARK_MEASURED;
}

/// Level 100 with independent normal noise of deviation `noise`.
static inline void generate_noise(struct series *series, int64_t step_s, size_t n, double noise,
                                  struct random *random)
{
    generate_empty(series, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->value[i] = 100 + noise * random_normal(random);
}

/// exp of a walk with normal steps of deviation `noise`, from 100.
static inline void generate_walk(struct series *series, int64_t step_s, size_t n, double noise,
                                 struct random *random)
{
    generate_empty(series, step_s, n);
    double level = 0;
    for (size_t i = 0; i < n; i++) {
        level += noise * random_normal(random);
        series->value[i] = 100 * exp(level);
    }
}

/// exp of a stationary first-order autoregression, around 100.
static inline void generate_autoregression(struct series *series, int64_t step_s, size_t n,
                                           double coefficient, double noise, struct random *random)
{
    generate_empty(series, step_s, n);
    double level = noise / sqrt(1 - coefficient * coefficient) * random_normal(random);
    for (size_t i = 0; i < n; i++) {
        series->value[i] = 100 * exp(level);
        level = coefficient * level + noise * random_normal(random);
    }
}

/// Multiplies by 1 + swing * sin of the day.
static inline void generate_daily(struct series *series, double swing)
{
    for (size_t i = 0; i < series->n; i++)
        series->value[i] *= 1 + swing * sin(2 * GENERATE_PI * (double)i * (double)series->step_s /
                                            (double)SECONDS_PER_DAY);
}

/// Multiplies Saturdays and Sundays by `factor`; the start is a Monday.
static inline void generate_weekend(struct series *series, double factor)
{
    for (size_t i = 0; i < series->n; i++)
        if ((int64_t)i * series->step_s / SECONDS_PER_DAY % 7 >= 5)
            series->value[i] *= factor;
}

/// Growth of `monthly` (0.1 is 10 %) a month of 730 h, compound.
static inline void generate_growth(struct series *series, double monthly)
{
    for (size_t i = 0; i < series->n; i++)
        series->value[i] *= pow(1 + monthly, (double)i * (double)series->step_s / (730 * 3600.0));
}

/// Multiplies everything from `part` of the history on.
static inline void generate_shift(struct series *series, double part, double factor)
{
    for (size_t i = (size_t)(part * (double)series->n); i < series->n; i++)
        series->value[i] *= factor;
}

/// Multiplies by 1 + swing * sin with a period in seconds.
static inline void generate_cycle(struct series *series, double period_s, double swing)
{
    for (size_t i = 0; i < series->n; i++)
        series->value[i] *=
            1 + swing * sin(2 * GENERATE_PI * (double)i * (double)series->step_s / period_s);
}

/// Multiplies single steps, chosen with `probability`, by 4 to 12.
static inline void generate_spikes(struct series *series, double probability, struct random *random)
{
    for (size_t i = 0; i < series->n; i++)
        if (random_uniform(random) < probability)
            series->value[i] *= 4 + 8 * random_uniform(random);
}

#endif
