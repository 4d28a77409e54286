// k6 --out json: a document a line, "Metric" for what there is and "Point" for each measurement,
// {"metric":"http_reqs","type":"Point","data":{"time":"...","value":1,"tags":{...}}}.
#include "base/number.h"
#include "ingest/json_stream.h"
#include "ingest/k6_metric.h"
#include "ingest/layout.h"
#include "ingest/time_column.h"

#include <string.h>

static const char *detect_k6_json(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "metric") &&
                 sniff_contains(sniff, "\"Point\"") && sniff_has_member(sniff, "data") &&
                 sniff_has_member(sniff, "value");
    return found ? "lines of \"type\":\"Point\"" : NULL;
}

/// The member at hand.
enum k6_member { K6_OTHER, K6_METRIC, K6_TYPE, K6_DATA, K6_TIME, K6_VALUE };

struct k6_json {
    struct reading *reading;
    struct time_column time;
    size_t line;
    size_t depth;
    enum k6_member member;
    bool in_data; ///< within the object "data"
    bool point;
    bool has_value;
    double value;
    struct str metric, when;
    size_t left; ///< measurements of metrics that are not read
};

static void begin_document(struct k6_json *k6)
{
    k6->in_data = k6->point = k6->has_value = false;
    k6->member = K6_OTHER;
    str_clear(&k6->metric);
    str_clear(&k6->when);
}

static int begin(void *context, bool array)
{
    struct k6_json *k6 = context;
    (void)array;
    if (k6->depth == 0)
        begin_document(k6);
    k6->in_data = k6->in_data || (k6->depth == 1 && k6->member == K6_DATA);
    k6->depth++;
    k6->member = K6_OTHER;
    return 0;
}

static int find_stream(struct k6_json *k6, size_t *stream)
{
    struct reading *reading = k6->reading;
    const char *metric = str_text(&k6->metric);
    size_t streams = reading->samples->streams;
    if (reading_stream(reading, metric, NULL, stream) != 0)
        return -1;
    if (reading->samples->streams == streams)
        return 0;
    struct sample_stream *to = &reading->samples->stream[*stream];
    to->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    if (reading->options->unit != NULL &&
        !unit_parse(reading->options->unit, strlen(reading->options->unit), &to->unit))
        to->unit.scale = 1;
    struct metric_kind kind = k6_kind(to->metric, &to->unit, reading->options);
    kind_apply(to, &kind);
    return 0;
}

/// Takes a document that is a point.
static int take_point(struct k6_json *k6)
{
    struct reading *reading = k6->reading;
    instant time = INSTANT_NONE;
    size_t stream = 0;
    if (!k6_is_read(reading->options, str_text(&k6->metric), k6->metric.length)) {
        k6->left++;
        return 0;
    }
    if (!time_column_read(&k6->time, str_text(&k6->when), k6->when.length, &time)) {
        reading_bad(reading, k6->line, "time", str_text(&k6->when), k6->when.length,
                    "is not a time", NULL);
        return 0;
    }
    if (!k6->has_value) {
        reading_bad(reading, k6->line, "value", "", 0, "is not a number", NULL);
        return 0;
    }
    if (find_stream(k6, &stream) != 0)
        return -1;
    samples_add(reading->samples, stream, time, k6->value);
    reading_source(reading)->rows++;
    return 0;
}

static int end(void *context, bool array)
{
    struct k6_json *k6 = context;
    (void)array;
    k6->depth--;
    if (k6->depth == 1)
        k6->in_data = false;
    k6->member = K6_OTHER;
    return k6->depth == 0 && k6->point ? take_point(k6) : 0;
}

static int key(void *context, const char *name, size_t length)
{
    static const struct {
        const char *name;
        enum k6_member member;
        size_t depth;
    } names[] = {{"metric", K6_METRIC, 1},
                 {"type", K6_TYPE, 1},
                 {"data", K6_DATA, 1},
                 {"time", K6_TIME, 2},
                 {"value", K6_VALUE, 2}};
    struct k6_json *k6 = context;
    k6->member = K6_OTHER;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (k6->depth == names[i].depth && (k6->depth == 1 || k6->in_data) &&
            length == strlen(names[i].name) && memcmp(name, names[i].name, length) == 0)
            k6->member = names[i].member;
    return 0;
}

static int scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
    struct k6_json *k6 = context;
    if (kind == JSON_SCALAR_TEXT && k6->member == K6_METRIC) {
        str_clear(&k6->metric);
        str_append_bytes(&k6->metric, text, length);
    } else if (kind == JSON_SCALAR_TEXT && k6->member == K6_TYPE) {
        k6->point = length == 5 && memcmp(text, "Point", 5) == 0;
    } else if (kind == JSON_SCALAR_TEXT && k6->member == K6_TIME) {
        str_clear(&k6->when);
        str_append_bytes(&k6->when, text, length);
    } else if (kind == JSON_SCALAR_NUMBER && k6->member == K6_VALUE) {
        k6->has_value = number_parse(text, length, &k6->value);
    }
    return 0;
}

static void forget(void *context)
{
    struct k6_json *k6 = context;
    k6->depth = 0;
    begin_document(k6);
}

static int read_k6_json(struct reading *reading)
{
    static const struct json_events events = {begin, end, key, scalar, forget};
    struct k6_json k6 = {.reading = reading};
    time_column_begin(&k6.time, reading, NULL, 0);
    int result = json_stream_read(reading, &events, &k6, &k6.line);
    if (result == 0) {
        time_column_end(&k6.time);
        reading_source(reading)->time_column = "time";
        result = k6_end(reading, k6.left);
    }
    reading->values_chosen = true;
    str_release(&k6.metric);
    str_release(&k6.when);
    return result;
}

const struct layout layout_k6_json = {
    .name = "k6-json",
    .meaning = "k6 --out json, a document a request and metric",
    .detect = detect_k6_json,
    .counts = true,
    .read = read_k6_json,
};
