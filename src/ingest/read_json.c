// JSON: by its shape (json_shapes.h), and what is known of products whose shape alone does not say
// it all. A product is a row of `products`; a file of any other is read as plain "json".
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/cloudwatch_metric.h"
#include "ingest/json_name.h"
#include "ingest/json_shapes.h"
#include "ingest/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_json(struct reading *reading);

static size_t first_member(const struct json_shapes *shapes)
{
    return shapes->frame[shapes->depth].members;
}

// --- Prometheus, VictoriaMetrics
// ------------------------------------------------------------------

static const char *detect_prometheus(const struct sniff *sniff)
{
    if (sniff_starts(sniff, "{") &&
        (sniff_has_member(sniff, "resultType") || sniff_has_member(sniff, "errorType")))
        return "JSON with resultType";
    bool list = sniff_starts(sniff, "[") && sniff_has_member(sniff, "metric") &&
                sniff_has_member(sniff, "values");
    return list ? "a JSON list of metric and values" : NULL;
}

static int check_prometheus(struct json_shapes *shapes)
{
    struct reading *reading = shapes->reading;
    char said[ERR_TEXT_MAX / 4];
    size_t first = first_member(shapes);
    const char *status = json_member_text(shapes, first, "status");
    const char *error = json_member_text(shapes, first, "error");
    const char *type = json_member_text(shapes, first, "data.resultType");
    if (type == NULL)
        type = json_member_text(shapes, first, "resultType");
    if (status != NULL && strcmp(status, "error") == 0)
        return reading_refuse(reading, "Prometheus answered with an error: %s",
                              err_quote(said, sizeof said, error == NULL ? "" : error,
                                        error == NULL ? 0 : strlen(error)));
    if (type == NULL || strcmp(type, "matrix") != 0)
        return reading_refuse(reading,
                              "resultType is \"%s\", a single instant; query_range gives a series",
                              err_quote(said, sizeof said, type == NULL ? "" : type,
                                        type == NULL ? 0 : strlen(type)));
    if (shapes->series_count == 0)
        return reading_refuse(reading, "the query gave no series; is its name and span right?");
    return 0;
}

static const char *detect_victoria(const struct sniff *sniff)
{
    // The timestamps of a long series lie far behind its values.
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "metric") &&
                 sniff_has_member(sniff, "values");
    return found ? "a JSON object a line with metric and values" : NULL;
}

static int no_victoria(struct json_shapes *shapes, const struct json_frame *array)
{
    (void)array;
    if (shapes->depth > 1)
        return 0;
    // A series without samples is none.
    if (shapes->vectors == shapes->frame[shapes->depth].vectors)
        return 1;
    return err_at(shapes->reading->err, shapes->reading->name, shapes->line, NULL,
                  "no values beside as many Unix times in ms, of 1990 to 2100");
}

// --- CloudWatch
// -----------------------------------------------------------------------------------

static const char *const cloudwatch_statistics[] = {"Average", "Maximum", "Minimum", "SampleCount",
                                                    "Sum"};

static const char *detect_statistics(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_contains(sniff, "\"Datapoints\"");
    return found ? "JSON with Datapoints" : NULL;
}

static const char *detect_data(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_contains(sniff, "\"MetricDataResults\"");
    return found ? "JSON with MetricDataResults" : NULL;
}

/// The time of an object under a known name; an error where it has none.
static int record_time(struct json_shapes *shapes, const char *name, size_t number, instant *time)
{
    const struct json_member *member = json_member_find(shapes, first_member(shapes), name);
    char quoted[256];
    if (member != NULL && json_member_time(shapes, member, time))
        return 0;
    if (member == NULL)
        return err_at(shapes->reading->err, shapes->reading->name, 0, name, "point %zu has no time",
                      number);
    return err_at(
        shapes->reading->err, shapes->reading->name, 0, name, "\"%s\" is not a time",
        err_quote(quoted, sizeof quoted, shapes->text.data + member->text, member->length));
}

