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
     .expect = "requestsPerSecond gauge requests/s: 2024-03-10T06:00:00Z=8 2024-03-10T06:01:00Z=?\n"
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
     .expect =
         "Average cpu Percent gauge %: 2024-03-10T06:00:00Z=41.7 2024-03-10T06:05:00Z=42.9\n"},
    {.file = "datadog_ui_INFERRED.csv",
     .layout = "csv",
     .expect = "avg:system.cpu.user{service:web} by {host} host:web-1 gauge: "
               "2024-03-10T06:00:00Z=41.7 2024-03-10T06:01:00Z=?\n"
               "avg:system.cpu.user{service:web} by {host} host:web-2 gauge: "
               "2024-03-10T06:00:00Z=39.2 2024-03-10T06:01:00Z=40\n"},
    {.file = "gcp_metrics_explorer_INFERRED.csv",
     .layout = "csv",
     .expect = "web-1 gauge: 2024-03-10T06:00:00Z=0.417 2024-03-10T06:01:00Z=? "
               "2024-03-10T06:02:00Z=0.429\n"
               "web-2 gauge: 2024-03-10T06:00:00Z=0.392 2024-03-10T06:01:00Z=0.4 "
               "2024-03-10T06:02:00Z=?\n"},
};

// Tools of one machine, load generators and bills.
static const struct ingest_case hosts[] = {
    {.file = "sadf_d.csv",
     .layout = "sadf",
     .expect = "%user gauge %: 2024-03-10T05:50:01Z=41.7 2024-03-10T06:00:01Z=42.9 "
               "2024-03-10T06:20:02Z=12\n"
               "%nice gauge %: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0 "
               "2024-03-10T06:20:02Z=0\n"
               "%system gauge %: 2024-03-10T05:50:01Z=6.1 2024-03-10T06:00:01Z=5.8 "
               "2024-03-10T06:20:02Z=3.1\n"
               "%iowait gauge %: 2024-03-10T05:50:01Z=0.3 2024-03-10T06:00:01Z=0 "
               "2024-03-10T06:20:02Z=0\n"
               "%steal gauge %: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0 "
               "2024-03-10T06:20:02Z=0\n"
               "%idle gauge %: 2024-03-10T05:50:01Z=51.9 2024-03-10T06:00:01Z=51.3 "
               "2024-03-10T06:20:02Z=84.9\n"},
    {.file = "sadf_d_multi.csv",
     .layout = "sadf",
     .expect = "runq-sz gauge: 2024-03-10T05:50:01Z=5 2024-03-10T06:00:01Z=5\n"
               "plist-sz gauge: 2024-03-10T05:50:01Z=112 2024-03-10T06:00:01Z=109\n"
               "ldavg-1 gauge: 2024-03-10T05:50:01Z=5.17 2024-03-10T06:00:01Z=5.08\n"
               "ldavg-5 gauge: 2024-03-10T05:50:01Z=2.94 2024-03-10T06:00:01Z=2.96\n"
               "ldavg-15 gauge: 2024-03-10T05:50:01Z=1.35 2024-03-10T06:00:01Z=1.37\n"
               "blocked gauge: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxpck/s [lo] gauge rxpck/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "txpck/s [lo] gauge txpck/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxkB/s [lo] gauge KiB/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "txkB/s [lo] gauge KiB/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxcmp/s [lo] gauge rxcmp/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "txcmp/s [lo] gauge txcmp/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxmcst/s [lo] gauge rxmcst/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "%ifutil [lo] gauge %: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxpck/s [eth0] gauge rxpck/s: 2024-03-10T05:50:01Z=812.1 "
               "2024-03-10T06:00:01Z=842.1\n"
               "txpck/s [eth0] gauge txpck/s: 2024-03-10T05:50:01Z=790 "
               "2024-03-10T06:00:01Z=801\n"
               "rxkB/s [eth0] gauge KiB/s: 2024-03-10T05:50:01Z=512.33 "
               "2024-03-10T06:00:01Z=540\n"
               "txkB/s [eth0] gauge KiB/s: 2024-03-10T05:50:01Z=2048.1 "
               "2024-03-10T06:00:01Z=2100.77\n"
               "rxcmp/s [eth0] gauge rxcmp/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "txcmp/s [eth0] gauge txcmp/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "rxmcst/s [eth0] gauge rxmcst/s: 2024-03-10T05:50:01Z=0 2024-03-10T06:00:01Z=0\n"
               "%ifutil [eth0] gauge %: 2024-03-10T05:50:01Z=0.17 2024-03-10T06:00:01Z=0.17\n"},
    {.file = "sadf_dh.csv",
     .layout = "sadf",
     .expect = "%user [all] gauge %: 2024-03-10T05:50:01Z=41.7\n"
               "%nice [all] gauge %: 2024-03-10T05:50:01Z=0\n"
               "%system [all] gauge %: 2024-03-10T05:50:01Z=6.1\n"
               "%iowait [all] gauge %: 2024-03-10T05:50:01Z=0.3\n"
               "%steal [all] gauge %: 2024-03-10T05:50:01Z=0\n"
               "%idle [all] gauge %: 2024-03-10T05:50:01Z=51.9\n"
               "runq-sz gauge: 2024-03-10T05:50:01Z=5\n"
               "plist-sz gauge: 2024-03-10T05:50:01Z=112\n"
               "ldavg-1 gauge: 2024-03-10T05:50:01Z=5.17\n"
               "ldavg-5 gauge: 2024-03-10T05:50:01Z=2.94\n"
               "ldavg-15 gauge: 2024-03-10T05:50:01Z=1.35\n"
               "blocked gauge: 2024-03-10T05:50:01Z=0\n"},
    {.file = "sar_u.txt",
     .layout = "sar",
     .expect = "%user gauge %: 2024-03-10T06:00:01Z=41.7 2024-03-10T06:10:01Z=42.9\n"
               "%nice gauge %: 2024-03-10T06:00:01Z=0 2024-03-10T06:10:01Z=0\n"
               "%system gauge %: 2024-03-10T06:00:01Z=6.1 2024-03-10T06:10:01Z=5.8\n"
               "%iowait gauge %: 2024-03-10T06:00:01Z=0.3 2024-03-10T06:10:01Z=0\n"
               "%steal gauge %: 2024-03-10T06:00:01Z=0 2024-03-10T06:10:01Z=0\n"
               "%idle gauge %: 2024-03-10T06:00:01Z=51.9 2024-03-10T06:10:01Z=51.3\n"},
    {.file = "rrdtool_fetch.txt",
     .layout = "rrdtool",
     .expect = "reqs gauge: 2024-03-10T05:51:00Z=10 2024-03-10T05:52:00Z=10 "
               "2024-03-10T05:53:00Z=71582752.42 2024-03-10T05:54:00Z=10 "
               "2024-03-10T05:55:00Z=? 2024-03-10T05:56:00Z=? 2024-03-10T05:59:00Z=10\n"},
    {.file = "cacti_graph_export.csv",
     .layout = "cacti",
     .expect = "Inbound gauge: 2024-03-10T06:00:00Z=8123456.7 2024-03-10T06:05:00Z=? "
               "2024-03-10T06:10:00Z=8290001.1 2024-03-10T06:15:00Z=8310000.25\n"
               "Outbound gauge: 2024-03-10T06:00:00Z=1234567.8 2024-03-10T06:05:00Z=? "
               "2024-03-10T06:10:00Z=1300000 2024-03-10T06:15:00Z=1310000\n"},
    {.file = "dstat.csv",
     .layout = "dstat",
     .expect = "total cpu usage usr gauge %: 2024-03-10T06:00:00Z=41.7 "
               "2024-03-10T06:00:01Z=42.9\n"
               "total cpu usage sys gauge %: 2024-03-10T06:00:00Z=6.1 2024-03-10T06:00:01Z=5.8\n"
               "total cpu usage idl gauge %: 2024-03-10T06:00:00Z=51.9 "
               "2024-03-10T06:00:01Z=51.3\n"
               "total cpu usage wai gauge %: 2024-03-10T06:00:00Z=0.3 2024-03-10T06:00:01Z=0\n"
               "total cpu usage stl gauge %: 2024-03-10T06:00:00Z=0 2024-03-10T06:00:01Z=0\n"
               "memory usage used gauge B: 2024-03-10T06:00:00Z=1234567168 "
               "2024-03-10T06:00:01Z=1234600000\n"
               "memory usage free gauge B: 2024-03-10T06:00:00Z=2345678848 "
               "2024-03-10T06:00:01Z=2345600000\n"
               "memory usage buff gauge B: 2024-03-10T06:00:00Z=31039488 "
               "2024-03-10T06:00:01Z=31039488\n"
               "memory usage cach gauge B: 2024-03-10T06:00:00Z=1704263680 "
               "2024-03-10T06:00:01Z=1704263680\n"},
    {.file = "locust_stats_history.csv",
     .layout = "locust",
     .expect = "users [Aggregated] gauge: 2024-03-10T06:00:00Z=0 2024-03-10T06:00:01Z=10 "
               "2024-03-10T06:00:02Z=20\n"
               "requests [Aggregated] gauge req/s: 2024-03-10T06:00:00Z=0 "
               "2024-03-10T06:00:01Z=0 2024-03-10T06:00:02Z=5\n"
               "failures [Aggregated] gauge /s: 2024-03-10T06:00:00Z=0 2024-03-10T06:00:01Z=0 "
               "2024-03-10T06:00:02Z=0.5\n"
               "latency_p50 [Aggregated] gauge ms: 2024-03-10T06:00:00Z=? "
               "2024-03-10T06:00:01Z=66 2024-03-10T06:00:02Z=71\n"
               "latency_p90 [Aggregated] gauge ms: 2024-03-10T06:00:00Z=? "
               "2024-03-10T06:00:01Z=98 2024-03-10T06:00:02Z=94\n"
               "latency_p95 [Aggregated] gauge ms: 2024-03-10T06:00:00Z=? "
               "2024-03-10T06:00:01Z=98 2024-03-10T06:00:02Z=100\n"
               "latency_p99 [Aggregated] gauge ms: 2024-03-10T06:00:00Z=? "
               "2024-03-10T06:00:01Z=98 2024-03-10T06:00:02Z=110\n"
               "latency_max [Aggregated] gauge ms: 2024-03-10T06:00:00Z=? "
               "2024-03-10T06:00:01Z=98 2024-03-10T06:00:02Z=110\n"
               "users [GET//cart] gauge: 2024-03-10T06:00:02Z=20\n"
               "requests [GET//cart] gauge req/s: 2024-03-10T06:00:02Z=5\n"
               "failures [GET//cart] gauge /s: 2024-03-10T06:00:02Z=0.5\n"
               "latency_p50 [GET//cart] gauge ms: 2024-03-10T06:00:02Z=71\n"
               "latency_p90 [GET//cart] gauge ms: 2024-03-10T06:00:02Z=94\n"
               "latency_p95 [GET//cart] gauge ms: 2024-03-10T06:00:02Z=100\n"
               "latency_p99 [GET//cart] gauge ms: 2024-03-10T06:00:02Z=110\n"
               "latency_max [GET//cart] gauge ms: 2024-03-10T06:00:02Z=110\n"},
    {.file = "k6.csv",
     .layout = "k6",
     .expect = "http_reqs event: 2024-03-10T06:00:00Z=1\n"
               "http_req_duration measurement ms: 2024-03-10T06:00:00Z=221.899\n"
               "vus gauge: 2024-03-10T06:00:00Z=10\n"},
    {.file = "k6.csv",
     .value = "http_req_duration",
     .layout = "k6",
     .expect = "http_req_duration event: 2024-03-10T06:00:00Z=221.899\n"},
    {.file = "jmeter_jtl.csv",
     .layout = "jmeter",
     .note = "numbers of events that are not read: bytes, sentBytes, grpThreads, allThreads, "
             "Latency, IdleTime, Connect",
     .expect = "requests event: 2024-03-10T06:00:00.123Z=1 2024-03-10T06:00:00.390Z=1\n"
               "elapsed measurement ms: 2024-03-10T06:00:00.123Z=262 "
               "2024-03-10T06:00:00.390Z=286\n"},
    {.file = "jmeter_jtl.csv",
     .sum = "bytes",
     .latency = "Latency,Connect",
     .layout = "jmeter",
     .note = "numbers of events that are not read: sentBytes, grpThreads, allThreads, IdleTime;",
     .expect = "requests event: 2024-03-10T06:00:00.123Z=1 2024-03-10T06:00:00.390Z=1\n"
               "elapsed measurement ms: 2024-03-10T06:00:00.123Z=262 "
               "2024-03-10T06:00:00.390Z=286\n"
               "bytes event: 2024-03-10T06:00:00.123Z=1356 2024-03-10T06:00:00.390Z=56811\n"
               "Latency measurement ms: 2024-03-10T06:00:00.123Z=261 "
               "2024-03-10T06:00:00.390Z=278\n"
               "Connect measurement ms: 2024-03-10T06:00:00.123Z=244 "
               "2024-03-10T06:00:00.390Z=244\n"},
    {.file = "k6.csv",
     .sum = "http_req_duration",
     .layout = "k6",
     .expect = "http_reqs event: 2024-03-10T06:00:00Z=1\n"
               "http_req_duration event: 2024-03-10T06:00:00Z=221.899\n"
               "vus gauge: 2024-03-10T06:00:00Z=10\n"},
    {.file = "k6.csv",
     .latency = "http_req_blocked",
     .expect = "no metric \"http_req_blocked\" for --latency-column"},
    {.file = "zabbix_history_export.ndjson",
     .count = true,
     .expect = "read as zabbix, it holds measurements at a step, not events"},
    {.file = "jmeter_jtl.csv",
     .value = "bytes",
     .by = "label",
     .layout = "jmeter",
     .expect = "bytes [/login] event: 2024-03-10T06:00:00.123Z=1356 "
               "2024-03-10T06:00:00.390Z=56811\n"},
    {.file = "aws_cur.csv",
     .layout = "aws-cur",
     .expect = "instances [i-0abc0] gauge: 2024-03-10T06:00:00Z=1\n"
               "instances [i-0abc1] gauge: 2024-03-10T07:00:00Z=1\n"
               "instances [i-0abc2] gauge: 2024-03-10T08:00:00Z=1\n"},
    {.file = "aws_usage_report.csv",
     .layout = "aws-usage",
     .expect = "BoxUsage:m5.large [RunInstances] gauge: 2024-03-10T06:00:00Z=12 "
               "2024-03-10T07:00:00Z=14\n"
               "DataTransfer-Out-Bytes [RunInstances] total: 2024-03-10T06:00:00Z=7340032488\n"},
    {.file = "azure_portal_excel_INFERRED.csv",
     .layout = "csv",
     .note = "4 rows before the table left out, the first is \"Chart Title:\"",
     .expect = "Percentage CPU (Avg) gauge: 2024-03-10T06:00:00Z=41.7 2024-03-10T06:05:00Z=? "
               "2024-03-10T06:10:00Z=42.9\n"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case("tests/formats", &cases[i]);
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++)
        check_case("tests/formats", &databases[i]);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        check_case("tests/formats", &hosts[i]);
    return done();
}
