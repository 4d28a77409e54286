// CloudWatch by the AWS CLI with --output text: get-metric-statistics (a line a point, its values
// in the alphabetical order of statistics that are not named) and get-metric-data (all times of a
// metric, then all its values).
#include "base/ascii.h"
#include "ingest/cloudwatch_metric.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <string.h>

enum { FIELDS_MAX = 16, STATISTICS_MAX = 5 };

static const char *const all_statistics[STATISTICS_MAX] = {"Average", "Maximum", "Minimum",
                                                           "SampleCount", "Sum"};

static const char *detect_statistics(const struct sniff *sniff)
{
    char line[64];
    bool found = strncmp(sniff_line(sniff, 1, line, sizeof line), "DATAPOINTS\t", 11) == 0;
    return found ? "lines that start with DATAPOINTS" : NULL;
}

static const char *detect_data(const struct sniff *sniff)
{
    bool found =
        sniff_starts(sniff, "METRICDATARESULTS\t") ||
        (sniff_starts(sniff, "MESSAGES\t") && sniff_contains(sniff, "\nMETRICDATARESULTS\t"));
    return found ? "lines that start with METRICDATARESULTS" : NULL;
}

/// A line split at its tabs.
struct fields {
    const char *text[FIELDS_MAX];
    size_t length[FIELDS_MAX];
    size_t count;
};

static struct fields split(const struct str *line)
{
    struct fields fields = {.count = 0};
    const char *at = str_text(line);
    while (fields.count < FIELDS_MAX) {
        size_t length = strcspn(at, "\t");
        fields.text[fields.count] = at;
        fields.length[fields.count++] = length;
        if (at[length] == '\0')
            break;
        at += length + 1;
    }
    return fields;
}

static bool is_tag(const struct fields *fields, const char *tag)
{
    return ascii_is_word(fields->text[0], fields->length[0], tag);
}

static double read_value(struct reading *reading, size_t line, const char *text, size_t length)
{
    struct cell_style style = {.decimal = '.'};
    double value = 0;
    enum cell_kind kind = cell_parse(&style, text, length, &value);
    if (kind == CELL_BAD)
        reading_bad(reading, line, "value", text, length, "is not a number", NULL);
    return value;
}

/// Names of the values before the time: known only when there are all five, or one.
static int add_statistics(struct reading *reading, const char *label, size_t values,
                          const char *unit, size_t unit_length, size_t *stream)
{
    struct arena *arena = &reading->samples->arena;
    for (size_t i = 0; i < values; i++) {
        const char *statistic = values == STATISTICS_MAX ? all_statistics[i] : "";
        const char *metric = values == 1 ? label
                             : values == STATISTICS_MAX
                                 ? arena_printf(arena, "%s %s", label, statistic)
                                 : arena_printf(arena, "%s %zu", label, i + 1);
        if (reading_stream(reading, metric, NULL, &stream[i]) != 0)
            return -1;
        struct sample_stream *to = &reading->samples->stream[stream[i]];
        struct metric_kind kind;
        cloudwatch_describe(label, statistic, 0, reading->options, &to->unit, &kind);
        if (reading->options->unit == NULL && strcmp(statistic, "SampleCount") != 0 &&
            unit_length > 0 && !ascii_is_word(unit, unit_length, "None") &&
            !unit_parse(unit, unit_length, &to->unit))
            to->unit.scale = 1;
        kind_apply(to, &kind);
    }
    if (values > 1 && values < STATISTICS_MAX)
        reading_note(reading, NOTE_WARNING, "statistics",
                     "the text form does not name its %zu statistics (they stand in alphabetical "
                     "order); --output json does",
                     values);
    return 0;
}

/// One DATAPOINTS line; the first one settles where the time stands.
static int read_point(struct reading *reading, struct time_column *times,
                      const struct fields *fields, size_t line, const char *label, size_t *stream,
                      size_t *values)
{
    if (*values == 0) {
        bool epoch = false;
        size_t at = 1;
        while (at < fields->count && !time_cell(fields->text[at], fields->length[at], &epoch))
            at++;
        if (at < 2 || at == fields->count || at - 1 > STATISTICS_MAX)
            return err_at(reading->err, reading->name, line, NULL,
                          "no values and a time after DATAPOINTS");
        *values = at - 1;
        bool has_unit = at + 1 < fields->count;
        if (add_statistics(reading, label, *values, has_unit ? fields->text[at + 1] : "",
                           has_unit ? fields->length[at + 1] : 0, stream) != 0)
            return -1;
    }
    instant time = INSTANT_NONE;
    if (*values + 1 >= fields->count ||
        !time_column_read(times, fields->text[*values + 1], fields->length[*values + 1], &time)) {
        reading_bad(reading, line, NULL, fields->text[0], fields->length[0],
                    "is not followed by values and a time as in the first line", NULL);
        return 0;
    }
    for (size_t i = 0; i < *values; i++)
        samples_add(reading->samples, stream[i], time,
                    read_value(reading, line, fields->text[i + 1], fields->length[i + 1]));
    reading_source(reading)->rows++;
    return 0;
}