static int record_value(struct json_shapes *shapes, const struct json_member *member,
                        const char *name, size_t number, double *value)
{
    if (json_member_number(shapes, member, value))
        return 0;
    return err_at(shapes->reading->err, shapes->reading->name, 0, name, "point %zu has no number",
                  number);
}

/// CloudWatch keeps what was reported in one unit apart from what was reported in another.
static int check_unit(struct json_shapes *shapes, const struct json_frame *array, size_t series)
{
    const char *unit = json_member_text(shapes, first_member(shapes), "Unit");
    struct label_series *label = &shapes->series[series].label;
    unit = unit == NULL ? "" : unit;
    if (label->labels == 0)
        label_series_add(label, "Unit", arena_strdup(&shapes->reading->samples->arena, unit));
    char quoted[UNIT_NAME_MAX * 2];
    if (strcmp(label->label[0].value, unit) == 0)
        return 0;
    return err_at(shapes->reading->err, shapes->reading->name, 0, "Unit",
                  "point %zu is in \"%s\" and the first in another unit; ask for one of them with "
                  "--unit of get-metric-statistics",
                  array->elements, err_quote(quoted, sizeof quoted, unit, strlen(unit)));
}

static int read_point(struct json_shapes *shapes, const struct json_frame *array,
                      const struct json_member *member, const char *statistic, instant time)
{
    size_t series = 0;
    double value = 0;
    if (json_series_of(shapes, array, statistic, &series) != 0 ||
        check_unit(shapes, array, series) != 0 ||
        record_value(shapes, member, statistic, array->elements, &value) != 0)
        return -1;
    samples_add(shapes->reading->samples, shapes->series[series].stream, time, value);
    return 0;
}

static int record_statistics(struct json_shapes *shapes, const struct json_frame *array)
{
    static const char extended[] = "ExtendedStatistics.";
    instant time = INSTANT_NONE;
    size_t first = first_member(shapes);
    size_t found = 0;
    if (shapes->depth < 2)
        return 0;
    if (record_time(shapes, "Timestamp", array->elements, &time) != 0)
        return -1;
    for (size_t i = 0; i < sizeof cloudwatch_statistics / sizeof *cloudwatch_statistics; i++) {
        const char *name = cloudwatch_statistics[i];
        const struct json_member *member = json_member_find(shapes, first, name);
        found += member != NULL;
        if (member != NULL && read_point(shapes, array, member, name, time) != 0)
            return -1;
    }
    for (size_t i = first; i < shapes->members; i++) {
        const char *name = shapes->text.data + shapes->member[i].name;
        if (strncmp(name, extended, sizeof extended - 1) != 0)
            continue;
        found++;
        char *own = mem_strdup(name + sizeof extended - 1);
        int result = read_point(shapes, array, &shapes->member[i], own, time);
        free(own);
        if (result != 0)
            return -1;
    }
    if (found == 0)
        return reading_refuse(shapes->reading,
                              "the points have none of Average, Maximum, Minimum, SampleCount "
                              "and Sum; ask for one with --statistics");
    reading_source(shapes->reading)->rows++;
    return 1;
}

static int check_statistics(struct json_shapes *shapes)
{
    if (shapes->series_count > 0)
        return 0;
    return reading_refuse(shapes->reading,
                          "no points in Datapoints: nothing was measured; absent metrics and "
                          "wrong dimensions look the same");
}

/// How many series came of the same list as this one, by the label that they share.
static bool is_alone(const struct json_shapes *shapes, const struct json_series *series)
{
    for (size_t i = 0; i < shapes->series_count; i++)
        if (&shapes->series[i] != series &&
            strcmp(json_label(&shapes->series[i], "Label"), json_label(series, "Label")) == 0)
            return false;
    return true;
}

