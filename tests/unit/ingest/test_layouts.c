// Every layout of tests/formats: what was detected, and exactly which samples came out.
// The expected samples were compared by hand with the cells of each file.
#include "ingest_text.h"
#include "tap.h"

// CloudWatch, Prometheus and Grafana.
static const struct ingest_case cases[] = {
    {.file = "cloudwatch_console.csv",
     .layout = "cloudwatch-console",
     .expect = "RequestCount total/300s: 2024-03-10T06:00:00Z=18231 2024-03-10T06:05:00Z=18804 "
               "2024-03-10T06:10:00Z=? 2024-03-10T06:15:00Z=19377 2024-03-10T06:20:00Z=20112\n"
               "CPUUtilization gauge %: 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:05:00Z=42.93333333 2024-03-10T06:10:00Z=43.1 "
               "2024-03-10T06:15:00Z=44.05 2024-03-10T06:20:00Z=46.81666667\n"},
    {.file = "cloudwatch_get_metric_statistics.json",
     .layout = "cloudwatch-statistics-json",
     .expect = "CPUUtilization Average gauge %: 2024-03-10T06:10:00Z=43.1 "
               "2024-03-10T06:00:00Z=41.7 2024-03-10T06:05:00Z=42.93333333\n"
               "CPUUtilization Maximum gauge %: 2024-03-10T06:10:00Z=71 "
               "2024-03-10T06:00:00Z=66.2 2024-03-10T06:05:00Z=70.5\n"},
    {.file = "cloudwatch_get_metric_statistics.txt",
     .layout = "cloudwatch-statistics-text",
     .note = "the text form does not name its 2 statistics (they stand in alphabetical order); "
             "--output json does",
     .expect = "CPUUtilization 1 gauge %: 2024-03-10T06:10:00Z=43.1 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:05:00Z=42.93333333\n"
               "CPUUtilization 2 gauge %: 2024-03-10T06:10:00Z=71 2024-03-10T06:00:00Z=66.2 "
               "2024-03-10T06:05:00Z=70.5\n"},
    {.file = "cloudwatch_get_metric_data.json",
     .layout = "cloudwatch-data-json",
     .expect = "RequestCount total: 2024-03-10T06:10:00Z=19055 2024-03-10T06:05:00Z=18804 "
               "2024-03-10T06:00:00Z=18231\n"},
    {.file = "cloudwatch_get_metric_data.txt",
     .layout = "cloudwatch-data-text",
     .expect = "RequestCount total: 2024-03-10T06:10:00Z=19055 2024-03-10T06:05:00Z=18804 "
               "2024-03-10T06:00:00Z=18231\n"},
    {.file = "prometheus_query_range.json",
     .layout = "prometheus-json",
     .expect = "http_requests_total [web-1:9090] counter: 2024-03-10T06:00:00Z=100 "
               "2024-03-10T06:01:00Z=160 2024-03-10T06:02:00Z=221 2024-03-10T06:03:00Z=12 "
               "2024-03-10T06:04:00Z=75\n"
               "http_requests_total [web-2:9090] counter: 2024-03-10T06:01:00Z=7.5 "
               "2024-03-10T06:02:00Z=? 2024-03-10T06:04:00Z=?\n"},
    {.file = "prometheus_query_csv.csv",
     .layout = "prometheus-csv",
     .expect = "http_requests_total [web-1:9090] counter: 2024-03-10T06:00:00.096Z=100 "
               "2024-03-10T06:01:00.096Z=160\n"
               "http_requests_total [web-2:9090] counter: 2024-03-10T06:00:00.096Z=7.5\n"
               "value [web-2:9090] gauge: 2024-03-10T06:01:00.096Z=?\n"},
    {.file = "promtool_query_range.txt",
     .layout = "promtool-query",
     .expect = "up [web-1:9090] gauge: 2024-03-10T06:00:00Z=1 2024-03-10T06:01:00Z=1 "
               "2024-03-10T06:02:00Z=0\n"
               "up [web-2:9090] gauge: 2024-03-10T06:01:00Z=1 2024-03-10T06:02:00.500Z=1\n"},
    {.file = "promtool_tsdb_dump.txt",
     .layout = "promtool-dump",
     .expect = "http_requests_total [200] counter: 2024-03-10T06:00:00.191Z=100 "
               "2024-03-10T06:01:00.191Z=160\n"
               "http_requests_total [500] counter: 2024-03-10T06:00:00.191Z=3\n"},
    {.file = "grafana_formatted_joined.csv",
     .zone = "Europe/Berlin",
     .layout = "grafana",
     .expect = "web-1 gauge req/s: 2024-10-26T23:30:00Z=12.3 2024-10-27T00:00:00Z=12.9 "
               "2024-10-27T00:30:00Z=13.1 2024-10-27T01:00:00Z=12.8 2024-10-27T01:30:00Z=? "
               "2024-10-27T02:00:00Z=1250\n"
               "cpu \"avg\" gauge %: 2024-10-26T23:30:00Z=45 2024-10-27T00:00:00Z=46.5 "
               "2024-10-27T00:30:00Z=47 2024-10-27T01:00:00Z=46 2024-10-27T01:30:00Z=44.2 "
               "2024-10-27T02:00:00Z=91\n"},
    {.file = "grafana_formatted_sep_header.csv",
     .zone = "Europe/Berlin",
     .layout = "grafana",
     .expect = "web-1 gauge req/s: 2024-10-26T23:30:00Z=12.3 2024-10-27T00:00:00Z=12.9 "
               "2024-10-27T00:30:00Z=13.1 2024-10-27T01:00:00Z=12.8 2024-10-27T01:30:00Z=? "
               "2024-10-27T02:00:00Z=1250\n"
               "cpu \"avg\" gauge %: 2024-10-26T23:30:00Z=45 2024-10-27T00:00:00Z=46.5 "
               "2024-10-27T00:30:00Z=47 2024-10-27T01:00:00Z=46 2024-10-27T01:30:00Z=44.2 "
               "2024-10-27T02:00:00Z=91\n"},
    {.file = "grafana_excel_utf16le.csv",
     .layout = "grafana",
     .expect = "web-1 gauge req/s: 2024-03-10T06:00:00Z=12.3 2024-03-10T06:05:00Z=12.9\n"
               "cpu avg gauge %: 2024-03-10T06:00:00Z=45 2024-03-10T06:05:00Z=46.5\n"},
    {.file = "grafana_raw_epoch_ms.csv",
     .layout = "grafana",
     .expect = "value [web-1] gauge: 2024-03-10T06:00:00Z=12.3 2024-03-10T06:01:00Z=12.9 "
               "2024-03-10T06:02:00Z=? 2024-03-10T06:03:00Z=13.4\n"
               "value [web-2] gauge: 2024-03-10T06:00:00Z=7.5 2024-03-10T06:01:00Z=? "
               "2024-03-10T06:02:00Z=8 2024-03-10T06:03:00Z=8.25\n"},
    {.file = "grafana_semicolon_locale.csv",
     .layout = "grafana",
     .expect = "web-1 gauge req/s: 2024-03-10T06:00:00Z=12.3 2024-03-10T06:05:00Z=12.9\n"
               "cpu avg gauge %: 2024-03-10T06:00:00Z=45 2024-03-10T06:05:00Z=46.5\n"},
    {.file = "grafana_formatted_locale_number.csv",
     .layout = "grafana",
     .expect = "requests total: 2024-03-10T06:00:00Z=1204551 2024-03-10T06:05:00Z=1198002 "
               "2024-03-10T06:10:00Z=987123\n"},
    {.file = "grafana_v6_series_as_rows.csv",
     .layout = "grafana",
     .expect = "total throughput gauge: 2024-03-10T06:00:00Z=18231 2024-03-10T06:05:00Z=18804 "
               "2024-03-10T06:10:00Z=?\n"
               "errors total: 2024-03-10T06:00:00Z=3\n"},
    {.file = "grafana_v6_series_as_columns.csv",
     .layout = "grafana",
     .expect = "total throughput gauge: 2024-03-10T06:00:00Z=18231 2024-03-10T06:05:00Z=18804\n"
               "errors total: 2024-03-10T06:00:00Z=3 2024-03-10T06:05:00Z=?\n"},
};

