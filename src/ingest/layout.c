#include "ingest/layout.h"

#include <string.h>

// Those that a few sure signs give away come first; "csv" takes whatever is left.
const struct layout *const layouts[] = {
    &layout_cloudwatch_console,
    &layout_cloudwatch_statistics_json,
    &layout_cloudwatch_data_json,
    &layout_cloudwatch_statistics_text,
    &layout_cloudwatch_data_text,
    &layout_prometheus_json,
    &layout_prometheus_csv,
    &layout_promtool_query,
    &layout_promtool_dump,
    &layout_exposition,
    &layout_line_protocol,
    &layout_grafana,
    &layout_influx_annotated,
    &layout_influx1,
    &layout_datadog_json,
    &layout_victoriametrics,
    &layout_datadog_csv,
    &layout_azure_monitor,
    &layout_zabbix,
    &layout_graphite,
    &layout_sadf,
    &layout_sadf_p,
    &layout_sar,
    &layout_rrdtool,
    &layout_cacti,
    &layout_dstat,
    &layout_dstat_text,
    &layout_nmon,
    &layout_atop,
    &layout_top,
    &layout_perfmon,
    &layout_locust,
    &layout_jmeter,
    &layout_k6,
    &layout_k6_json,
    &layout_aws_cur,
    &layout_aws_usage,
    &layout_influx_json,
    &layout_graphite_json,
    &layout_kubernetes,
    &layout_sadf_json,
    &layout_json,
    &layout_stacked,
    &layout_aligned,
    &layout_csv,
    NULL,
};

const struct layout *layout_find(const char *name)
{
    for (size_t i = 0; layouts[i] != NULL; i++)
        if (strcmp(layouts[i]->name, name) == 0)
            return layouts[i];
    return NULL;
}
