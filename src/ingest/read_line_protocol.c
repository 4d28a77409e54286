// InfluxDB's line protocol: measurement,tag=value field=1,other=2i time. What is not a number is
// left out; the unit of the times is told by their size.
#include "base/ascii.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <stdint.h>
#include <string.h>

/// The parts of a line, as they are written.
struct protocol_line {
    const char *series; ///< measurement and tags
    size_t series_length;
    const char *fields;
    size_t fields_length;
    const char *time;
    size_t time_length;
};

/// The length of a part that ends at one of `ends` or with the line; a backslash takes the next
/// sign along, and signs within quotes do not end it where `quotes` says so.
static size_t part_length(const char *text, const char *ends, bool quotes)
{
    bool quoted = false;
    size_t length = 0;
    for (; text[length] != '\0' && (quoted || strchr(ends, text[length]) == NULL); length++) {
        if (text[length] == '\\' && text[length + 1] != '\0')
            length++;
        else if (quotes && text[length] == '"')
            quoted = !quoted;
    }
    return length;
}

/// Splits a line; false: it has no fields.
static bool split_line(const char *text, struct protocol_line *line)
{
    *line = (struct protocol_line){.series = text, .series_length = part_length(text, " ", false)};
    line->fields = text + line->series_length;
    line->fields += strspn(line->fields, " ");
    line->fields_length = part_length(line->fields, " ", true);
    line->time = line->fields + line->fields_length;
    line->time += strspn(line->time, " ");
    line->time_length = strcspn(line->time, " ");
    size_t name = part_length(line->fields, "=,", false);
    return line->series_length > 0 && name > 0 && name < line->fields_length &&
           line->fields[name] == '=' && line->time[line->time_length] == '\0';
}

/// Comments, and the statements of influx_inspect export.
static bool is_remark(const char *text)
{
    return *text == '#' || *text == '\0' || strncmp(text, "CREATE ", 7) == 0;
}

static bool is_unix_time(const char *text, size_t length)
{
    enum { FEWEST = 9, MOST = 19 };
    for (size_t i = 0; i < length; i++)
        if (!ascii_is_digit(text[i]))
            return false;
    return length >= FEWEST && length <= MOST;
}

static const char *detect_line_protocol(const struct sniff *sniff)
{
    enum { LINES = 20 };
    char text[4096];
    size_t found = 0;
    size_t others = 0;
    for (size_t i = 0; i < LINES; i++) {
        struct protocol_line line;
        if (*sniff_line(sniff, i, text, sizeof text) == '\0')
            break;
        if (is_remark(text))
            continue;
        bool fits = split_line(text, &line) && is_unix_time(line.time, line.time_length);
        found += fits;
        others += !fits;
    }
    return found > others ? "lines \"measurement,tag=value field=value time\"" : NULL;
}

struct protocol {
    struct reading *reading;
    struct label_streams streams;
    struct time_column time;
    struct str identity;
    size_t texts; ///< fields that hold text or true and false
};

/// A name without the backslashes that stand before commas, blanks and equals signs.
static const char *unescaped(struct arena *arena, const char *text, size_t length)
{
    char *name = arena_strndup(arena, text, length);
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        if (name[i] == '\\' && i + 1 < length && strchr(",= \\", name[i + 1]) != NULL)
            i++;
        name[kept++] = name[i];
    }
    name[kept] = '\0';
    return name;
}

/// Measurement, field and tags as a series.
static void name_series(struct protocol *protocol, const struct protocol_line *line,
                        const char *field, size_t field_length, struct label_series *series)
{
    struct arena *arena = &protocol->reading->samples->arena;
    const char *at = line->series;
    const char *end = at + line->series_length;
    size_t length = part_length(at, ", ", false);
    const char *measurement = unescaped(arena, at, length);
    const char *name = unescaped(arena, field, field_length);
    *series = (struct label_series){
        .metric = strcmp(name, "value") == 0 ? measurement
                                             : arena_printf(arena, "%s_%s", measurement, name)};
    for (at += length; at < end && *at == ','; at += length) {
        at++;
        size_t tag = part_length(at, "=, ", false);
        length = part_length(at, ", ", false);
        if (tag < length)
            label_series_add(series, unescaped(arena, at, tag),
                             unescaped(arena, at + tag + 1, length - tag - 1));
    }
}

