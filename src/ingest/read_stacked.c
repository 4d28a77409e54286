// Tables parted by blanks whose names stand on several lines, one above the other: metric, instance
// and unit, each ending where the cells of its column end. pmrep prints so.
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/blank_words.h"
#include "ingest/layout.h"
#include "ingest/tool_values.h"
#include "table/cell.h"
#include "time/time_parse.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_LINES = 4, TIME_WORDS = 6, TIME_TEXT = 64 };

/// A row: how many of its words are its time, and how many cells there are behind it.
struct stacked_row {
    struct words words;
    size_t lead;
    bool clock; ///< a time of day and no date
};

static bool is_of_day(const char *text, size_t length)
{
    return length >= 5 && length <= 15 && strspn(text, "0123456789:.") >= length &&
           memchr(text, ':', length) != NULL;
}

static bool is_time(const char *text, size_t length)
{
    enum time_form form =
        length > TIME_TEXT ? TIME_FORM_NONE : time_form_detect(text, length, false, NULL);
    struct time_reader reader = {.form = form};
    struct time_parsed parsed;
    return form != TIME_FORM_NONE && memchr(text, ':', length) != NULL &&
           time_parse(&reader, text, length, &parsed);
}

static size_t end_of(const struct words *words, size_t at)
{
    return (size_t)(words->text[at] - words->text[0]) + words->length[at];
}

/// Whether a line is numbers or what is missing, a time in front of them or none.
static bool split_row(const char *line, struct stacked_row *row)
{
    words_split(&row->words, line, 1);
    const struct words *words = &row->words;
    row->lead = 0;
    row->clock = false;
    for (size_t most = TIME_WORDS; most > 0 && row->lead == 0; most--)
        if (words->count > most && is_time(words->text[0], end_of(words, most - 1)))
            row->lead = most;
    if (row->lead == 0 && words->count > 1)
        row->clock = is_of_day(words->text[0], words->length[0]);
    row->lead += row->clock;
    size_t numbers = 0;
    for (size_t i = row->lead; i < words->count; i++) {
        bool number = cell_is_number(words->text[i], words->length[i]);
        if (!number && !cell_is_missing(words->text[i], words->length[i]))
            return false;
        numbers += number;
    }
    return numbers > 0;
}

static size_t ends_at(const char *line, const struct stacked_row *row, size_t cell)
{
    size_t at = row->lead + cell;
    return (size_t)(row->words.text[at] - line) + row->words.length[at];
}

/// Where the first column begins.
static size_t end_of_time(const char *line, const struct stacked_row *row)
{
    return row->lead == 0
               ? 0
               : (size_t)(row->words.text[row->lead - 1] - line) + row->words.length[row->lead - 1];
}

/// What a line of names says of the column between two places: its length, 0 for nothing; *wrong
/// where it does not end with the column.
static size_t name_between(const char *line, size_t from, size_t to, const char **text, bool *wrong)
{
    size_t length = strlen(line);
    size_t end = to < length ? to : length;
    from = from < end ? from : end;
    while (from < end && line[from] == ' ')
        from++;
    *text = line + from;
    *wrong = *wrong || (from < end &&
                        (end < to || line[end - 1] == ' ' || (end < length && line[end] != ' ')));
    return end - from;
}

/// Whether lines of names stand above the cells of a row, the first of them over every cell.
static bool names_fit(const char *const *names, size_t lines, const char *line,
                      const struct stacked_row *row)
{
    bool wrong = false;
    size_t cells = row->words.count - row->lead;
    for (size_t i = 0; i < lines; i++) {
        size_t from = end_of_time(line, row);
        for (size_t cell = 0; cell < cells; cell++) {
            const char *text = NULL;
            size_t to = ends_at(line, row, cell);
            size_t length = name_between(names[i], from, to, &text, &wrong);
            double number = 0;
            wrong = wrong || (i == 0 && length == 0) ||
                    (length > 0 && number_parse(text, length, &number));
            from = to;
        }
        wrong = wrong || strlen(names[i]) > from;
    }
    return lines >= 2 && cells > 0 && !wrong;
}

/// The lines above the first row, newest last.
struct stacked_names {
    struct str line[NAME_LINES];
    size_t lines;
    bool parted; ///< a blank line came: that of units where there are none, or the end of a title
};

