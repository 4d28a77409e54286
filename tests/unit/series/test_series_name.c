#include "series/series_name.h"
#include "tap.h"

#include <string.h>

static void expect(const char *metric, enum sample_kind kind, const char *unit_text,
                   const char *name, const char *unit_name, double factor)
{
    struct sample_stream stream = {.metric = metric, .kind = kind, .unit = {.scale = 1}};
    if (unit_text != NULL)
        unit_parse(unit_text, strlen(unit_text), &stream.unit);
    struct str got = {0};
    struct unit unit;
    double got_factor = 0;
    series_name(&stream, &got, &unit, &got_factor);
    is_text(str_text(&got), name, metric);
    if (unit_name != NULL)
        is_text(unit.name, unit_name, "its unit");
    near(got_factor, factor, 1e-12, "its factor");
    str_release(&got);
}

int main(void)
{
    expect("RequestCount", SAMPLE_TOTAL, NULL, "requests_per_s", "requests/s", 1);
    expect("count", SAMPLE_TOTAL, NULL, "count_per_s", "count/s", 1);
    expect("http_requests_total", SAMPLE_COUNTER, NULL, "http_requests_per_s", NULL, 1);
    expect("CPUUtilization", SAMPLE_GAUGE, "Percent", "cpu_utilization_percent", NULL, 1);
    expect("latency_ms", SAMPLE_GAUGE, "ms", "latency_ms", NULL, 1);
    expect("Response Time", SAMPLE_GAUGE, "ms", "response_time_ms", NULL, 1);
    expect("requests_per_s", SAMPLE_GAUGE, NULL, "requests_per_s", NULL, 1);
    expect("NetworkIn", SAMPLE_TOTAL, "Bytes", "network_in_per_s", "bytes/s", 1);
    expect("BytesIn", SAMPLE_TOTAL, "Kilobytes", "bytes_in_per_s", "bytes/s", 1000);
    expect("cpu_seconds_total", SAMPLE_COUNTER, "s", "cpu_cores", "cores", 1);
    expect("value", SAMPLE_GAUGE, NULL, "value", "", 1);
    expect("---", SAMPLE_GAUGE, NULL, "value", "", 1);
    return done();
}
