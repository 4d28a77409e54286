#include "ingest/tool_values.h"

#include <stdio.h>
#include <string.h>

void tool_values_begin(struct tool_values *values, struct reading *reading)
{
    *values = (struct tool_values){.reading = reading};
    time_column_begin(&values->time, reading, NULL, 0);
}

static void learn(const struct tool_values *values, size_t stream, const char *unit)
{
    const struct ingest_options *options = values->reading->options;
    struct sample_stream *to = &values->reading->samples->stream[stream];
    double per_s = 0;
    if (options->unit == NULL && unit != NULL && !unit_parse(unit, strlen(unit), &to->unit)) {
        // A unit that nobody knows is carried along as it is.
        to->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
        snprintf(to->unit.name, sizeof to->unit.name, "%s", unit);
    }
    if (options->unit == NULL && unit == NULL) {
        (void)unit_of_header(to->metric, &to->unit, &per_s);
        unit_word_of_1024(&to->unit);
    }
    struct metric_kind kind = {SAMPLE_GAUGE, "its tool writes levels and rates", 0};
    if (options->counter || options->per_s > 0)
        kind = kind_of_metric(to->metric, &to->unit, options);
    kind_apply(to, &kind);
}

int tool_values_stream(struct tool_values *values, const char *metric, const char *label,
                       const char *device, const char *unit, size_t *stream)
{
    struct arena *arena = &values->reading->samples->arena;
    str_clear(&values->identity);
    str_appendf(&values->identity, "%s\x1F%s", metric, device == NULL ? "" : device);
    *stream = label_streams_find(&values->streams, values->identity.data, values->identity.length);
    if (*stream != SIZE_MAX)
        return 0;
    struct label_series series = {.metric = arena_strdup(arena, metric)};
    if (device != NULL)
        label_series_add(&series, label, arena_strdup(arena, device));
    int result = label_streams_add(&values->streams, values->reading, &series,
                                   values->identity.data, values->identity.length, stream);
    label_series_release(&series);
    if (result == 0)
        learn(values, *stream, unit);
    return result;
}

int tool_values_add(struct tool_values *values, const char *metric, const char *label,
                    const char *device, const char *unit, instant time, double value)
{
    size_t stream = 0;
    if (tool_values_stream(values, metric, label, device, unit, &stream) != 0)
        return -1;
    samples_add(values->reading->samples, stream, time, value);
    return 0;
}

void tool_values_bad(struct tool_values *values, size_t line, const char *text)
{
    values->bad_line = line;
    str_clear(&values->bad);
    str_append(&values->bad, text);
}

void tool_values_line(struct tool_values *values)
{
    if (values->bad_line > 0)
        reading_bad(values->reading, values->bad_line, NULL, str_text(&values->bad),
                    values->bad.length, "is not a line of this tool", NULL);
    values->bad_line = 0;
}

int tool_values_end(struct tool_values *values)
{
    struct reading *reading = values->reading;
    char text[UNIT_NAME_MAX * 2];
    if (label_streams_settle(&values->streams, reading) != 0)
        return -1;
    time_column_end(&values->time);
    if (values->bad_line > 0)
        reading_note(reading, NOTE_WARNING, "cut",
                     "line %zu, the last one, is cut off and was left out: \"%s\"",
                     values->bad_line,
                     err_quote(text, sizeof text, str_text(&values->bad), values->bad.length));
    return 0;
}

void tool_values_release(struct tool_values *values)
{
    label_streams_release(&values->streams);
    str_release(&values->identity);
    str_release(&values->bad);
}