static void describe_cloudwatch(struct json_shapes *shapes, struct json_series *series,
                                const char *label, const char *statistic, const char *metric)
{
    struct sample_stream *stream = &shapes->reading->samples->stream[series->stream];
    const struct ingest_options *options = shapes->reading->options;
    const char *unit = json_label(series, "Unit");
    struct metric_kind kind;
    cloudwatch_describe(label, statistic, 0, options, &stream->unit, &kind);
    if (options->unit == NULL && strcmp(statistic, "SampleCount") != 0 && *unit != '\0' &&
        strcmp(unit, "None") != 0 && !unit_parse(unit, strlen(unit), &stream->unit))
        stream->unit.scale = 1;
    kind_apply(stream, &kind);
    series->label.metric = metric;
    series->own_name = true;
}

static int name_statistics(struct json_shapes *shapes, struct json_series *series)
{
    const char *label = json_label(series, "Label");
    label = *label == '\0' ? "value" : label;
    const char *metric = is_alone(shapes, series) ? label
                                                  : arena_printf(&shapes->reading->samples->arena,
                                                                 "%s %s", label, series->column);
    describe_cloudwatch(shapes, series, label, series->column, metric);
    return 0;
}

static int name_data(struct json_shapes *shapes, struct json_series *series)
{
    const char *label = json_label(series, "Label");
    const char *id = json_label(series, "Id");
    const char *status = json_label(series, "StatusCode");
    label = *label == '\0' ? id : label;
    const char *metric = label;
    // Two results may share a label: their ids tell them apart.
    for (size_t i = 0; &shapes->series[i] != series; i++)
        if (strcmp(shapes->series[i].label.metric, label) == 0)
            metric = arena_printf(&shapes->reading->samples->arena, "%s %s", label, id);
    describe_cloudwatch(shapes, series, label, "", metric);
    if (*status != '\0' && strcmp(status, "Complete") != 0)
        reading_note(shapes->reading, NOTE_WARNING, "status",
                     "CloudWatch says that a metric is not complete; follow NextToken");
    return 0;
}

// --- Azure Monitor
// --------------------------------------------------------------------------------

enum { AGGREGATIONS = 5 };
static const char *const aggregations[AGGREGATIONS] = {"average", "total", "maximum", "minimum",
                                                       "count"};

static const char *detect_azure(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "timeseries") &&
                 (sniff_has_member(sniff, "timeStamp") || sniff_has_member(sniff, "timespan") ||
                  sniff_has_member(sniff, "interval"));
    return found ? "JSON with timeseries and timeStamp" : NULL;
}

/// A point without a member lacks the value; one before the first value of all is none.
static int record_azure(struct json_shapes *shapes, const struct json_frame *array)
{
    instant time = INSTANT_NONE;
    size_t first = first_member(shapes);
    if (json_member_find(shapes, first, "timeStamp") == NULL)
        return 0;
    if (record_time(shapes, "timeStamp", array->elements, &time) != 0)
        return -1;
    for (size_t i = 0; i < AGGREGATIONS; i++) {
        const struct json_member *member = json_member_find(shapes, first, aggregations[i]);
        size_t series = array->series;
        double value = (double)NAN;
        while (series < shapes->series_count &&
               strcmp(shapes->series[series].column, aggregations[i]) != 0)
            series++;
        if (member == NULL && series == shapes->series_count)
            continue;
        if (member != NULL &&
            (record_value(shapes, member, aggregations[i], array->elements, &value) != 0 ||
             json_series_of(shapes, array, aggregations[i], &series) != 0))
            return -1;
        samples_add(shapes->reading->samples, shapes->series[series].stream, time, value);
    }
    reading_source(shapes->reading)->rows++;
    return 1;
}

static int check_azure(struct json_shapes *shapes)
{
    if (shapes->series_count > 0)
        return 0;
    return reading_refuse(shapes->reading,
                          "no points in any timeseries: nothing was measured; are the metric, its "
                          "filter and the span right?");
}

