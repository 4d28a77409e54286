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
    // What is brought to a base unit loses what its name said of another one: read again, the
    // column must not be multiplied twice.
    expect("mem_gib", SAMPLE_GAUGE, "GiB", "mem_bytes", "bytes", 1073741824);
    expect("Mem GiB", SAMPLE_GAUGE, "GiB", "mem_bytes", "bytes", 1073741824);
    expect("free memory in GB", SAMPLE_GAUGE, "GB", "free_memory_bytes", "bytes", 1e9);
    expect("used_bytes", SAMPLE_GAUGE, "B", "used_bytes", "bytes", 1);
    expect("rxkB/s", SAMPLE_GAUGE, "rxkB/s", "rx_bytes_per_s", "bytes/s", 1000);
    expect("kB_read/s", SAMPLE_GAUGE, "kB/s", "read_bytes_per_s", "bytes/s", 1000);
    expect("kB_", SAMPLE_GAUGE, "kB", "kb_bytes", "bytes", 1000);
    expect("MB_free", SAMPLE_GAUGE, "MB", "free_bytes", "bytes", 1e6);
    expect("Traffic MB/s", SAMPLE_GAUGE, "MB/s", "traffic_bytes_per_s", "bytes/s", 1e6);
    expect("read_mb_per_s", SAMPLE_GAUGE, "MB/s", "read_bytes_per_s", "bytes/s", 1e6);
    expect("Uptime", SAMPLE_GAUGE, "h", "uptime_s", "s", 3600);
    expect("wait", SAMPLE_GAUGE, "us", "wait_s", "s", 1e-6);
    expect("uptime_hours", SAMPLE_GAUGE, "h", "uptime_hours", "h", 1);
    expect("cpu_seconds_total", SAMPLE_COUNTER, "s", "cpu_cores", "cores", 1);
    expect("value", SAMPLE_GAUGE, NULL, "value", "", 1);
    expect("---", SAMPLE_GAUGE, NULL, "value", "", 1);
    return done();
}
