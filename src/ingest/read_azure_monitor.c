// Azure Monitor, az monitor metrics list: value[].timeseries[].data[] with timeStamp and a member
// an aggregation; a missing value is a point without the member.
#include "ingest/json_input.h"
#include "ingest/kind.h"
#include "ingest/layout.h"

#include <string.h>

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

/// The key of a time series: the values of its dimensions, joined by "/"; NULL without dimensions.
static const char *dimensions_of(struct reading *reading, const json_t *series)
{
    struct str key = {0};
    size_t index = 0;
    json_t *dimension = NULL;
    json_array_foreach(json_object_get(series, "metadatavalues"), index, dimension)
    {
        str_append(&key, index == 0 ? "" : "/");
        str_append(&key, json_text(dimension, "value"));
    }
    const char *kept = index == 0 ? NULL : arena_strdup(&reading->samples->arena, str_text(&key));
    str_release(&key);
    return kept;
}

static bool has_aggregation(const json_t *points, const char *name)
{
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(points, index, point)
    {
        if (json_object_get(point, name) != NULL)
            return true;
    }
    return false;
}

static int add_aggregation(struct reading *reading, const char *metric, const char *unit,
                           const char *key, const char *name, bool alone, size_t *stream)
{
    const char *full =
        alone ? metric : arena_printf(&reading->samples->arena, "%s %s", metric, name);
    if (reading_stream(reading, full, key, stream) != 0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[*stream];
    const char *unit_name = reading->options->unit == NULL ? unit : reading->options->unit;
    if (!unit_parse(unit_name, strlen(unit_name), &to->unit))
        to->unit.scale = 1;
    bool count = strcmp(name, "count") == 0;
    if (count && reading->options->unit == NULL)
        to->unit = (struct unit){.dimension = DIMENSION_COUNT, .scale = 1};
    bool sum = count || strcmp(name, "total") == 0;
    struct metric_kind kind = kind_of_statistic(sum ? "Sum" : "Average", reading->options);
    if (sum && kind.kind == SAMPLE_TOTAL && kind.per_s <= 0)
        kind.rule = "aggregation total or count";
    kind_apply(to, &kind);
    return 0;
}

static int read_points(struct reading *reading, const json_t *points, const size_t *stream)
{
    struct time_column times;
    time_column_begin(&times, reading, NULL, 0);
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(points, index, point)
    {
        instant time = INSTANT_NONE;
        const char *text = json_text(point, "timeStamp");
        if (!time_column_read(&times, text, strlen(text), &time))
            return err_at(reading->err, reading->name, 0, "timeStamp", "point %zu has no time",
                          index + 1);
        for (size_t i = 0; i < AGGREGATIONS; i++) {
            double value = 0;
            const json_t *cell = json_object_get(point, aggregations[i]);
            if (stream[i] == SIZE_MAX)
                continue;
            if (!json_sample_value(cell == NULL ? json_null() : cell, &value))
                return err_at(reading->err, reading->name, 0, aggregations[i],
                              "point %zu has no number", index + 1);
            samples_add(reading->samples, stream[i], time, value);
        }
        reading_source(reading)->rows++;
    }
    time_column_end(&times);
    return 0;
}

static int read_series(struct reading *reading, const json_t *metric, const json_t *series)
{
    const json_t *points = json_object_get(series, "data");
    const char *key = dimensions_of(reading, series);
    const char *name = json_text(json_object_get(metric, "name"), "value");
    size_t stream[AGGREGATIONS];
    size_t present = 0;
    for (size_t i = 0; i < AGGREGATIONS; i++)
        present += has_aggregation(points, aggregations[i]);
    for (size_t i = 0; i < AGGREGATIONS; i++) {
        stream[i] = SIZE_MAX;
        if (has_aggregation(points, aggregations[i]) &&
            add_aggregation(reading, *name == '\0' ? "value" : name, json_text(metric, "unit"), key,
                            aggregations[i], present == 1, &stream[i]) != 0)
            return -1;
    }
    return read_points(reading, points, stream);
}

static int read_azure(struct reading *reading)
{
    json_t *document = NULL;
    if (json_input_read(reading, &document) != 0)
        return -1;
    int result = 0;
    size_t index = 0;
    json_t *metric = NULL;
    json_array_foreach(json_object_get(document, "value"), index, metric)
    {
        size_t number = 0;
        json_t *series = NULL;
        json_array_foreach(json_object_get(metric, "timeseries"), number, series)
        {
            if (result == 0)
                result = read_series(reading, metric, series);
        }
    }
    json_decref(document);
    if (result == 0 && reading_source(reading)->rows == 0)
        result = reading_refuse(reading, "no points in any timeseries: nothing was measured; are "
                                         "the metric, its filter and the span right?");
    reading_source(reading)->time_column = "timeStamp";
    return result;
}

const struct layout layout_azure_monitor = {
    .name = "azure-monitor-json",
    .meaning = "JSON of az monitor metrics list",
    .detect = detect_azure,
    .read = read_azure,
};
