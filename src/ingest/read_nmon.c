// nmon: lines of a tag, a snapshot and values, under a line of the tag, a title and names; ZZZZ
// says when a snapshot was, which comes last where the file was sorted.
#include "base/ascii.h"
#include "base/number.h"
#include "base/vec.h"
#include "ingest/layout.h"
#include "ingest/tool_values.h"
#include "table/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 4096 };

static const char *detect_nmon(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "AAA,") && sniff_contains(sniff, "AAA,progname,");
    return found ? "its first line is AAA, of nmon" : NULL;
}

struct field {
    const char *text;
    size_t length;
};

/// The names of a tag's columns.
struct nmon_table {
    const char *tag;
    bool processor;            ///< CPU001 and its like: a device, whose tag is CPU
    const char **name, **unit; ///< NULL: what the name says
    size_t names;
};

struct nmon_value {
    size_t stream, snapshot;
    double value;
};

struct nmon {
    struct tool_values values;
    struct nmon_table *table;
    size_t tables, table_capacity;
    instant *time; ///< of each snapshot; INSTANT_NONE: not said
    size_t times;
    struct nmon_value *value;
    size_t count, capacity;
    size_t processes;
    struct field field[FIELDS_MAX];
    size_t fields;
};

enum { SNAPSHOTS_MAX = 10000000 };

static void split(struct nmon *nmon, const char *line)
{
    nmon->fields = 0;
    while (nmon->fields < FIELDS_MAX) {
        size_t length = strcspn(line, ",");
        nmon->field[nmon->fields++] = (struct field){line, length};
        if (line[length] == '\0')
            break;
        line += length + 1;
    }
}

static bool is_tag(const struct nmon *nmon, const char *tag)
{
    return nmon->field[0].length == strlen(tag) &&
           memcmp(nmon->field[0].text, tag, nmon->field[0].length) == 0;
}

/// The number of "T0001"; 0: it is none.
static size_t snapshot_of(const struct field *field)
{
    size_t number = 0;
    if (field->length < 2 || field->text[0] != 'T' ||
        !number_parse_size(field->text + 1, field->length - 1, &number) || number > SNAPSHOTS_MAX)
        return 0;
    return number;
}

static struct nmon_table *find_table(const struct nmon *nmon)
{
    for (size_t i = 0; i < nmon->tables; i++)
        if (is_tag(nmon, nmon->table[i].tag))
            return &nmon->table[i];
    return NULL;
}

/// The unit that a title or a name tells: nmon's KB and MB are of 1024.
static const char *unit_within(const char *text, size_t length)
{
    static const char *const units[][2] = {{"KB/s", "KiB/s"}, {" MB ", "MiB"}};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        for (size_t i = 0; i + 4 <= length; i++)
            if (memcmp(text + i, units[k][0], 4) == 0)
                return units[k][1];
    return NULL;
}

static void read_names(struct nmon *nmon)
{
    struct arena *arena = &nmon->values.reading->samples->arena;
    if (find_table(nmon) != NULL)
        return;
    struct nmon_table table = {
        .tag = arena_strndup(arena, nmon->field[0].text, nmon->field[0].length)};
    size_t digits = strspn(table.tag + strcspn(table.tag, "0123456789"), "0123456789");
    table.processor =
        strncmp(table.tag, "CPU", 3) == 0 && digits > 0 && strlen(table.tag) == 3 + digits;
    int length = table.processor ? 3 : (int)strlen(table.tag);
    table.names = nmon->fields - 2;
    table.name = arena_alloc(arena, (table.names + 1) * sizeof *table.name);
    table.unit = arena_alloc(arena, (table.names + 1) * sizeof *table.unit);
    const char *title_unit = unit_within(nmon->field[1].text, nmon->field[1].length);
    for (size_t i = 0; i < table.names; i++) {
        const struct field *name = &nmon->field[i + 2];
        const char *own = unit_within(name->text, name->length);
        size_t kept = own != NULL && name->length > 5 ? name->length - 5 : name->length;
        table.name[i] =
            ascii_is_word(name->text, name->length, "CPUs")
                ? "CPU_ALL processors"
                : arena_printf(arena, "%.*s %.*s", length, table.tag, (int)kept, name->text);
        table.unit[i] = own != NULL ? own : title_unit;
    }
    VEC_PUSH(nmon->table, nmon->tables, nmon->table_capacity, table);
}

