// Percentiles of events' measurements a step, against R's quantile(type = 7).
#include "build.h"
#include "series/event_quantiles.h"
#include "series/event_step.h"
#include "series/grid.h"
#include "tap.h"

#include <math.h>

static void check_name(const char *name, const char *expected)
{
    struct str text = {0};
    str_append(&text, name);
    event_quantile_name(&text, 95);
    is_text(text.data, expected, name);
    str_release(&text);
}

static void test_names(void)
{
    check_name("latency_ms", "latency_p95_ms");
    check_name("duration_seconds", "duration_p95_seconds");
    check_name("runtime", "runtime_p95");
    check_name("time_to_first_answer", "time_to_first_answer_p95");
}

static void test_percentiles(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "access.csv");
    size_t stream = build_stream(&b, "elapsed", NULL, SAMPLE_MEASUREMENT);
    unit_parse("ms", 2, &b.samples.stream[stream].unit);
    // Out of order, one missing: a minute of five, an empty minute, a minute of one.
    const double second[] = {59.999, 0, 30, 10, 20, 150, 40};
    const double value[] = {800, 100, 200, 400, 50, 7, NAN};
    for (int i = 0; i < 7; i++)
        build_add(&b, stream, second[i], value[i]);
    b.options.step_s = 60;
    is_int(build_run(&b), 0, "measurements are read");
    is_int(b.set.count, 3, "three percentiles");
    is_text(b.set.item[0].name, "elapsed_p50_ms", "named for them");
    is_text(b.set.item[2].name, "elapsed_p99_ms", "with the unit last");
    // R: quantile(c(800, 100, 200, 400, 50), c(.5, .95, .99), type = 7) gives 200 720 784
    near(b.set.item[0].value[0], 200, 1e-12, "the median of five");
    near(b.set.item[1].value[0], 720, 1e-12, "p95 of five");
    near(b.set.item[2].value[0], 784, 1e-12, "p99 of five");
    ok(isnan(b.set.item[0].value[1]), "a minute without events has no latency");
    is_int(b.set.item[0].mark[1], MARK_ABSENT, "and is not filled");
    for (int i = 0; i < 3; i++)
        near(b.set.item[i].value[2], 7, 0, "all percentiles of one value are that value");
    build_end(&b);
}

static void test_nothing_measured(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "access.csv");
    size_t stream = build_stream(&b, "elapsed", NULL, SAMPLE_MEASUREMENT);
    for (int i = 0; i < 7; i++)
        build_add(&b, stream, i, NAN);
    is_int(build_run(&b), -1, "events without any measurement are refused");
    has_text(build_note(&b, "empty"), "elapsed: no value: left out", "and named");
    build_end(&b);
}

static void test_one_step_for_all(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "k6.csv");
    size_t dense = build_stream(&b, "http_reqs", NULL, SAMPLE_EVENT);
    size_t sparse = build_stream(&b, "iterations", NULL, SAMPLE_EVENT);
    size_t level = build_stream(&b, "vus", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 600; i++) {
        build_add(&b, dense, i, 1);
        build_add(&b, level, i, 10);
    }
    build_add(&b, sparse, 0, 1);
    build_add(&b, sparse, 599, 1);
    is_int(event_step_s(&b.samples, 0, &b.notes), 60, "a minute holds 60 of the densest events");
    is_int(event_step_s(&b.samples, 10, &b.notes), 10, "--step is heeded");
    is_int(build_run(&b), 0, "events and levels are read together");
    for (size_t i = 0; i < 3; i++) {
        is_int(b.set.item[i].step_s, 60, b.set.item[i].name);
        is_int(b.set.item[i].n, 10, "ten minutes");
    }
    has_text(build_note(&b, "event step"), "events are gathered into steps of 1m", "and said");
    build_end(&b);
}

int main(void)
{
    test_names();
    test_percentiles();
    test_nothing_measured();
    test_one_step_for_all();
    return done();
}