static int read_statistics(struct reading *reading)
{
    struct line_reader lines;
    struct time_column times;
    size_t stream[STATISTICS_MAX];
    size_t values = 0;
    const char *label = "value";
    line_reader_begin(&lines, reading->source);
    time_column_begin(&times, reading, NULL, 0);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0) {
        struct fields fields = split(&lines.text);
        if (is_tag(&fields, "DATAPOINTS"))
            result = read_point(reading, &times, &fields, lines.line, label, stream, &values);
        else if (lines.line == 1 && lines.text.length > 0)
            label = arena_strndup(&reading->samples->arena, fields.text[0], fields.length[0]);
        else if (lines.text.length > 0)
            reading_bad(reading, lines.line, NULL, fields.text[0], fields.length[0],
                        "is not DATAPOINTS", NULL);
    }
    if (more == 0)
        time_column_end(&times);
    line_reader_release(&lines);
    reading_source(reading)->time_column = "Timestamp";
    return more < 0 ? -1 : result;
}

/// The metric whose lines are being read: times first, values after them.
struct data_metric {
    size_t stream;
    size_t values; ///< so far
    bool open;
};

static int check_metric(struct reading *reading, const struct data_metric *metric)
{
    if (!metric->open || metric->values == reading->samples->stream[metric->stream].count)
        return 0;
    const struct sample_stream *stream = &reading->samples->stream[metric->stream];
    return err_at(reading->err, reading->name, 0, stream->metric, "%zu timestamps and %zu values",
                  stream->count, metric->values);
}

static int open_metric(struct reading *reading, struct data_metric *metric,
                       const struct fields *fields)
{
    if (check_metric(reading, metric) != 0)
        return -1;
    struct arena *arena = &reading->samples->arena;
    const char *id =
        fields->count > 1 ? arena_strndup(arena, fields->text[1], fields->length[1]) : "";
    const char *label =
        fields->count > 2 ? arena_strndup(arena, fields->text[2], fields->length[2]) : id;
    *metric = (struct data_metric){.open = true};
    if (reading_stream(reading, label, NULL, &metric->stream) != 0)
        return -1;
    if (reading->samples->stream[metric->stream].count > 0 &&
        reading_stream(reading, arena_printf(arena, "%s %s", label, id), NULL, &metric->stream) !=
            0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[metric->stream];
    struct metric_kind kind;
    cloudwatch_describe(label, "", 0, reading->options, &to->unit, &kind);
    kind_apply(to, &kind);
    return 0;
}

static int read_data_line(struct reading *reading, struct time_column *times,
                          struct data_metric *metric, const struct fields *fields, size_t line)
{
    if (is_tag(fields, "METRICDATARESULTS"))
        return open_metric(reading, metric, fields);
    if (!metric->open || fields->count < 2)
        return 0;
    struct sample_stream *stream = &reading->samples->stream[metric->stream];
    if (is_tag(fields, "TIMESTAMPS")) {
        instant time = INSTANT_NONE;
        char quoted[256];
        if (!time_column_read(times, fields->text[1], fields->length[1], &time))
            return err_at(reading->err, reading->name, line, "TIMESTAMPS", "\"%s\" is not a time",
                          err_quote(quoted, sizeof quoted, fields->text[1], fields->length[1]));
        samples_add(reading->samples, metric->stream, time, 0);
        reading_source(reading)->rows++;
    } else if (is_tag(fields, "VALUES")) {
        if (metric->values == stream->count)
            return err_at(reading->err, reading->name, line, "VALUES",
                          "more values than timestamps");
        stream->value[metric->values++] =
            read_value(reading, line, fields->text[1], fields->length[1]);
    }
    return 0;
}

static int read_data(struct reading *reading)
{
    struct line_reader lines;
    struct time_column times;
    struct data_metric metric = {.open = false};
    line_reader_begin(&lines, reading->source);
    time_column_begin(&times, reading, NULL, 0);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0) {
        struct fields fields = split(&lines.text);
        result = read_data_line(reading, &times, &metric, &fields, lines.line);
    }
    if (result == 0 && more == 0) {
        result = check_metric(reading, &metric);
        time_column_end(&times);
    }
    line_reader_release(&lines);
    reading_source(reading)->time_column = "TIMESTAMPS";
    return more < 0 ? -1 : result;
}

const struct layout layout_cloudwatch_statistics_text = {
    .name = "cloudwatch-statistics-text",
    .meaning = "text of aws cloudwatch get-metric-statistics --output text",
    .detect = detect_statistics,
    .read = read_statistics,
};

const struct layout layout_cloudwatch_data_text = {
    .name = "cloudwatch-data-text",
    .meaning = "text of aws cloudwatch get-metric-data --output text",
    .detect = detect_data,
    .read = read_data,
};