/// The values of the dimensions, joined by "/".
static const char *dimensions_of(struct json_shapes *shapes, const struct json_series *series)
{
    struct str key = {0};
    for (size_t i = 0; i < series->label.labels; i++) {
        if (strcmp(series->label.label[i].name, "metadatavalues.value") != 0)
            continue;
        str_append(&key, key.length == 0 ? "" : "/");
        str_append(&key, series->label.label[i].value);
    }
    const char *kept =
        key.length == 0 ? NULL : arena_strdup(&shapes->reading->samples->arena, key.data);
    str_release(&key);
    return kept;
}

static bool is_lone_aggregation(const struct json_shapes *shapes, const struct json_series *series)
{
    const char *id = json_label(series, "id");
    for (size_t i = 0; i < shapes->series_count; i++)
        if (strcmp(shapes->series[i].column, series->column) != 0 &&
            strcmp(json_label(&shapes->series[i], "id"), id) == 0)
            return false;
    return true;
}

static int name_azure(struct json_shapes *shapes, struct json_series *series)
{
    struct arena *arena = &shapes->reading->samples->arena;
    struct sample_stream *stream = &shapes->reading->samples->stream[series->stream];
    const struct ingest_options *options = shapes->reading->options;
    const char *name = json_label(series, "name.value");
    const char *metric = *name == '\0' ? "value" : name;
    if (!is_lone_aggregation(shapes, series))
        metric = arena_printf(arena, "%s %s", metric, series->column);
    bool count = strcmp(series->column, "count") == 0;
    json_name_series(shapes, series, metric, json_label(series, "unit"));
    if (count && options->unit == NULL)
        stream->unit = (struct unit){.dimension = DIMENSION_COUNT, .scale = 1};
    bool sum = count || strcmp(series->column, "total") == 0;
    struct metric_kind kind = kind_of_statistic(sum ? "Sum" : "Average", options);
    if (sum && kind.kind == SAMPLE_TOTAL && kind.per_s <= 0)
        kind.rule = "aggregation total or count";
    kind_apply(stream, &kind);
    series->label.key = dimensions_of(shapes, series);
    return 0;
}

// --- Datadog
// --------------------------------------------------------------------------------------

static const char *detect_datadog(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") &&
                 (sniff_has_member(sniff, "pointlist") ||
                  (sniff_has_member(sniff, "series") && sniff_has_member(sniff, "status")));
    return found ? "JSON with pointlist" : NULL;
}

static int check_datadog(struct json_shapes *shapes)
{
    if (shapes->series_count > 0)
        return 0;
    return reading_refuse(shapes->reading,
                          "the query gave no series; are its metric, scope and span right?");
}

static int name_datadog(struct json_shapes *shapes, struct json_series *series)
{
    const char *scope = json_label(series, "scope");
    json_name_series(shapes, series, json_label(series, "metric"),
                     json_label(series, "unit.short_name"));
    series->label.key = *scope == '\0' ? NULL : scope;
    return 0;
}

// --- Zabbix
// ---------------------------------------------------------------------------------------

static const char *detect_zabbix(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "host") &&
                 sniff_has_member(sniff, "clock") && sniff_has_member(sniff, "itemid");
    return found ? "a JSON object a line with host and clock" : NULL;
}

enum { TREND_STEP_S = 3600 };

static int add_zabbix(struct json_shapes *shapes, const char *statistic, instant time, double value)
{
    struct reading *reading = shapes->reading;
    const char *host = json_member_text(shapes, first_member(shapes), "host.host");
    const char *name = json_member_text(shapes, first_member(shapes), "name");
    size_t stream = 0;
    struct str metric = {0};
    str_append(&metric, name == NULL ? "" : name);
    str_append(&metric, statistic);
    int result = reading_stream(reading, str_text(&metric),
                                host == NULL || *host == '\0' ? NULL : host, &stream);
    struct sample_stream *to = result == 0 ? &reading->samples->stream[stream] : NULL;
    if (result == 0 && to->count == 0) {
        struct metric_kind kind = kind_of_metric(to->metric, &to->unit, reading->options);
        kind_apply(to, &kind);
    }
    if (result == 0)
        samples_add(reading->samples, stream, time, value);
    str_release(&metric);
    return result;
}