static int find_stream(struct protocol *protocol, const struct protocol_line *line,
                       const char *field, size_t field_length, size_t *stream)
{
    str_clear(&protocol->identity);
    str_append_bytes(&protocol->identity, line->series, line->series_length);
    str_append_char(&protocol->identity, ' ');
    str_append_bytes(&protocol->identity, field, field_length);
    *stream =
        label_streams_find(&protocol->streams, protocol->identity.data, protocol->identity.length);
    if (*stream != SIZE_MAX)
        return 0;
    struct label_series series;
    name_series(protocol, line, field, field_length, &series);
    int result = label_streams_add(&protocol->streams, protocol->reading, &series,
                                   protocol->identity.data, protocol->identity.length, stream);
    label_series_release(&series);
    return result;
}

/// A text, or true or false in one of their spellings.
static bool is_text(const char *text, size_t length)
{
    static const char *const truths[] = {"t", "f", "true", "false"};
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
        if (ascii_is_word_any_case(text, length, truths[i]))
            return true;
    return length > 0 && *text == '"';
}

/// One "name=value" of a line.
static int read_field(struct protocol *protocol, const struct protocol_line *line, size_t number,
                      instant time, const char *field, size_t length)
{
    struct reading *reading = protocol->reading;
    size_t name = part_length(field, "=,", false);
    const char *text = field + name + 1;
    size_t text_length = name < length ? length - name - 1 : 0;
    if (is_text(text, text_length)) {
        protocol->texts++;
        return 0;
    }
    // 5i is an integer, 5u one without a sign.
    char last = text_length > 1 ? text[text_length - 1] : '\0';
    struct cell_style style = {.decimal = '.'};
    double value = 0;
    size_t digits = last == 'i' || last == 'u' ? text_length - 1 : text_length;
    if (text_length == 0 || cell_parse(&style, text, digits, &value) != CELL_NUMBER) {
        reading_bad(reading, number, arena_strndup(&reading->samples->arena, field, name), text,
                    text_length, "is not a number", NULL);
        return 0;
    }
    size_t stream = 0;
    if (find_stream(protocol, line, field, name, &stream) != 0)
        return -1;
    samples_add(reading->samples, stream, time, value);
    return 0;
}

static int read_line(struct protocol *protocol, const struct line_reader *lines)
{
    struct reading *reading = protocol->reading;
    const char *text = str_text(&lines->text);
    struct protocol_line line;
    instant time = INSTANT_NONE;
    if (is_remark(text))
        return 0;
    if (!split_line(text, &line)) {
        reading_bad(reading, lines->line, NULL, text, lines->text.length,
                    "is not \"measurement,tag=value field=value time\"", NULL);
        return 0;
    }
    if (!is_unix_time(line.time, line.time_length) ||
        !time_column_read(&protocol->time, line.time, line.time_length, &time)) {
        reading_bad(reading, lines->line, "time", line.time, line.time_length, "is not a Unix time",
                    NULL);
        return 0;
    }
    size_t at = 0;
    while (at < line.fields_length) {
        size_t length = part_length(line.fields + at, ", ", true);
        if (read_field(protocol, &line, lines->line, time, line.fields + at, length) != 0)
            return -1;
        at += length + 1;
    }
    reading_source(reading)->rows++;
    return 0;
}

static int read_line_protocol(struct reading *reading)
{
    struct protocol protocol = {.reading = reading};
    struct line_reader lines;
    time_column_begin(&protocol.time, reading, NULL, 0);
    line_reader_begin(&lines, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = read_line(&protocol, &lines);
    if (more < 0)
        result = -1;
    if (result == 0)
        result = label_streams_settle(&protocol.streams, reading);
    if (result == 0) {
        time_column_end(&protocol.time);
        reading_source(reading)->time_column = "time";
        if (protocol.texts > 0)
            reading_note(reading, NOTE_INFO, "texts", "%zu field%s of text, true or false left out",
                         protocol.texts, protocol.texts == 1 ? "" : "s");
    }
    line_reader_release(&lines);
    label_streams_release(&protocol.streams);
    str_release(&protocol.identity);
    return result;
}

const struct layout layout_line_protocol = {
    .name = "line-protocol",
    .meaning = "InfluxDB's line protocol, influx_inspect export",
    .detect = detect_line_protocol,
    .read = read_line_protocol,
};