// Databases of time series and monitoring services.
static const struct ingest_case databases[] = {
    {.file = "influxdb2_annotated.csv",
     .layout = "influx-annotated",
     .expect = "http_rps [web-1] gauge req/s: 2024-03-10T06:00:00Z=15.43 "
               "2024-03-10T06:05:00.123Z=59.25\n"
               "http_rps [web-2] gauge req/s: 2024-03-10T06:00:00Z=52.62\n"
               "http_errors [web-1] gauge: 2024-03-10T06:00:00Z=3\n"},
    {.file = "influxdb1_http.csv",
     .layout = "influx1",
     .expect = "http_mean [web-1] gauge: 2024-03-10T06:00:00Z=12.5 2024-03-10T06:01:00Z=? "
               "2024-03-10T06:02:00Z=13\n"
               "http_mean [web-2] gauge: 2024-03-10T06:00:00Z=7 2024-03-10T06:01:00Z=?\n"},
    {.file = "influxdb1_cli.csv",
     .layout = "influx1",
     .expect = "http_mean [web-1] gauge: 2024-03-10T06:00:00Z=12.5 2024-03-10T06:01:00Z=?\n"
               "http_mean [web-2] gauge: 2024-03-10T06:00:00Z=7 2024-03-10T06:01:00Z=?\n"},
    {.file = "victoriametrics_export.csv",
     .layout = "csv",
     .expect = "value [web-1//a,b] gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:01:00Z=160\n"
               "value [web-2/say \"hi\"] gauge: 2024-03-10T06:00:00.500Z=7.5\n"},
    {.file = "victoriametrics_export_rfc3339.csv",
     .layout = "csv",
     .expect = "value [web-1] gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:01:00Z=160\n"
               "value [web-2] gauge: 2024-03-10T06:00:00Z=7.5\n"},
    {.file = "victoriametrics_export.jsonl",
     .layout = "victoriametrics-json",
     .expect = "http_requests_total [web-1//a,b] counter: 2024-03-10T06:00:00Z=100 "
               "2024-03-10T06:01:00Z=160\n"
               "http_requests_total [web-2/say \"hi\"] counter: 2024-03-10T06:00:00.500Z=7.5\n"},
    {.file = "graphite_render.csv",
     .layout = "graphite",
     .expect = "stats.web-1.requests total: 2024-03-10T06:00:00Z=18231 2024-03-10T06:01:00Z=? "
               "2024-03-10T06:02:00Z=18804\n"
               "alias(sumSeries(stats.web-*.requests), \"all\") total: "
               "2024-03-10T06:00:00Z=36000.5\n"},
    {.file = "datadog_csv_exporter.csv",
     .layout = "datadog-csv",
     .expect = "system.cpu.user (avg) [host:web-1] gauge: 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:01:00Z=? 2024-03-10T06:02:00Z=42.9\n"
               "system.cpu.user (avg) [host:web-2] gauge: 2024-03-10T06:00:00Z=39.2 "
               "2024-03-10T06:01:00Z=40 2024-03-10T06:02:00Z=?\n"},
    {.file = "datadog_query_api.json",
     .layout = "datadog-json",
     .expect = "system.cpu.user [host:web-1] gauge %: 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:01:00Z=? 2024-03-10T06:02:00Z=42.9\n"},
    {.file = "azure_monitor_metrics.json",
     .layout = "azure-monitor-json",
     .expect = "Percentage CPU gauge %: 2024-03-10T06:00:00Z=41.7 2024-03-10T06:05:00Z=? "
               "2024-03-10T06:10:00Z=42.9\n"},
    {.file = "zabbix_history_export.ndjson",
     .layout = "zabbix",
     .expect = "CPU user time [web-1] gauge: 2024-03-10T06:00:00.123Z=41.7 "
               "2024-03-10T06:01:00.023Z=42.9\n"},
    {.file = "zabbix_trends_export.ndjson",
     .layout = "zabbix",
     .expect = "CPU user time min [web-1] gauge: 2024-03-10T06:00:00Z=12.5\n"
               "CPU user time avg [web-1] gauge: 2024-03-10T06:00:00Z=41.7\n"
               "CPU user time max [web-1] gauge: 2024-03-10T06:00:00Z=88.1\n"},
    {.file = "netdata_api.csv",
     .layout = "csv",
     .expect = "received gauge: 2024-03-10T06:20:00Z=90214.67847 2024-03-10T06:10:00Z=? "
               "2024-03-10T06:00:00Z=86061.22688\n"
               "sent gauge: 2024-03-10T06:20:00Z=-215137.7976 2024-03-10T06:10:00Z=? "
               "2024-03-10T06:00:00Z=-213389.2353\n"},
    {.file = "atlas.csv",
     .layout = "csv",
     .expect = "requestsPerSecond gauge: 2024-03-10T06:00:00Z=8 2024-03-10T06:01:00Z=?\n"
               "cpu gauge: 2024-03-10T06:00:00Z=56 2024-03-10T06:01:00Z=57\n"},
    {.file = "telegraf.csv",
     .layout = "csv",
     .expect = "usage_idle [cpu/web-1] gauge: 2024-03-10T06:00:00Z=58.3 "
               "2024-03-10T06:00:10Z=57.1\n"
               "usage_user [cpu/web-1] gauge: 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:00:10Z=42.9\n"},
    {.file = "collectd_cpu-user-2024-03-10",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00.123Z=41.7 2024-03-10T06:00:10.124Z=? "
               "2024-03-10T06:00:20.123Z=42.9\n"},
    {.file = "newrelic_ui_INFERRED.csv",
     .layout = "csv",
     .expect = "Average cpu Percent gauge: 2024-03-10T06:00:00Z=41.7 2024-03-10T06:05:00Z=42.9\n"},
    {.file = "datadog_ui_INFERRED.csv",
     .layout = "csv",
     .expect = "avg:system.cpu.user{service:web} by {host} host:web-1 gauge: "
               "2024-03-10T06:00:00Z=41.7 2024-03-10T06:01:00Z=?\n"
               "avg:system.cpu.user{service:web} by {host} host:web-2 gauge: "
               "2024-03-10T06:00:00Z=39.2 2024-03-10T06:01:00Z=40\n"},
    {.file = "gcp_metrics_explorer_INFERRED.csv",
     .expect = "gcp_metrics_explorer_INFERRED.csv: no column holds times (the first row has "
               "TimeSeries ID \"project_id\", web-1 \"my-project\", web-2 \"my-project\"), so it "
               "is not a series over time; --time COLUMN and --time-format name one"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case("tests/formats", &cases[i]);
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++)
        check_case("tests/formats", &databases[i]);
    return done();
}