static void names_take(struct stacked_names *names, const char *line)
{
    if (line[strspn(line, " ")] == '\0') {
        names->parted = true;
        return;
    }
    if (names->parted)
        names->lines = 0;
    names->parted = false;
    if (names->lines == NAME_LINES) {
        struct str oldest = names->line[0];
        memmove(names->line, names->line + 1, (NAME_LINES - 1) * sizeof *names->line);
        names->line[--names->lines] = oldest;
    }
    struct str *kept = &names->line[names->lines++];
    str_clear(kept);
    str_append(kept, line);
    while (kept->length > 0 && ascii_is_space(kept->data[kept->length - 1]))
        kept->data[--kept->length] = '\0';
}

static bool names_are_above(const struct stacked_names *names, const char *line,
                            const struct stacked_row *row)
{
    const char *text[NAME_LINES];
    for (size_t i = 0; i < names->lines; i++)
        text[i] = str_text(&names->line[i]);
    return names_fit(text, names->lines, line, row);
}

static void names_release(struct stacked_names *names)
{
    for (size_t i = 0; i < NAME_LINES; i++)
        str_release(&names->line[i]);
}

static const char *detect_stacked(const struct sniff *sniff)
{
    struct stacked_names names = {.lines = 0};
    struct stacked_row *row = mem_alloc(1, sizeof *row);
    struct str line = {0};
    bool found = false;
    const char *end = sniff->bytes + sniff->length;
    for (const char *at = sniff->bytes; at < end && !found;) {
        size_t length = strcspn(at, "\r\n");
        str_clear(&line);
        str_append_bytes(&line, at, length);
        at += length + (at[length] == '\r' && at[length + 1] == '\n') + 1;
        if (split_row(str_text(&line), row)) {
            found = names_are_above(&names, str_text(&line), row);
            break;
        }
        names_take(&names, str_text(&line));
    }
    str_release(&line);
    names_release(&names);
    free(row);
    return found ? "names on several lines, which end where the cells below them end" : NULL;
}

struct stacked_column {
    const char *metric, *unit;
};

struct stacked {
    struct tool_values values;
    struct stacked_names names;
    struct stacked_column *column;
    size_t columns;
};

/// Kbyte and its like are 1024 bytes, counts are of nothing.
static const char *unit_of(struct arena *arena, const char *text, size_t length)
{
    static const char units[] = "KMGTP";
    if (length >= 5 && strchr(units, *text) != NULL && strncmp(text + 1, "byte", 4) == 0)
        return arena_printf(arena, "%ciB%.*s", *text, (int)(length - 5), text + 5);
    if (length >= 4 && strncmp(text, "byte", 4) == 0)
        return arena_printf(arena, "B%.*s", (int)(length - 4), text + 4);
    if (length == 7 && strncmp(text, "count/s", 7) == 0)
        return "/s";
    return arena_strndup(arena, text, length);
}

/// Whether the last line of names holds units: one of them is known.
static bool has_units(const struct stacked *stacked, const char *line,
                      const struct stacked_row *row)
{
    struct arena *arena = &stacked->values.reading->samples->arena;
    const char *names = str_text(&stacked->names.line[stacked->names.lines - 1]);
    size_t from = end_of_time(line, row);
    for (size_t cell = 0; cell < stacked->columns; cell++) {
        const char *text = NULL;
        struct unit unit;
        bool wrong = false;
        size_t length = name_between(names, from, ends_at(line, row, cell), &text, &wrong);
        const char *word = unit_of(arena, text, length);
        if (length > 0 && unit_parse(word, strlen(word), &unit))
            return true;
        from = ends_at(line, row, cell);
    }
    return false;
}

/// A name that an earlier column has gets its column behind it: names are shortened until they are
/// alike.
static const char *own_name(struct stacked *stacked, size_t cell, const char *name)
{
    struct arena *arena = &stacked->values.reading->samples->arena;
    for (size_t i = 0; i < cell; i++)
        if (strcmp(stacked->column[i].metric, name) == 0)
            return arena_printf(arena, "%s column %zu", name, cell + 1);
    return arena_strdup(arena, name);
}

