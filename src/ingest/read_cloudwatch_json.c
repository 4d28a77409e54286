// CloudWatch by the AWS CLI as JSON: get-metric-statistics (points with a member a statistic, in
// any order) and get-metric-data (two parallel arrays a metric, newest first).
#include "ingest/cloudwatch_metric.h"
#include "ingest/json_input.h"
#include "ingest/layout.h"

#include <stdlib.h>
#include <string.h>

enum { STATISTICS_MAX = 16 };

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

/// The instant of a JSON text, or of a Unix time in seconds; errors name the member.
static int read_time(struct time_column *column, const json_t *text, const char *member,
                     instant *time)
{
    const char *value = json_string_value(text);
    char quoted[256];
    if (json_is_number(text) && json_epoch_s(text, time))
        return 0;
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

/// One statistic of the points: a member of each, or of its ExtendedStatistics (p99).
struct statistic {
    const char *name;
    bool extended;
    size_t stream;
};

static const json_t *statistic_of(const json_t *point, const struct statistic *statistic)
{
    return json_object_get(statistic->extended ? json_object_get(point, "ExtendedStatistics")
                                               : point,
                           statistic->name);
}

/// Lists the statistics that the first point has; returns how many.
static size_t find_statistics(struct reading *reading, const json_t *first,
                              struct statistic found[STATISTICS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        if (json_object_get(first, statistics[i]) != NULL)
            found[count++] = (struct statistic){.name = statistics[i]};
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach(json_object_get(first, "ExtendedStatistics"), name, value)
    {
        if (count < STATISTICS_MAX)
            found[count++] = (struct statistic){
                .name = arena_strdup(&reading->samples->arena, name), .extended = true};
    }
    return count;
}

static int read_point(struct reading *reading, struct time_column *times, const json_t *point,
                      size_t number, const struct statistic *found, size_t count)
{
    instant time = INSTANT_NONE;
    if (read_time(times, json_object_get(point, "Timestamp"), "Timestamp", &time) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        double value = 0;
        const json_t *cell = statistic_of(point, &found[i]);
        if (!json_sample_value(cell == NULL ? json_null() : cell, &value))
            return err_at(reading->err, reading->name, 0, found[i].name, "point %zu has no number",
                          number);
        samples_add(reading->samples, found[i].stream, time, value);
    }
    reading_source(reading)->rows++;
    return 0;
}

/// CloudWatch keeps what was reported in one unit apart from what was reported in another.
static int check_unit(struct reading *reading, const json_t *first, const json_t *point,
                      size_t number)
{
    const char *unit = json_text(first, "Unit");
    const char *other = json_text(point, "Unit");
    char quoted[UNIT_NAME_MAX * 2];
    if (strcmp(unit, other) == 0)
        return 0;
    return err_at(reading->err, reading->name, 0, "Unit",
                  "point %zu is in \"%s\" and the first in another unit; ask for one of them with "
                  "--unit of get-metric-statistics",
                  number, err_quote(quoted, sizeof quoted, other, strlen(other)));
}

static int read_points(struct reading *reading, const char *label, const json_t *points)
{
    const json_t *first = json_array_get(points, 0);
    struct statistic found[STATISTICS_MAX];
    size_t count = find_statistics(reading, first, found);
    if (count == 0)
        return reading_refuse(reading,
                              "the points have none of Average, Maximum, Minimum, SampleCount "
                              "and Sum; ask for one with --statistics");
    for (size_t i = 0; i < count; i++)
        if (add_statistic(reading, label, found[i].name, count == 1, json_text(first, "Unit"),
                          &found[i].stream) != 0)
            return -1;
    struct time_column times;
    time_column_begin(&times, reading, NULL, 0);
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(points, index, point)
    {
        if (check_unit(reading, first, point, index + 1) != 0 ||
            read_point(reading, &times, point, index + 1, found, count) != 0)
            return -1;
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
