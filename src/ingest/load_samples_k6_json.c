// Requests in the lines of k6 --out json: points of http_req_duration, and of vus.
#include "base/number.h"
#include "ingest/json_stream.h"
#include "ingest/load_samples.h"
#include "time/time_parse.h"

#include <math.h>
#include <string.h>

/// The members that are read, by the names that lead to them.
enum k6_member { K6_METRIC, K6_TIME, K6_VALUE, K6_EXPECTED, K6_STATUS, K6_MEMBERS };

static const char *const paths[K6_MEMBERS] = {"metric", "data.time", "data.value",
                                              "data.tags.expected_response", "data.tags.status"};

enum { LEVELS = 4 };

struct k6_points {
    struct reading *reading;
    struct load_samples *samples;
    struct time_reader time;
    size_t line;
    size_t depth;
    struct str path;
    size_t end[LEVELS]; ///< of the path outside the objects at hand
    struct str member[K6_MEMBERS];
};

static void forget(void *context)
{
    struct k6_points *k6 = context;
    k6->depth = 0;
    str_clear(&k6->path);
    for (size_t i = 0; i < K6_MEMBERS; i++)
        str_clear(&k6->member[i]);
}

static void cut_path(struct k6_points *k6, size_t length)
{
    if (k6->path.length > length) {
        k6->path.length = length;
        k6->path.data[length] = '\0';
    }
}

static int begin(void *context, bool array)
{
    struct k6_points *k6 = context;
    (void)array;
    if (k6->depth == 0)
        forget(k6);
    if (k6->depth < LEVELS)
        k6->end[k6->depth] = k6->path.length;
    k6->depth++;
    return 0;
}

/// A document of another kind, or of another metric, is passed over.
static int take_point(struct k6_points *k6)
{
    const char *metric = str_text(&k6->member[K6_METRIC]);
    bool users = strcmp(metric, "vus") == 0;
    if ((!users && strcmp(metric, "http_req_duration") != 0) || k6->member[K6_TIME].length == 0)
        return 0;
    const struct str *when = &k6->member[K6_TIME];
    struct time_parsed parsed;
    double value = 0;
    if (k6->time.form == TIME_FORM_NONE)
        k6->time.form = time_form_detect(str_text(when), when->length, false, NULL);
    if (k6->time.form == TIME_FORM_NONE ||
        !time_parse(&k6->time, str_text(when), when->length, &parsed)) {
        reading_bad(k6->reading, k6->line, "time", str_text(when), when->length, "is not a time",
                    NULL);
        return 0;
    }
    if (!number_parse(str_text(&k6->member[K6_VALUE]), k6->member[K6_VALUE].length, &value) ||
        value < 0) {
        reading_bad(k6->reading, k6->line, "value", str_text(&k6->member[K6_VALUE]),
                    k6->member[K6_VALUE].length, "is no time that a request takes", NULL);
        return 0;
    }
    double time_s = (double)parsed.time / INSTANT_PER_SECOND;
    if (users) {
        load_samples_at_work(k6->samples, time_s, value);
        return 0;
    }
    const char *expected = str_text(&k6->member[K6_EXPECTED]);
    double status = 200;
    if (*expected == '\0')
        (void)number_parse(str_text(&k6->member[K6_STATUS]), k6->member[K6_STATUS].length, &status);
    load_samples_add(k6->samples, time_s, value / 1000,
                     strcmp(expected, "false") == 0 || status < 200 || status >= 400);
    return 0;
}

static int end(void *context, bool array)
{
    struct k6_points *k6 = context;
    (void)array;
    k6->depth--;
    if (k6->depth < LEVELS)
        cut_path(k6, k6->end[k6->depth]);
    return k6->depth == 0 ? take_point(k6) : 0;
}

static int key(void *context, const char *name, size_t length)
{
    struct k6_points *k6 = context;
    if (k6->depth == 0 || k6->depth > LEVELS)
        return 0;
    cut_path(k6, k6->end[k6->depth - 1]);
    if (k6->path.length > 0)
        str_append_char(&k6->path, '.');
    str_append_bytes(&k6->path, name, length);
    return 0;
}

static int scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
    struct k6_points *k6 = context;
    if (k6->depth == 0 || k6->depth > LEVELS || kind == JSON_SCALAR_NULL)
        return 0;
    for (size_t i = 0; i < K6_MEMBERS; i++)
        if (strcmp(str_text(&k6->path), paths[i]) == 0) {
            str_clear(&k6->member[i]);
            str_append_bytes(&k6->member[i], text, length);
        }
    return 0;
}

int load_samples_read_k6_json(struct byte_source *source, struct load_samples *samples,
                              struct err *err)
{
    static const struct json_events events = {begin, end, key, scalar, forget};
    static const struct ingest_options options = {.gauge = false};
    struct sniff sniff;
    struct notes notes = {0};
    struct samples none = {0};
    int result = sniff_source(&sniff, source, err);
    (void)samples_source(&none, byte_source_name(source));
    struct reading reading = {.source = source,
                              .name = byte_source_name(source),
                              .options = &options,
                              .sniff = &sniff,
                              .samples = &none,
                              .notes = &notes,
                              .err = err};
    struct k6_points k6 = {.reading = &reading, .samples = samples};
    if (result == 0)
        result = json_stream_read(&reading, &events, &k6, &k6.line);
    if (result == 0)
        result = reading_finish(&reading);
    reading_release(&reading);
    sniff_release(&sniff);
    samples_release(&none);
    notes_release(&notes);
    str_release(&k6.path);
    for (size_t i = 0; i < K6_MEMBERS; i++)
        str_release(&k6.member[i]);
    return result;
}
