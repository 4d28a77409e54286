#include "generate.h"
#include "series/statistics.h"
#include "tap.h"

static void test_values(void)
{
    struct series series;
    generate_empty(&series, 300, 8);
    const double value[] = {4, 8, 15, NAN, 16, 23, 42, 0.5};
    for (size_t i = 0; i < 8; i++)
        series.value[i] = value[i];
    struct statistics s;
    statistics_of(&series, &s);
    is_int(s.n, 8, "all steps are counted");
    is_int(s.missing, 1, "missing ones too");
    // Rscript -e 'v<-c(4,8,15,16,23,42,0.5); cat(mean(v),sd(v),quantile(v,c(.5,.95,.99)))'
    near(s.mean, 15.5, 1e-12, "mean");
    near(s.deviation, 13.9791511425647, 1e-12, "standard deviation");
    near(s.p50, 15, 1e-12, "median");
    near(s.p95, 36.3, 1e-12, "p95 of type 7");
    near(s.p99, 40.86, 1e-12, "p99 of type 7");
    near(s.max, 42, 0, "max");
    near(s.min, 0.5, 0, "min");
    near(s.peak_to_mean, 42 / 15.5, 1e-12, "peak to mean");
    near(s.variation, 13.9791511425647 / 15.5, 1e-12, "coefficient of variation");
    near(s.idle_share, 1.0 / 7, 1e-12, "one step of seven is under 5 % of p95");
    series_release(&series);
}

static void test_nothing_known(void)
{
    struct series series;
    generate_empty(&series, 300, 3);
    struct statistics s;
    statistics_of(&series, &s);
    is_int(s.missing, 3, "all are missing");
    near(s.mean, NAN, 0, "no mean of nothing");
    near(s.peak_to_mean, NAN, 0, "no ratio of nothing");
    series_release(&series);
}

static void test_large_level(void)
{
    struct series series;
    generate_empty(&series, 300, 1000);
    for (size_t i = 0; i < 1000; i++)
        series.value[i] = 1e9 + (double)(i % 2);
    struct statistics s;
    statistics_of(&series, &s);
    // n/2 values on each side of the mean at distance 1/2: sqrt(n / 4 / (n - 1)).
    near(s.deviation, sqrt(250.0 / 999), 1e-6, "no cancellation at a large level");
    series_release(&series);
}

static void test_idle(void)
{
    struct series series;
    generate_empty(&series, 300, 100);
    for (size_t i = 0; i < 100; i++)
        series.value[i] = i < 98 ? 0 : 7;
    struct statistics s;
    statistics_of(&series, &s);
    near(s.idle_share, 0.98, 1e-12, "where p95 is zero, zero is idle");
    series_release(&series);
}

int main(void)
{
    test_values();
    test_nothing_known();
    test_large_level();
    test_idle();
    return done();
}