static int zabbix_time(struct json_shapes *shapes, instant *time)
{
    size_t first = first_member(shapes);
    const struct json_member *clock = json_member_find(shapes, first, "clock");
    const struct json_member *ns = json_member_find(shapes, first, "ns");
    double nanoseconds = 0;
    if (clock == NULL || !json_member_time(shapes, clock, time))
        return err_at(shapes->reading->err, shapes->reading->name, shapes->line, "clock",
                      "no Unix time");
    if (ns != NULL &&
        (!json_member_number(shapes, ns, &nanoseconds) || !(nanoseconds >= 0 && nanoseconds < 1e9)))
        return err_at(shapes->reading->err, shapes->reading->name, shapes->line, "ns",
                      "no nanoseconds within a second, 0 to 999999999");
    *time += (instant)(nanoseconds / 1e6);
    return 0;
}

static int record_zabbix(struct json_shapes *shapes, const struct json_frame *array)
{
    static const char *const statistics[] = {"min", "avg", "max"};
    struct reading *reading = shapes->reading;
    size_t first = first_member(shapes);
    (void)array;
    instant time = INSTANT_NONE;
    if (shapes->depth > 1)
        return 0;
    if (zabbix_time(shapes, &time) != 0)
        return -1;
    reading_source(reading)->rows++;
    const struct json_member *value = json_member_find(shapes, first, "value");
    double number = 0;
    if (value != NULL && value->kind != JSON_SCALAR_NUMBER) {
        reading_note(reading, NOTE_WARNING, "text items", "values of text items left out");
        return 1;
    }
    if (value != NULL)
        return json_member_number(shapes, value, &number) &&
                       add_zabbix(shapes, "", time, number) == 0
                   ? 1
                   : -1;
    for (size_t i = 0; i < 3; i++) {
        char name[8];
        const struct json_member *member = json_member_find(shapes, first, statistics[i]);
        snprintf(name, sizeof name, " %s", statistics[i]);
        if (member == NULL || !json_member_number(shapes, member, &number))
            return err_at(reading->err, reading->name, shapes->line, statistics[i], "no number");
        if (add_zabbix(shapes, name, time, number) != 0)
            return -1;
        reading->samples->stream[reading->samples->streams - 1].step_s = TREND_STEP_S;
    }
    return 1;
}

// --- others by shape alone
// ------------------------------------------------------------------------

static const char *detect_influx(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "results") &&
                 (sniff_has_member(sniff, "columns") || sniff_has_member(sniff, "statement_id"));
    return found ? "JSON with results and columns" : NULL;
}

static const char *detect_graphite(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "[") && sniff_has_member(sniff, "target") &&
                 sniff_has_member(sniff, "datapoints");
    return found ? "JSON with target and datapoints" : NULL;
}

static const char *detect_kubernetes(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_contains(sniff, "metrics.k8s.io");
    return found ? "JSON of metrics.k8s.io" : NULL;
}

/// Its shares of cores, 250000000n and 250m, are written as cores.
static void write_cores(struct json_shapes *shapes, struct json_member *member)
{
    const char *text = shapes->text.data + member->text;
    const char *name = shapes->text.data + member->name;
    double number = 0;
    size_t length = strlen(name);
    char last = member->length == 0 ? ' ' : text[member->length - 1];
    if (length < 3 || strcmp(name + length - 3, "cpu") != 0 || strchr("num", last) == NULL ||
        !number_parse(text, member->length - 1, &number))
        return;
    char cores[NUMBER_TEXT_MAX];
    number_format(cores, number * (last == 'n' ? 1e-9 : last == 'u' ? 1e-6 : 1e-3));
    member->text = shapes->text.length;
    member->length = strlen(cores);
    str_append_bytes(&shapes->text, cores, member->length + 1);
}

