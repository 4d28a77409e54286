// CloudWatch by the AWS CLI as JSON: get-metric-statistics (points with a member a statistic, in
// any order) and get-metric-data (two parallel arrays a metric, newest first).
#include "ingest/cloudwatch_metric.h"
#include "ingest/json_input.h"
#include "ingest/layout.h"

#include <stdlib.h>
#include <string.h>

static const char *const statistics[] = {"Average", "Maximum", "Minimum", "SampleCount", "Sum"};

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

/// The instant of a JSON text; errors name the member.
static int read_time(struct time_column *column, const json_t *text, const char *member,
                     instant *time)
{
    const char *value = json_string_value(text);
    char quoted[256];
    if (value == NULL || !time_column_read(column, value, strlen(value), time))
        return err_at(column->reading->err, column->reading->name, 0, member,
                      "\"%s\" is not a time",
                      value == NULL ? "" : err_quote(quoted, sizeof quoted, value, strlen(value)));
    return 0;
}

/// A stream of one statistic: named by the label alone when the file has only one statistic.
static int add_statistic(struct reading *reading, const char *label, const char *statistic,
                         bool alone, const char *unit, size_t *stream)
{
    const char *metric =
        alone ? label : arena_printf(&reading->samples->arena, "%s %s", label, statistic);
    if (reading_stream(reading, metric, NULL, stream) != 0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[*stream];
    struct metric_kind kind;
    cloudwatch_describe(label, statistic, 0, reading->options, &to->unit, &kind);
    if (reading->options->unit == NULL && strcmp(statistic, "SampleCount") != 0 && *unit != '\0' &&
        strcmp(unit, "None") != 0 && !unit_parse(unit, strlen(unit), &to->unit))
        to->unit.scale = 1;
    kind_apply(to, &kind);
    return 0;
}

static int read_points(struct reading *reading, const char *label, const json_t *points)
{
    enum { STATISTICS = sizeof statistics / sizeof *statistics };
    const json_t *first = json_array_get(points, 0);
    size_t stream[STATISTICS];
    size_t present = 0;
    for (size_t i = 0; i < STATISTICS; i++)
        present += json_object_get(first, statistics[i]) != NULL;
    for (size_t i = 0; i < STATISTICS; i++) {
        stream[i] = SIZE_MAX;
        if (json_object_get(first, statistics[i]) != NULL &&
            add_statistic(reading, label, statistics[i], present == 1, json_text(first, "Unit"),
                          &stream[i]) != 0)
            return -1;
    }
    if (present == 0)
        return reading_refuse(reading,
                              "the points have none of Average, Maximum, Minimum, SampleCount "
                              "and Sum; ask for one with --statistics");
    struct time_column times;
    time_column_begin(&times, reading, NULL, 0);
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(points, index, point)
    {
        instant time = INSTANT_NONE;
        if (read_time(&times, json_object_get(point, "Timestamp"), "Timestamp", &time) != 0)
            return -1;
        for (size_t i = 0; i < STATISTICS; i++) {
            double value = 0;
            const json_t *cell = json_object_get(point, statistics[i]);
            if (stream[i] == SIZE_MAX)
                continue;
            if (!json_sample_value(cell == NULL ? json_null() : cell, &value))
                return err_at(reading->err, reading->name, 0, statistics[i],
                              "point %zu has no number", index + 1);
            samples_add(reading->samples, stream[i], time, value);
        }
        reading_source(reading)->rows++;
    }
    reading_source(reading)->time_column = "Timestamp";
    time_column_end(&times);
    return 0;
}

static int read_statistics(struct reading *reading)
{
    json_t *document = NULL;
    if (json_input_read(reading, &document) != 0)
        return -1;
    const json_t *points = json_object_get(document, "Datapoints");
    const char *label = json_text(document, "Label");
    int result =
        json_array_size(points) == 0
            ? reading_refuse(reading, "no points in Datapoints: nothing was measured; absent "
                                      "metrics and wrong dimensions look the same")
            : read_points(reading, *label == '\0' ? "value" : label, points);
    json_decref(document);
    return result;
}

static int read_result(struct reading *reading, const json_t *result)
{
    const json_t *times = json_object_get(result, "Timestamps");
    const json_t *values = json_object_get(result, "Values");
    const char *label = json_text(result, "Label");
    if (*label == '\0')
        label = json_text(result, "Id");
    if (json_array_size(times) != json_array_size(values))
        return err_at(reading->err, reading->name, 0, label, "%zu timestamps and %zu values",
                      json_array_size(times), json_array_size(values));
    size_t stream = 0;
    if (reading_stream(reading, label, NULL, &stream) != 0)
        return -1;
    // Two results may share a label: their ids tell them apart.
    if (reading->samples->stream[stream].count > 0 &&
        reading_stream(
            reading,
            arena_printf(&reading->samples->arena, "%s %s", label, json_text(result, "Id")), NULL,
            &stream) != 0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[stream];
    struct metric_kind kind;
    cloudwatch_describe(label, "", 0, reading->options, &to->unit, &kind);
    kind_apply(to, &kind);
    struct time_column column;
    time_column_begin(&column, reading, NULL, 0);
    for (size_t i = 0; i < json_array_size(times); i++) {
        instant time = INSTANT_NONE;
        double value = 0;
        if (read_time(&column, json_array_get(times, i), "Timestamps", &time) != 0)
            return -1;
        if (!json_sample_value(json_array_get(values, i), &value))
            return err_at(reading->err, reading->name, 0, "Values", "value %zu is not a number",
                          i + 1);
        samples_add(reading->samples, stream, time, value);
        reading_source(reading)->rows++;
    }
    time_column_end(&column);
    const char *status = json_text(result, "StatusCode");
    if (*status != '\0' && strcmp(status, "Complete") != 0)
        reading_note(reading, NOTE_WARNING, "status",
                     "CloudWatch says that a metric is not complete; follow NextToken");
    return 0;
}

static int read_data(struct reading *reading)
{
    json_t *document = NULL;
    if (json_input_read(reading, &document) != 0)
        return -1;
    size_t index = 0;
    json_t *each = NULL;
    int result = 0;
    json_array_foreach(json_object_get(document, "MetricDataResults"), index, each)
    {
        if (result == 0)
            result = read_result(reading, each);
    }
    reading_source(reading)->time_column = "Timestamps";
    json_decref(document);
    return result;
}

const struct layout layout_cloudwatch_statistics_json = {
    .name = "cloudwatch-statistics-json",
    .meaning = "JSON of aws cloudwatch get-metric-statistics",
    .detect = detect_statistics,
    .read = read_statistics,
};

const struct layout layout_cloudwatch_data_json = {
    .name = "cloudwatch-data-json",
    .meaning = "JSON of aws cloudwatch get-metric-data",
    .detect = detect_data,
    .read = read_data,
};
