// promtool: `query range` (name{labels} => and then lines "value @[unix seconds]") and `tsdb dump`
// ({labels} value unix_ms a line).
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "table/cell.h"

#include <stdint.h>
#include <string.h>

static const char *detect_query(const struct sniff *sniff)
{
    char line[4096];
    size_t length = strlen(sniff_line(sniff, 0, line, sizeof line));
    bool heading = length > 2 && strcmp(line + length - 2, "=>") == 0;
    bool found = (heading && strstr(sniff_line(sniff, 1, line, sizeof line), " @[") != NULL) ||
                 (strstr(line, "} => ") != NULL && strstr(line, " @[") != NULL);
    return found ? "lines \"... =>\" and \"value @[time]\"" : NULL;
}

static const char *detect_dump(const struct sniff *sniff)
{
    char line[4096];
    const char *close = strrchr(sniff_line(sniff, 0, line, sizeof line), '}');
    bool found =
        *line == '{' && strstr(line, "__name__=\"") != NULL && close != NULL && close[1] == ' ';
    return found ? "lines \"{labels} value time\"" : NULL;
}

struct promtool {
    struct reading *reading;
    struct label_streams streams;
    size_t current; ///< stream of the lines to come, SIZE_MAX before the first heading
};

/// The stream of a label set, by its text; a bare name without braces is a series too.
static int find_series(struct promtool *promtool, const char *text, size_t length, size_t line)
{
    struct reading *reading = promtool->reading;
    promtool->current = label_streams_find(&promtool->streams, text, length);
    if (promtool->current != SIZE_MAX)
        return 0;
    struct label_series series;
    if (!label_series_parse(&series, &reading->samples->arena, text, length)) {
        label_series_release(&series);
        if (memchr(text, '{', length) != NULL) {
            char quoted[256];
            return err_at(reading->err, reading->name, line, NULL, "\"%s\" is not a set of labels",
                          err_quote(quoted, sizeof quoted, text, length));
        }
        series =
            (struct label_series){.metric = arena_strndup(&reading->samples->arena, text, length)};
    }
    int result =
        label_streams_add(&promtool->streams, reading, &series, text, length, &promtool->current);
    label_series_release(&series);
    return result;
}

/// A value and its time as text; `per_s` is how many of the time's units make a second.
static void add_point(struct promtool *promtool, const struct line_reader *lines, const char *value,
                      size_t value_length, const char *time, size_t time_length, double per_s)
{
    struct reading *reading = promtool->reading;
    struct cell_style style = {.decimal = '.'};
    double number = 0;
    double units = 0;
    if (!number_parse(time, time_length, &units) || !(units / per_s < 253402300800.0) ||
        units < 0) {
        reading_bad(reading, lines->line, "time", time, time_length, "is not a Unix time", NULL);
        return;
    }
    if (cell_parse(&style, value, value_length, &number) == CELL_BAD) {
        reading_bad(reading, lines->line, "value", value, value_length, "is not a number", NULL);
        return;
    }
    samples_add(reading->samples, promtool->current, (instant)(units * (1000 / per_s) + 0.5),
                number);
    reading_source(reading)->rows++;
}

/// "1 @[1710050400]", or a heading "name{...} =>" with nothing or with such a point behind it.
static int query_line(struct promtool *promtool, const struct line_reader *lines)
{
    const char *text = str_text(&lines->text);
    const char *end = text + lines->text.length;
    const char *arrow = strstr(text, " =>");
    const char *at = strstr(text, " @[");
    if (arrow != NULL && (at == NULL || arrow < at)) {
        if (find_series(promtool, text, (size_t)(arrow - text), lines->line) != 0)
            return -1;
        text = arrow + 3;
        while (ascii_is_space(*text))
            text++;
        if (*text == '\0')
            return 0;
    }
    // " => @[1]" has a time and no value: the blank before @ went with the arrow.
    bool bad = at == NULL || at < text || end[-1] != ']' || promtool->current == SIZE_MAX;
    if (bad) {
        reading_bad(promtool->reading, lines->line, NULL, text, (size_t)(end - text),
                    "is neither \"name{labels} =>\" nor \"value @[time]\"", NULL);
        return 0;
    }
    add_point(promtool, lines, text, (size_t)(at - text), at + 3, (size_t)(end - 1 - (at + 3)), 1);
    return 0;
}

/// "{labels} value unix_ms".
static int dump_line(struct promtool *promtool, const struct line_reader *lines)
{
    const char *text = str_text(&lines->text);
    const char *close = strrchr(text, '}');
    const char *value = close == NULL ? NULL : close + 1 + strspn(close + 1, " ");
    size_t value_length = value == NULL ? 0 : strcspn(value, " ");
    if (value_length == 0 || value[value_length] == '\0') {
        reading_bad(promtool->reading, lines->line, NULL, text, lines->text.length,
                    "is not \"{labels} value time\"", NULL);
        return 0;
    }
    if (find_series(promtool, text, (size_t)(close + 1 - text), lines->line) != 0)
        return -1;
    const char *time = value + value_length + 1;
    add_point(promtool, lines, value, value_length, time, strlen(time), 1000);
    return 0;
}

static int read_lines(struct reading *reading,
                      int (*line)(struct promtool *promtool, const struct line_reader *lines))
{
    struct promtool promtool = {.reading = reading, .current = SIZE_MAX};
    struct line_reader lines;
    line_reader_begin(&lines, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        if (lines.text.length > 0)
            result = line(&promtool, &lines);
    if (more < 0)
        result = -1;
    if (result == 0)
        result = label_streams_settle(&promtool.streams, reading);
    line_reader_release(&lines);
    label_streams_release(&promtool.streams);
    return result;
}

static int read_query(struct reading *reading)
{
    reading_source(reading)->time_form = "Unix seconds";
    return read_lines(reading, query_line);
}

static int read_dump(struct reading *reading)
{
    reading_source(reading)->time_form = "Unix milliseconds";
    return read_lines(reading, dump_line);
}

const struct layout layout_promtool_query = {
    .name = "promtool-query",
    .meaning = "text of promtool query range",
    .detect = detect_query,
    .read = read_query,
};

const struct layout layout_promtool_dump = {
    .name = "promtool-dump",
    .meaning = "text of promtool tsdb dump",
    .detect = detect_dump,
    .read = read_dump,
};