static const char *detect_sadf_json(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "sysstat") &&
                 sniff_has_member(sniff, "hosts");
    return found ? "JSON with sysstat and hosts" : NULL;
}

/// sadf's times end the interval that the values are of; its start is the time of the row.
static int sadf_moment(struct json_shapes *shapes, instant *time)
{
    size_t first = first_member(shapes);
    const char *date = json_member_text(shapes, first, "timestamp.date");
    const char *clock = json_member_text(shapes, first, "timestamp.time");
    const struct json_member *utc = json_member_find(shapes, first, "timestamp.utc");
    const struct json_member *interval = json_member_find(shapes, first, "timestamp.interval");
    double is_utc = 0;
    double interval_s = 0;
    char text[INSTANT_TEXT_MAX * 2];
    if (utc != NULL)
        (void)json_member_number(shapes, utc, &is_utc);
    int length = snprintf(text, sizeof text, "%.24s %.24s%s", date == NULL ? "" : date,
                          clock == NULL ? "" : clock, is_utc > 0 ? "Z" : "");
    if (!time_column_read(&shapes->time, text, (size_t)length, time))
        return err_at(shapes->reading->err, shapes->reading->name, shapes->line, "timestamp",
                      "no date and time");
    if (interval != NULL && json_member_number(shapes, interval, &interval_s) && interval_s > 0 &&
        interval_s < 366.0 * 86400)
        *time -= (instant)(interval_s * 1000);
    return 0;
}

/// JSON begins with an object or a list; a CSV whose header does is not followed by such signs.
static const char *detect_any(const struct sniff *sniff)
{
    const char *at = sniff->bytes;
    while (ascii_is_space(*at))
        at++;
    char opening = *at;
    do
        at++;
    while (opening != '\0' && ascii_is_space(*at));
    bool found = (opening == '{' && (*at == '"' || *at == '}')) ||
                 (opening == '[' && strchr("{[]\"-0123456789", *at) != NULL && *at != '\0');
    // "[1709510400] text" is a line of a log.
    const char *behind = found && opening == '[' ? at + strspn(at, "0123456789") : at;
    if (behind > at && *behind == ']')
        found = strchr("\r\n", behind[1 + strspn(behind + 1, " \t")]) != NULL;
    return found ? "JSON" : NULL;
}

#define JSON_LAYOUT(identifier, layout_name, says, finds, rows_may_count)                          \
    const struct layout identifier = {.name = (layout_name),                                       \
                                      .meaning = (says),                                           \
                                      .detect = (finds),                                           \
                                      .counts = (rows_may_count),                                  \
                                      .read = read_json}

JSON_LAYOUT(layout_cloudwatch_statistics_json, "cloudwatch-statistics-json",
            "JSON of aws cloudwatch get-metric-statistics", detect_statistics, false);
JSON_LAYOUT(layout_cloudwatch_data_json, "cloudwatch-data-json",
            "JSON of aws cloudwatch get-metric-data", detect_data, false);
JSON_LAYOUT(layout_prometheus_json, "prometheus-json",
            "JSON of the Prometheus HTTP API, query_range, or of promtool -o json",
            detect_prometheus, false);
JSON_LAYOUT(layout_victoriametrics, "victoriametrics-json",
            "JSON lines of VictoriaMetrics, /api/v1/export", detect_victoria, false);
JSON_LAYOUT(layout_datadog_json, "datadog-json", "JSON of Datadog's query API", detect_datadog,
            false);
JSON_LAYOUT(layout_azure_monitor, "azure-monitor-json", "JSON of az monitor metrics list",
            detect_azure, false);
