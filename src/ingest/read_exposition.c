// The text that Prometheus scrapes, with times: OpenMetrics (seconds) and the exposition format
// (milliseconds), as promtool tsdb dump-openmetrics writes it and create-blocks-from reads it. A
// line is name{labels} value time; "# TYPE" says what a metric is.
#include "base/ascii.h"
#include "base/number.h"
#include "base/vec.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "table/cell.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// What a line consists of; lengths are 0 where it has no such part.
struct exposition_line {
    const char *series, *value, *time;
    size_t series_length, value_length, time_length;
};

/// The length of a name and its labels; 0: it does not begin with that. Signs within quotes do not
/// end it.
static size_t series_length(const char *text)
{
    size_t length = 0;
    while (ascii_is_letter(text[length]) || ascii_is_digit(text[length]) ||
           (text[length] != '\0' && strchr("_:.", text[length]) != NULL))
        length++;
    size_t named = length;
    if (text[length] != '{')
        return named > 0 && !ascii_is_digit(*text) ? named : 0;
    bool quoted = false;
    for (length++; text[length] != '\0' && (quoted || text[length] != '}'); length++) {
        if (quoted && text[length] == '\\' && text[length + 1] != '\0')
            length++;
        else if (text[length] == '"')
            quoted = !quoted;
    }
    return text[length] == '}' ? length + 1 : 0;
}

/// Splits a line; false: it is not a name with a value. An exemplar behind " # " is left aside.
static bool split_line(const char *text, struct exposition_line *line)
{
    *line = (struct exposition_line){.series = text, .series_length = series_length(text)};
    const char *at = text + line->series_length;
    if (line->series_length == 0 || (*at != ' ' && *at != '\t'))
        return false;
    line->value = at + strspn(at, " \t");
    line->value_length = strcspn(line->value, " \t");
    line->time = line->value + line->value_length;
    line->time += strspn(line->time, " \t");
    line->time_length = strcspn(line->time, " \t");
    double number = 0;
    bool has_value = cell_is_number(line->value, line->value_length) ||
                     cell_is_missing(line->value, line->value_length);
    if (!has_value || line->value_length == 0 || *line->time == '#' || line->time_length == 0) {
        line->time_length = 0;
        return has_value && line->value_length > 0;
    }
    const char *behind =
        line->time + line->time_length + strspn(line->time + line->time_length, " \t");
    return number_parse(line->time, line->time_length, &number) &&
           (*behind == '\0' || *behind == '#');
}

/// The line says what a metric is, or what it is about.
static bool is_remark(const char *text)
{
    return *text == '#';
}

static const char *detect_exposition(const struct sniff *sniff)
{
    enum { LINES = 20 };
    char text[4096];
    bool typed = false;
    size_t lines = 0;
    size_t timed = 0;
    size_t others = 0;
    for (size_t i = 0; i < LINES; i++) {
        struct exposition_line line;
        if (*sniff_line(sniff, i, text, sizeof text) == '\0')
            break;
        typed = typed || strncmp(text, "# TYPE ", 7) == 0 || strncmp(text, "# HELP ", 7) == 0;
        if (is_remark(text))
            continue;
        if (!split_line(text, &line)) {
            others++;
            continue;
        }
        lines++;
        // Two words and no more are any table of a name and a number.
        timed += line.time_length > 0 && memchr(line.series, '{', line.series_length) != NULL;
    }
    if (typed && lines > others)
        return "lines \"# TYPE\" and \"name{labels} value\"";
    return timed > 0 && timed == lines && others == 0 ? "lines \"name{labels} value time\"" : NULL;
}

/// What "# TYPE" says of a metric.
struct metric_type {
    const char *name;
    bool counter;
    bool gauge;
};

struct exposition {
    struct reading *reading;
    struct label_streams streams;
    struct metric_type *type;
    size_t types, type_capacity;
    size_t created;      ///< values that say when a counter began
    size_t untimed_line; ///< the first line without a time; 0: none
};

/// "# TYPE http_requests counter".
static void take_type(struct exposition *exposition, const char *text)
{
    if (strncmp(text, "# TYPE ", 7) != 0)
        return;
    const char *name = text + 7;
    size_t length = strcspn(name, " ");
    const char *kind = name + length + strspn(name + length, " ");
    struct metric_type type = {
        .name = arena_strndup(&exposition->reading->samples->arena, name, length),
        .counter = strcmp(kind, "counter") == 0,
        .gauge = strcmp(kind, "gauge") == 0};
    if (type.counter || type.gauge)
        VEC_PUSH(exposition->type, exposition->types, exposition->type_capacity, type);
}

/// Whether a metric belongs to the family `name`: "reqs_total" is the counter of "reqs".
static bool is_of_family(const char *metric, const char *name)
{
    size_t length = strlen(name);
    return strncmp(metric, name, length) == 0 &&
           (metric[length] == '\0' || strcmp(metric + length, "_total") == 0);
}

