#include "ingest/kind.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *metric;
    enum sample_kind kind;
} names[] = {
    {"requests", SAMPLE_TOTAL},
    {"RequestCount", SAMPLE_TOTAL},
    {"count", SAMPLE_TOTAL},
    {"page-views", SAMPLE_TOTAL},
    {"Invocations", SAMPLE_TOTAL},
    {"HTTPCode_Target_5XX_Count", SAMPLE_TOTAL},
    {"http_requests_total", SAMPLE_COUNTER},
    {"value", SAMPLE_GAUGE},
    {"cpu", SAMPLE_GAUGE},
    {"CPUUtilization", SAMPLE_GAUGE},
    {"request_rate", SAMPLE_GAUGE},
    {"requests_per_s", SAMPLE_GAUGE},
    {"request latency", SAMPLE_GAUGE},
    {"HealthyHostCount", SAMPLE_GAUGE},
    {"ActiveConnectionCount", SAMPLE_GAUGE},
    {"User Count", SAMPLE_GAUGE},
    {"account", SAMPLE_GAUGE},
    {"country", SAMPLE_GAUGE},
};

static void test_headers(void)
{
    struct unit unit;
    double per_s = 0;
    is_int(unit_of_header("requests (per 5 min)", &unit, &per_s), 8,
           "brackets are not of the name");
    near(per_s, 300, 0, "a period in brackets");
    is_int(unit_of_header("latency (ms)", &unit, &per_s), 7, "a unit in brackets");
    is_int(unit.dimension, DIMENSION_DURATION, "is one of time");
    unit_of_header("memory_bytes", &unit, &per_s);
    is_int(unit.dimension, DIMENSION_BYTES, "a unit as suffix");
    unit_of_header("Requests/s", &unit, &per_s);
    is_int(unit.dimension, DIMENSION_RATE, "a rate with a stroke");
    unit_of_header("%user", &unit, &per_s);
    is_int(unit.dimension, DIMENSION_RATIO, "a share");
    unit_of_header("95%", &unit, &per_s);
    is_int(unit.dimension, DIMENSION_UNKNOWN, "a percentile is no share");
    is_int(unit_of_header("load (old)", &unit, &per_s), 10, "other brackets belong to the name");
}

int main(void)
{
    struct ingest_options options = {.layout = NULL};
    struct unit unit = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        is_int(kind_of_metric(names[i].metric, &unit, &options).kind, names[i].kind,
               names[i].metric);

    is_int(kind_of_statistic("Sum", &options).kind, SAMPLE_TOTAL, "Sum is a total");
    is_int(kind_of_statistic("SampleCount", &options).kind, SAMPLE_TOTAL, "SampleCount too");
    is_int(kind_of_statistic("p99", &options).kind, SAMPLE_GAUGE, "a percentile is a level");

    struct unit ms = {.dimension = DIMENSION_DURATION, .scale = 0.001};
    is_int(kind_of_metric("requests", &ms, &options).kind, SAMPLE_GAUGE, "a unit beats the name");
    options.gauge = true;
    is_int(kind_of_metric("requests", &unit, &options).kind, SAMPLE_GAUGE, "--gauge beats both");
    options = (struct ingest_options){.counter = true};
    is_int(kind_of_metric("cpu", &unit, &options).kind, SAMPLE_COUNTER, "--counter");
    options = (struct ingest_options){.per_s = 300};
    near(kind_of_metric("cpu", &unit, &options).per_s, 300, 0, "--per");
    is_int(kind_of_statistic("Average", &options).kind, SAMPLE_TOTAL, "--per makes a total");
    is_text(kind_of_metric("cpu", &unit, &options).rule, "--per", "and is the rule");
    test_headers();
    return done();
}