JSON_LAYOUT(layout_zabbix, "zabbix", "JSON lines of Zabbix' real-time export, history or trends",
            detect_zabbix, false);
JSON_LAYOUT(layout_influx_json, "influxdb1-json", "JSON of InfluxDB 1, /query", detect_influx,
            false);
JSON_LAYOUT(layout_graphite_json, "graphite-json", "JSON of Graphite's render API, format=json",
            detect_graphite, false);
JSON_LAYOUT(layout_kubernetes, "kubernetes-metrics",
            "JSON of the Kubernetes metrics API, a document a poll", detect_kubernetes, false);
JSON_LAYOUT(layout_sadf_json, "sadf-json", "sysstat's sadf -j", detect_sadf_json, false);
JSON_LAYOUT(layout_json, "json",
            "any JSON with times: objects of a list or a line each, columns with rows, lists of "
            "[time, value], lists beside each other",
            detect_any, true);

static const struct json_product products[] = {
    {.layout = &layout_cloudwatch_statistics_json,
     .own_keys = true,
     .record = record_statistics,
     .name = name_statistics,
     .document = check_statistics},
    {.layout = &layout_cloudwatch_data_json, .own_keys = true, .strict = true, .name = name_data},
    {.layout = &layout_prometheus_json,
     .metric = "metric.__name__",
     .labels = "metric.",
     .database = true,
     .document = check_prometheus},
    {.layout = &layout_victoriametrics,
     .metric = "metric.__name__",
     .labels = "metric.",
     .database = true,
     .strict = true,
     .record = no_victoria},
    {.layout = &layout_datadog_json,
     .own_keys = true,
     .key = "scope",
     .name = name_datadog,
     .document = check_datadog},
    {.layout = &layout_azure_monitor,
     .own_keys = true,
     .record = record_azure,
     .name = name_azure,
     .document = check_azure},
    {.layout = &layout_zabbix, .own_keys = true, .key = "host", .record = record_zabbix},
    {.layout = &layout_influx_json, .metric = "name", .labels = "tags.", .database = true},
    {.layout = &layout_kubernetes, .scalar = write_cores},
    {.layout = &layout_sadf_json, .clock = "timestamp.", .moment = sadf_moment},
    {.layout = &layout_graphite_json, .metric = "target", .labels = "tags."},
};

enum { PRODUCTS = sizeof products / sizeof *products };

/// With the beginning of the document, where a server says what went wrong.
static int refuse_unknown(struct reading *reading)
{
    enum { SHOWN = 120 };
    const struct sniff *sniff = reading->sniff;
    char start[SHOWN];
    size_t length = 0;
    size_t at = 0;
    for (; at < sniff->length && length < SHOWN; at++) {
        bool blank = ascii_is_space(sniff->bytes[at]);
        if (!blank)
            start[length++] = sniff->bytes[at];
        else if (length > 0 && start[length - 1] != ' ')
            start[length++] = ' ';
    }
    while (length > 0 && start[length - 1] == ' ')
        length--;
    char text[SHOWN * 2];
    return reading_refuse(
        reading, "JSON of no known layout: %s%s; headroom help layouts lists those that are read",
        err_quote(text, sizeof text, start, length), at < sniff->length ? " ..." : "");
}

static int read_json(struct reading *reading)
{
    const struct json_product *product = NULL;
    const char *layout = reading_source(reading)->layout;
    for (size_t i = 0; i < PRODUCTS; i++)
        if (strcmp(products[i].layout->name, layout) == 0)
            product = &products[i];
    if (json_shapes_read(reading, product) != 0)
        return -1;
    struct sample_source *source = reading_source(reading);
    if (product != NULL && product->own_keys)
        source->key_columns = product->key;
    return source->rows == 0 && reading->bad.rows == 0 ? refuse_unknown(reading) : 0;
}