static void apply_type(const struct exposition *exposition, const char *metric,
                       struct sample_stream *stream)
{
    const struct ingest_options *options = exposition->reading->options;
    if (options->counter || options->gauge || options->per_s > 0)
        return;
    for (size_t i = exposition->types; i-- > 0;) {
        const struct metric_type *type = &exposition->type[i];
        if (!is_of_family(metric, type->name))
            continue;
        struct metric_kind kind = {type->counter ? SAMPLE_COUNTER : SAMPLE_GAUGE,
                                   type->counter ? "# TYPE says counter" : "# TYPE says gauge", 0};
        kind_apply(stream, &kind);
        return;
    }
}

static int find_stream(struct exposition *exposition, const struct exposition_line *line,
                       size_t number, size_t *stream)
{
    struct reading *reading = exposition->reading;
    *stream = label_streams_find(&exposition->streams, line->series, line->series_length);
    if (*stream != SIZE_MAX)
        return 0;
    struct label_series series;
    if (memchr(line->series, '{', line->series_length) == NULL) {
        series = (struct label_series){
            .metric = arena_strndup(&reading->samples->arena, line->series, line->series_length)};
    } else if (!label_series_parse(&series, &reading->samples->arena, line->series,
                                   line->series_length)) {
        char text[UNIT_NAME_MAX * 2];
        label_series_release(&series);
        return err_at(reading->err, reading->name, number, NULL, "\"%s\" is not a set of labels",
                      err_quote(text, sizeof text, line->series, line->series_length));
    }
    const char *metric = series.metric;
    int result = label_streams_add(&exposition->streams, reading, &series, line->series,
                                   line->series_length, stream);
    label_series_release(&series);
    if (result == 0)
        apply_type(exposition, metric, &reading->samples->stream[*stream]);
    return result;
}

/// Seconds, or milliseconds where seconds would be the year 5138 and later; false: no time.
static bool read_time(const struct exposition_line *line, instant *time)
{
    double number = 0;
    if (!number_parse(line->time, line->time_length, &number) || !(number >= 0))
        return false;
    double ms = number < 1e11 ? number * 1000 : number;
    if (!(ms < 253402300800000.0))
        return false;
    *time = (instant)(ms + 0.5);
    return true;
}

static bool says_created(const struct exposition_line *line)
{
    static const char end[] = "_created";
    size_t length = 0;
    while (length < line->series_length && line->series[length] != '{')
        length++;
    return length > sizeof end - 1 &&
           memcmp(line->series + length - (sizeof end - 1), end, sizeof end - 1) == 0;
}

static int read_line(struct exposition *exposition, const struct line_reader *lines)
{
    struct reading *reading = exposition->reading;
    const char *text = str_text(&lines->text);
    struct exposition_line line;
    struct cell_style style = {.decimal = '.'};
    double value = (double)NAN;
    instant time = 0;
    size_t stream = 0;
    if (is_remark(text)) {
        take_type(exposition, text);
        return 0;
    }
    if (!split_line(text, &line)) {
        reading_bad(reading, lines->line, NULL, text, lines->text.length,
                    "is not \"name{labels} value time\"", NULL);
        return 0;
    }
    if (says_created(&line)) {
        exposition->created++;
        return 0;
    }
    if (line.time_length == 0) {
        exposition->untimed_line =
            exposition->untimed_line > 0 ? exposition->untimed_line : lines->line;
        return 0;
    }
    if (!read_time(&line, &time)) {
        reading_bad(reading, lines->line, "time", line.time, line.time_length, "is not a Unix time",
                    NULL);
        return 0;
    }
    (void)cell_parse(&style, line.value, line.value_length, &value);
    if (find_stream(exposition, &line, lines->line, &stream) != 0)
        return -1;
    samples_add(reading->samples, stream, time, value);
    reading_source(reading)->rows++;
    return 0;
}

/// Values without times are of one moment that nothing names.
static int check_times(const struct exposition *exposition)
{
    if (exposition->untimed_line == 0)
        return 0;
    return err_at(exposition->reading->err, exposition->reading->name, exposition->untimed_line,
                  NULL,
                  "a value without a time: a scrape says what holds now, not when; "
                  "/api/v1/query_range and promtool query range write what was, with times");
}

static int read_exposition(struct reading *reading)
{
    struct exposition exposition = {.reading = reading};
    struct line_reader lines;
    line_reader_begin(&lines, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        if (lines.text.length > 0)
            result = read_line(&exposition, &lines);
    if (more < 0)
        result = -1;
    if (result == 0)
        result = check_times(&exposition);
    if (result == 0)
        result = label_streams_settle(&exposition.streams, reading);
    if (result == 0)
        reading_source(reading)->time_form = "Unix time";
    if (result == 0 && exposition.created > 0)
        reading_note(reading, NOTE_DETAIL, "created",
                     "%zu values that say when a counter began left out", exposition.created);
    line_reader_release(&lines);
    label_streams_release(&exposition.streams);
    free(exposition.type);
    return result;
}

const struct layout layout_exposition = {
    .name = "openmetrics",
    .meaning =
        "OpenMetrics or Prometheus exposition text with times, promtool tsdb dump-openmetrics",
    .detect = detect_exposition,
    .read = read_exposition,
};
