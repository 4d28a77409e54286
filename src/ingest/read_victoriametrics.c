// VictoriaMetrics, /api/v1/export: a JSON object a line, {"metric":{...},"values":[...],
// "timestamps":[...]}, times in Unix milliseconds. Its CSV form is a table without a header.
#include "ingest/json_input.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/ndjson.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *detect_lines(const struct sniff *sniff)
{
    // The timestamps of a long series lie far behind its values.
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "metric") &&
                 sniff_has_member(sniff, "values");
    return found ? "a JSON object a line with metric and values" : NULL;
}

struct victoria {
    struct reading *reading;
    struct label_streams streams;
};

static int find_series(struct victoria *victoria, const json_t *metric, size_t *stream)
{
    struct arena *arena = &victoria->reading->samples->arena;
    char *text = json_dumps(metric, JSON_COMPACT | JSON_SORT_KEYS);
    if (text == NULL)
        return reading_refuse(victoria->reading, "a line without \"metric\"");
    int result = 0;
    *stream = label_streams_find(&victoria->streams, text, strlen(text));
    if (*stream == SIZE_MAX) {
        struct label_series series = {.metric = "value"};
        const char *name = NULL;
        json_t *value = NULL;
        // jansson iterates over non-const objects only; nothing is changed.
        json_object_foreach((json_t *)(uintptr_t)metric, name, value)
        {
            if (json_is_string(value))
                label_series_add(&series, arena_strdup(arena, name),
                                 arena_strdup(arena, json_string_value(value)));
        }
        result = label_streams_add(&victoria->streams, victoria->reading, &series, text,
                                   strlen(text), stream);
        label_series_release(&series);
    }
    free(text);
    return result;
}

static int read_line(void *context, const json_t *object, size_t line)
{
    struct victoria *victoria = context;
    struct reading *reading = victoria->reading;
    const json_t *values = json_object_get(object, "values");
    const json_t *times = json_object_get(object, "timestamps");
    size_t stream = 0;
    if (find_series(victoria, json_object_get(object, "metric"), &stream) != 0)
        return -1;
    if (json_array_size(values) != json_array_size(times))
        return err_at(reading->err, reading->name, line, NULL, "%zu values and %zu timestamps",
                      json_array_size(values), json_array_size(times));
    for (size_t i = 0; i < json_array_size(times); i++) {
        double value = 0;
        const json_t *time = json_array_get(times, i);
        if (!json_is_integer(time) || !(fabs((double)json_integer_value(time)) < 253402300800e3) ||
            !json_sample_value(json_array_get(values, i), &value))
            return err_at(reading->err, reading->name, line, NULL,
                          "sample %zu is no pair of a number and a Unix time in ms", i + 1);
        samples_add(reading->samples, stream, (instant)json_integer_value(time), value);
        reading_source(reading)->rows++;
    }
    return 0;
}

static int read_lines(struct reading *reading)
{
    struct victoria victoria = {.reading = reading};
    int result = ndjson_read(reading, read_line, &victoria);
    if (result == 0)
        result = label_streams_settle(&victoria.streams, reading);
    label_streams_release(&victoria.streams);
    reading_source(reading)->time_form = "Unix milliseconds";
    return result;
}

const struct layout layout_victoriametrics = {
    .name = "victoriametrics-json",
    .meaning = "JSON lines of VictoriaMetrics, /api/v1/export",
    .detect = detect_lines,
    .read = read_lines,
};