/// "ZZZZ,T0001,19:22:06,30-NOV-2026".
static bool read_when(struct nmon *nmon)
{
    char text[INSTANT_TEXT_MAX];
    size_t snapshot = snapshot_of(&nmon->field[1]);
    if (nmon->fields < 4 || snapshot == 0 || nmon->field[3].length != 11)
        return false;
    const char *date = nmon->field[3].text;
    int length = snprintf(text, sizeof text, "%.2s %c%c%c %.4s %.*s", date, date[3],
                          ascii_to_lower(date[4]), ascii_to_lower(date[5]), date + 7,
                          (int)nmon->field[2].length, nmon->field[2].text);
    instant time = INSTANT_NONE;
    if (length <= 0 || (size_t)length >= sizeof text ||
        !time_column_read(&nmon->values.time, text, (size_t)length, &time))
        return false;
    if (snapshot >= nmon->times) {
        nmon->time = mem_resize(nmon->time, snapshot + 1, sizeof *nmon->time);
        while (nmon->times <= snapshot)
            nmon->time[nmon->times++] = INSTANT_NONE;
    }
    nmon->time[snapshot] = time;
    return true;
}

/// 1 when it is a row, 0 when it is none, -1 with an error.
static int read_row(struct nmon *nmon, size_t snapshot)
{
    const struct nmon_table *table = find_table(nmon);
    if (table == NULL || nmon->fields - 2 > table->names + 1 || nmon->fields - 2 < table->names)
        return 0;
    for (size_t i = 0; i < table->names; i++) {
        struct cell_style style = {.decimal = '.'};
        struct nmon_value value = {.snapshot = snapshot};
        const struct field *cell = &nmon->field[i + 2];
        if (cell->length == 0)
            continue;
        if (cell_parse(&style, cell->text, cell->length, &value.value) == CELL_BAD)
            return 0;
        // -1 is what this machine does not have.
        if (value.value < 0)
            continue;
        if (tool_values_stream(&nmon->values, table->name[i], "cpu",
                               table->processor ? table->tag : NULL, table->unit[i],
                               &value.stream) != 0)
            return -1;
        VEC_PUSH(nmon->value, nmon->count, nmon->capacity, value);
    }
    reading_source(nmon->values.reading)->rows++;
    return 1;
}

static int read_line(struct nmon *nmon, const struct line_reader *lines)
{
    split(nmon, str_text(&lines->text));
    if (lines->text.length == 0 || is_tag(nmon, "AAA") || is_tag(nmon, "UARG") ||
        strncmp(nmon->field[0].text, "BBB", 3) == 0)
        return 0;
    tool_values_line(&nmon->values);
    if (is_tag(nmon, "TOP")) {
        nmon->processes += nmon->fields > 2 && snapshot_of(&nmon->field[2]) > 0;
        return 0;
    }
    size_t snapshot = nmon->fields < 2 ? 0 : snapshot_of(&nmon->field[1]);
    int taken = 1;
    if (is_tag(nmon, "ZZZZ"))
        taken = read_when(nmon);
    else if (snapshot > 0)
        taken = read_row(nmon, snapshot);
    else if (nmon->fields > 2)
        read_names(nmon);
    else
        taken = 0;
    if (taken == 0)
        tool_values_bad(&nmon->values, lines->line, str_text(&lines->text));
    return taken < 0 ? -1 : 0;
}

/// Gives the values their times once all are known.
static int place_values(struct nmon *nmon)
{
    struct reading *reading = nmon->values.reading;
    size_t timeless = 0;
    for (size_t i = 0; i < nmon->count; i++) {
        const struct nmon_value *value = &nmon->value[i];
        if (value->snapshot >= nmon->times || nmon->time[value->snapshot] == INSTANT_NONE)
            timeless++;
        else
            samples_add(reading->samples, value->stream, nmon->time[value->snapshot], value->value);
    }
    if (nmon->count > 0 && timeless == nmon->count)
        return reading_refuse(reading, "no line ZZZZ says when its snapshots were");
    if (timeless > 0)
        reading_note(reading, NOTE_WARNING, "timeless",
                     "%zu values of snapshots without a line ZZZZ, which says when: left out",
                     timeless);
    if (nmon->processes > 0)
        reading_note(reading, NOTE_INFO, "processes",
                     "%zu lines of processes (TOP) left out; pidstat -h writes them as a table",
                     nmon->processes);
    reading_source(reading)->time_column = "ZZZZ";
    return tool_values_end(&nmon->values);
}

static int read_nmon(struct reading *reading)
{
    struct nmon *nmon = mem_alloc(1, sizeof *nmon);
    struct line_reader lines;
    int more = 0;
    int result = 0;
    tool_values_begin(&nmon->values, reading);
    line_reader_begin(&lines, reading->source);
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = read_line(nmon, &lines);
    if (result == 0)
        result = more < 0 ? -1 : place_values(nmon);
    line_reader_release(&lines);
    tool_values_release(&nmon->values);
    free(nmon->table);
    free(nmon->time);
    free(nmon->value);
    free(nmon);
    return result;
}

const struct layout layout_nmon = {
    .name = "nmon",
    .meaning = "nmon -f, as it is or sorted",
    .detect = detect_nmon,
    .read = read_nmon,
};
