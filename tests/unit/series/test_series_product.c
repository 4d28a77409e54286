// An average of instances times their number is the demand on all of them.
#include "build.h"
#include "series/series_product.h"
#include "tap.h"

#include <math.h>

static void add(struct build_case *build, const char *metric, const char *key, const double *value)
{
    size_t stream = build_stream(build, metric, key, SAMPLE_GAUGE);
    for (size_t i = 0; i < 3; i++)
        build_add(build, stream, (double)i * 300, value[i]);
}

static void test_product(void)
{
    const double cpu[] = {50, 20, 80}, instances[] = {4, 5, 10};
    struct build_case build;
    build_begin(&build);
    build_add_file(&build, "web.csv");
    add(&build, "cpu_percent", NULL, cpu);
    build.samples.stream[0].unit = (struct unit){.dimension = DIMENSION_RATIO, .scale = 0.01};
    add(&build, "instances", NULL, instances);
    ok(build_run(&build) == 0, "two metrics");
    ok(series_multiply(&build.set, &build.samples, "instances", &build.notes, &build.err) == 0,
       "are multiplied");
    is_int(build.set.count, 1, "the multiplier leaves");
    is_text(build.set.item[0].name, "cpu_busy", "a share of instances is busy ones");
    near(build.set.item[0].value[0], 2, 1e-12, "half of 4");
    near(build.set.item[0].value[1], 1, 1e-12, "a fifth of 5");
    near(build.set.item[0].value[2], 8, 1e-12, "four fifths of 10");
    build_end(&build);
}

static void test_refusals(void)
{
    const double cpu[] = {50, 20, 80};
    struct build_case build;
    build_begin(&build);
    build_add_file(&build, "web.csv");
    add(&build, "cpu_percent", NULL, cpu);
    ok(build_run(&build) == 0, "one metric");
    ok(series_multiply(&build.set, &build.samples, "pods", &build.notes, &build.err) != 0,
       "has no multiplier");
    has_text(build.err.text, "--multiply-by: no column \"pods\"", "which is named");
    ok(series_multiply(&build.set, &build.samples, "cpu_percent", &build.notes, &build.err) != 0,
       "nor is it one of its own");
    has_text(build.err.text, "nothing beside \"cpu_percent\" to multiply", "says so");
    build_end(&build);
}

int main(void)
{
    test_product();
    test_refusals();
    return done();
}
