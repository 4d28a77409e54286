// Prometheus HTTP API, query_range: Unix seconds and values as texts, one list a label set.
#include "ingest/json_input.h"
#include "ingest/labels.h"
#include "ingest/layout.h"

#include <stdio.h>
#include <string.h>

static const char *detect_prometheus(const struct sniff *sniff)
{
    if (sniff_starts(sniff, "{") &&
        (sniff_has_member(sniff, "resultType") || sniff_has_member(sniff, "errorType")))
        return "JSON with resultType";
    bool list = sniff_starts(sniff, "[") && sniff_has_member(sniff, "metric") &&
                sniff_has_member(sniff, "values");
    return list ? "a JSON list of metric and values" : NULL;
}

static int read_series(struct reading *reading, struct label_streams *streams, const json_t *result)
{
    struct label_series series = {.metric = "value"};
    struct arena *arena = &reading->samples->arena;
    const char *name = NULL;
    json_t *text = NULL;
    // jansson needs a non-const object to iterate; nothing is changed.
    json_object_foreach(json_object_get(result, "metric"), name, text)
    {
        if (json_is_string(text))
            label_series_add(&series, arena_strdup(arena, name),
                             arena_strdup(arena, json_string_value(text)));
    }
    size_t stream = 0;
    char number[32];
    int length = snprintf(number, sizeof number, "%zu", streams->count);
    if (label_streams_add(streams, reading, &series, number, (size_t)length, &stream) != 0) {
        label_series_release(&series);
        return -1;
    }
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(json_object_get(result, "values"), index, point)
    {
        instant time = INSTANT_NONE;
        double value = 0;
        if (!json_epoch_s(json_array_get(point, 0), &time) ||
            !json_sample_value(json_array_get(point, 1), &value))
            return err_at(reading->err, reading->name, 0, NULL,
                          "value %zu of series %zu is no pair of a Unix time and a number",
                          index + 1, streams->count);
        samples_add(reading->samples, stream, time, value);
        reading_source(reading)->rows++;
    }
    return 0;
}

/// The list of series: that of the API's answer, or the document itself as promtool -o json writes
/// it.
static int find_results(struct reading *reading, const json_t *document, const json_t **results)
{
    *results = document;
    if (json_is_array(document))
        return 0;
    const json_t *data = json_object_get(document, "data");
    const char *type = json_text(data, "resultType");
    if (*type == '\0')
        type = json_text(document, "resultType");
    char said[ERR_TEXT_MAX / 4];
    const char *error = json_text(document, "error");
    if (strcmp(json_text(document, "status"), "error") == 0)
        return reading_refuse(reading, "Prometheus answered with an error: %s",
                              err_quote(said, sizeof said, error, strlen(error)));
    if (strcmp(type, "matrix") != 0)
        return reading_refuse(reading,
                              "resultType is \"%s\", a single instant; query_range gives a series",
                              err_quote(said, sizeof said, type, strlen(type)));
    *results = json_object_get(data == NULL ? document : data, "result");
    return 0;
}

static int read_results(struct reading *reading, const json_t *document)
{
    const json_t *results = NULL;
    if (find_results(reading, document, &results) != 0)
        return -1;
    struct label_streams streams = {0};
    size_t index = 0;
    json_t *each = NULL;
    int result = 0;
    json_array_foreach(results, index, each)
    {
        if (result == 0)
            result = read_series(reading, &streams, each);
    }
    if (result == 0 && streams.count == 0)
        result = reading_refuse(reading, "the query gave no series; is its name and span right?");
    if (result == 0)
        result = label_streams_settle(&streams, reading);
    label_streams_release(&streams);
    return result;
}

static int read_prometheus(struct reading *reading)
{
    json_t *document = NULL;
    if (json_input_read(reading, &document) != 0)
        return -1;
    int result = read_results(reading, document);
    json_decref(document);
    reading_source(reading)->time_form = "Unix seconds";
    return result;
}

const struct layout layout_prometheus_json = {
    .name = "prometheus-json",
    .meaning = "JSON of the Prometheus HTTP API, query_range, or of promtool -o json",
    .detect = detect_prometheus,
    .read = read_prometheus,
};
