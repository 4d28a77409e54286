// The families of exports: each has a detector and a reader, and its own file read_FAMILY.c.
#ifndef HEADROOM_INGEST_LAYOUT_H
#define HEADROOM_INGEST_LAYOUT_H

#include "ingest/reading.h"
#include "ingest/sniff.h"

#include <stdbool.h>

struct layout {
    const char *name;    ///< as for --layout
    const char *meaning; ///< one sentence without a final stop
    /// Whether the beginning of a file looks like this layout; the reason as a constant. NULL means
    /// no.
    const char *(*detect)(const struct sniff *sniff);
    /// Whether rows may be events: --count, --sum and --latency-column are heeded.
    bool counts;
    /// Reads all of the file into reading->samples.
    int (*read)(struct reading *reading);
};

/// In order of detection, ended by NULL. The last one, "csv", takes whatever is left.
extern const struct layout *const layouts[];

/// The layout of that name, NULL when there is none.
const struct layout *layout_find(const char *name);

// The layouts, each at the end of its read_FAMILY.c.
extern const struct layout layout_cloudwatch_console;
extern const struct layout layout_cloudwatch_statistics_json;
extern const struct layout layout_cloudwatch_data_json;
extern const struct layout layout_cloudwatch_statistics_text;
extern const struct layout layout_cloudwatch_data_text;
extern const struct layout layout_prometheus_json;
extern const struct layout layout_prometheus_csv;
extern const struct layout layout_promtool_query;
extern const struct layout layout_promtool_dump;
extern const struct layout layout_exposition;
extern const struct layout layout_line_protocol;
extern const struct layout layout_grafana;
extern const struct layout layout_influx_annotated;
extern const struct layout layout_influx1;
extern const struct layout layout_victoriametrics;
extern const struct layout layout_datadog_json;
extern const struct layout layout_datadog_csv;
extern const struct layout layout_azure_monitor;
extern const struct layout layout_zabbix;
extern const struct layout layout_graphite;
extern const struct layout layout_sadf;
extern const struct layout layout_sadf_p;
extern const struct layout layout_sar;
extern const struct layout layout_rrdtool;
extern const struct layout layout_cacti;
extern const struct layout layout_dstat;
extern const struct layout layout_dstat_text;
extern const struct layout layout_nmon;
extern const struct layout layout_atop;
extern const struct layout layout_top;
extern const struct layout layout_perfmon;
extern const struct layout layout_locust;
extern const struct layout layout_jmeter;
extern const struct layout layout_k6;
extern const struct layout layout_k6_json;
extern const struct layout layout_aws_cur;
extern const struct layout layout_aws_usage;
extern const struct layout layout_influx_json;
extern const struct layout layout_graphite_json;
extern const struct layout layout_kubernetes;
extern const struct layout layout_sadf_json;
extern const struct layout layout_json;
extern const struct layout layout_aligned;
extern const struct layout layout_stacked;
extern const struct layout layout_csv;

#endif
