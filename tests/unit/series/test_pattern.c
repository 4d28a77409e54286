// Every class of pattern is reached by series of its nature, over many seeds, and noise by none but
// its own.
#include "generate.h"
#include "series/analysis.h"
#include "series/cycle.h"
#include "tap.h"

#include <stdlib.h>

enum { SEEDS = 20 };

typedef void generator(struct series *series, int64_t step_s, size_t n, struct random *random);

static void noise(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    generate_noise(series, step_s, n, 10, random);
}

static void constant(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    (void)random;
    generate_empty(series, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->value[i] = 42;
}

static void zeros(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    constant(series, step_s, n, random);
    for (size_t i = 0; i < n; i++)
        series->value[i] = 0;
}

static void faint_noise(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    generate_noise(series, step_s, n, 2, random);
}

static void walk(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    generate_walk(series, step_s, n, 0.05 * sqrt((double)step_s / 3600), random);
}

static void autoregression(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    double hours = (double)step_s / 3600;
    generate_autoregression(series, step_s, n, pow(0.9, hours), 0.3 * sqrt(1 - pow(0.9, 2 * hours)),
                            random);
}

static void lognormal(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    generate_empty(series, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->value[i] = 100 * exp(0.4 * random_normal(random));
}

static void increase(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_growth(series, 0.4);
}

static void decrease(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_growth(series, -0.3);
}

static void daily(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_daily(series, 0.4);
}

static void weekly(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_weekend(series, 0.5);
}

static void both(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    daily(series, step_s, n, random);
    generate_weekend(series, 0.5);
}

static void cycle(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_cycle(series, (double)step_s * (double)n / 11.3, 0.5);
}

static void spikes(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_spikes(series, 0.02, random);
}

static void intermittent(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    generate_empty(series, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->value[i] = random_uniform(random) < 0.2 ? 10 * random_exponential(random) : 0;
}

static void shift(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_shift(series, 0.55, 1.8);
}

static void shift_down(struct series *series, int64_t step_s, size_t n, struct random *random)
{
    noise(series, step_s, n, random);
    generate_daily(series, 0.15);
    generate_shift(series, 0.7, 0.4);
}

struct expectation {
    const char *what;
    generator *generate;
    int64_t step_s;
    size_t n;
    enum pattern_class class;
    int least; ///< of SEEDS
};

enum { HOUR = 3600, MINUTES_5 = 300, DAY = 86400 };

static const struct expectation expectations[] = {
    {"a constant", constant, HOUR, 672, PATTERN_FLAT, 20},
    {"zeros", zeros, MINUTES_5, 4032, PATTERN_FLAT, 20},
    {"2 % noise", faint_noise, HOUR, 672, PATTERN_FLAT, 20},
    {"2 % noise of minutes", faint_noise, 60, 7200, PATTERN_FLAT, 20},
    {"growth, hours", increase, HOUR, 1344, PATTERN_INCREASE, 20},
    {"growth, days", increase, DAY, 365, PATTERN_INCREASE, 19},
    {"decline, hours", decrease, HOUR, 1344, PATTERN_DECREASE, 20},
    {"decline, five minutes", decrease, MINUTES_5, 8064, PATTERN_DECREASE, 20},
    {"days, hours", daily, HOUR, 672, PATTERN_SEASONAL_DAILY, 20},
    {"days, 30 seconds of four days", daily, 30, 11520, PATTERN_SEASONAL_DAILY, 20},
    {"weeks, hours", weekly, HOUR, 672, PATTERN_SEASONAL_WEEKLY, 20},
    {"weeks, days", weekly, DAY, 120, PATTERN_SEASONAL_WEEKLY, 20},
    {"days and weeks", both, HOUR, 672, PATTERN_SEASONAL_BOTH, 20},
    {"days and weeks, five minutes", both, MINUTES_5, 12096, PATTERN_SEASONAL_BOTH, 20},
    {"a cycle, hours", cycle, HOUR, 672, PATTERN_CYCLICAL, 20},
    {"a cycle, days", cycle, DAY, 400, PATTERN_CYCLICAL, 20},
    {"a cycle, 10 seconds of a day", cycle, 10, 8640, PATTERN_CYCLICAL, 20},
    {"spikes, five minutes", spikes, MINUTES_5, 4032, PATTERN_SPIKY, 20},
    {"spikes, hours", spikes, HOUR, 672, PATTERN_SPIKY, 18},
    {"intermittent, hours", intermittent, HOUR, 672, PATTERN_INTERMITTENT, 20},
    {"intermittent, five minutes", intermittent, MINUTES_5, 4032, PATTERN_INTERMITTENT, 20},
    {"a shift up, hours", shift, HOUR, 672, PATTERN_LEVEL_SHIFT, 20},
    {"a shift up, five minutes", shift, MINUTES_5, 4032, PATTERN_LEVEL_SHIFT, 20},
    {"a shift down, hours", shift_down, HOUR, 1344, PATTERN_LEVEL_SHIFT, 20},
    {"noise, hours", noise, HOUR, 672, PATTERN_IRREGULAR, 18},
    {"noise, five minutes", noise, MINUTES_5, 4032, PATTERN_IRREGULAR, 18},
    {"noise, days", noise, DAY, 365, PATTERN_IRREGULAR, 18},
    {"skewed noise, hours", lognormal, HOUR, 672, PATTERN_IRREGULAR, 18},
    {"an autoregression, hours", autoregression, HOUR, 672, PATTERN_IRREGULAR, 17},
};

static void test_classes(void)
{
    for (size_t k = 0; k < sizeof expectations / sizeof expectations[0]; k++) {
        const struct expectation *want = &expectations[k];
        int right = 0;
        enum pattern_class other = want->class;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct random random;
            random_seed(&random, seed, k);
            struct series series;
            want->generate(&series, want->step_s, want->n, &random);
            struct analysis a;
            analysis_init(&a, &series, NULL, NULL);
            right += a.pattern.class == want->class;
            if (a.pattern.class != want->class)
                other = a.pattern.class;
            analysis_release(&a);
            series_release(&series);
        }
        ok(right >= want->least, "%s: %s in %d of %d%s%s", want->what, pattern_name(want->class),
           right, SEEDS, right < SEEDS ? ", else " : "", right < SEEDS ? pattern_name(other) : "");
    }
}

/// A walk has no season, cycle or shift; that it looks like a trend now and then is its nature.
static void test_walks(void)
{
    int seasonal = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct random random;
        random_seed(&random, seed, 99);
        struct series series;
        if (seed % 3 == 0)
            walk(&series, MINUTES_5, 4032, &random);
        else if (seed % 3 == 1)
            walk(&series, HOUR, 1344, &random);
        else
            walk(&series, 30, 11520, &random);
        struct analysis a;
        analysis_init(&a, &series, NULL, NULL);
        seasonal +=
            a.pattern.class >= PATTERN_SEASONAL_DAILY && a.pattern.class <= PATTERN_CYCLICAL;
        analysis_release(&a);
        series_release(&series);
    }
    ok(seasonal <= 3, "walks are not seasonal or cyclical (%d of 60)", seasonal);
}

static void test_too_few(void)
{
    struct random random;
    random_seed(&random, 1, 0);
    struct series series;
    noise(&series, HOUR, 23, &random);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_text(pattern_name(a.pattern.class), "unknown", "23 values do not tell a pattern");
    analysis_release(&a);
    series_release(&series);
}

static void test_all_missing(void)
{
    struct series series;
    generate_empty(&series, HOUR, 500);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    is_text(pattern_name(a.pattern.class), "unknown", "no value, no pattern");
    is_int(a.anomalies.count, 0, "and no anomaly");
    near(a.enough_for_s, 0, 0, "and no horizon");
    analysis_release(&a);
    series_release(&series);
}

/// Multiplying by a constant changes neither class nor shares.
static void test_equivariance(void)
{
    struct random random;
    random_seed(&random, 8, 0);
    struct series series;
    both(&series, HOUR, 1344, &random);
    generate_growth(&series, 0.1);
    struct analysis a;
    struct analysis b;
    analysis_init(&a, &series, NULL, NULL);
    double share = a.pattern.season_share;
    for (size_t i = 0; i < series.n; i++)
        series.value[i] *= 1024;
    analysis_init(&b, &series, NULL, NULL);
    is_int(b.pattern.class, a.pattern.class, "the unit does not change the class");
    near(b.pattern.season_share, share, 1e-9, "nor the shares");
    near(b.trend.growth_month, a.trend.growth_month, 1e-9, "nor the growth");
    analysis_release(&a);
    analysis_release(&b);
    series_release(&series);
}

static void test_cycle_length(void)
{
    double value[600];
    for (size_t i = 0; i < 600; i++)
        value[i] = sin(2 * GENERATE_PI * (double)i / 37);
    is_int(cycle_find(value, 600).period, 37, "a sine's period is found");
    for (size_t i = 0; i < 600; i++)
        value[i] = (double)i;
    is_int(cycle_find(value, 600).period, 0, "a line has none");
    for (size_t i = 0; i < 600; i++)
        value[i] = 5;
    is_int(cycle_find(value, 600).period, 0, "a constant has none");
}

int main(void)
{
    test_classes();
    test_walks();
    test_too_few();
    test_all_missing();
    test_equivariance();
    test_cycle_length();
    return done();
}