/// Puts the lines of each column together: metric and instance, and its unit.
static void name_columns(struct stacked *stacked, const char *line, const struct stacked_row *row)
{
    struct arena *arena = &stacked->values.reading->samples->arena;
    stacked->columns = row->words.count - row->lead;
    stacked->column = arena_alloc(arena, stacked->columns * sizeof *stacked->column);
    size_t from = end_of_time(line, row);
    size_t names = stacked->names.lines - (has_units(stacked, line, row) ? 1 : 0);
    for (size_t cell = 0; cell < stacked->columns; cell++) {
        struct str metric = {0};
        const char *text = NULL;
        bool wrong = false;
        size_t to = ends_at(line, row, cell);
        size_t length = 0;
        stacked->column[cell].unit = "";
        for (size_t i = 0; i < stacked->names.lines; i++) {
            length = name_between(str_text(&stacked->names.line[i]), from, to, &text, &wrong);
            if (i == names)
                stacked->column[cell].unit = unit_of(arena, text, length);
            else if (length > 0)
                str_appendf(&metric, "%s%.*s", metric.length > 0 ? " " : "", (int)length, text);
        }
        stacked->column[cell].metric = own_name(stacked, cell, str_text(&metric));
        str_release(&metric);
        from = to;
    }
}

static int refuse_untimed(struct stacked *stacked, size_t number, bool clock)
{
    return err_at(stacked->values.reading->err, stacked->values.reading->name, number, NULL,
                  "a row %s: pmrep -p -f '%%Y-%%m-%%d %%H:%%M:%%S' prints both, and pmrep -o csv "
                  "writes CSV with times",
                  clock ? "with a time of day and no date" : "without a time");
}

static int take_row(struct stacked *stacked, const char *line, size_t number,
                    const struct stacked_row *row)
{
    const struct words *words = &row->words;
    instant time = INSTANT_NONE;
    int result = 0;
    if (stacked->column == NULL)
        name_columns(stacked, line, row);
    if (row->lead == 0 || row->clock)
        return refuse_untimed(stacked, number, row->clock);
    bool good = words->count - row->lead == stacked->columns &&
                time_column_read(&stacked->values.time, words->text[0],
                                 end_of(words, row->lead - 1), &time);
    for (size_t i = 0; good && i < stacked->columns && result == 0; i++) {
        double value = 0;
        size_t at = row->lead + i;
        if (!number_parse(words->text[at], words->length[at], &value))
            continue;
        const struct stacked_column *column = &stacked->column[i];
        result = tool_values_add(&stacked->values, column->metric, NULL, NULL, column->unit, time,
                                 value);
    }
    if (!good)
        tool_values_bad(&stacked->values, number, line);
    reading_source(stacked->values.reading)->rows += good;
    return result;
}

/// Whether a line is one of the header's, which may come again.
static bool is_name_line(const struct stacked *stacked, const char *line)
{
    size_t length = strlen(line);
    while (length > 0 && ascii_is_space(line[length - 1]))
        length--;
    for (size_t i = 0; i < stacked->names.lines; i++)
        if (stacked->names.line[i].length == length &&
            strncmp(str_text(&stacked->names.line[i]), line, length) == 0)
            return true;
    return length == 0;
}

static int take_line(struct stacked *stacked, const char *line, size_t number,
                     struct stacked_row *row)
{
    bool begun = stacked->column != NULL;
    if (begun && is_name_line(stacked, line))
        return 0;
    if (begun)
        tool_values_line(&stacked->values);
    if (split_row(line, row))
        return take_row(stacked, line, number, row);
    if (begun)
        tool_values_bad(&stacked->values, number, line);
    else
        names_take(&stacked->names, line);
    return 0;
}

static int read_stacked(struct reading *reading)
{
    struct stacked *stacked = mem_alloc(1, sizeof *stacked);
    struct stacked_row *row = mem_alloc(1, sizeof *row);
    struct line_reader lines;
    int more = 0;
    int result = 0;
    tool_values_begin(&stacked->values, reading);
    line_reader_begin(&lines, reading->source);
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = take_line(stacked, str_text(&lines.text), lines.line, row);
    if (more < 0)
        result = -1;
    if (result == 0)
        result = tool_values_end(&stacked->values);
    line_reader_release(&lines);
    tool_values_release(&stacked->values);
    names_release(&stacked->names);
    free(row);
    free(stacked);
    return result;
}

const struct layout layout_stacked = {
    .name = "stacked",
    .meaning = "tables parted by blanks with names on several lines, as pmrep prints them",
    .detect = detect_stacked,
    .read = read_stacked,
};
