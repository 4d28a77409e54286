// dstat as it prints: a line of groups, a line of names, bars between the groups; the time is the
// group epoch (-T), as that of -t has no year.
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/blank_words.h"
#include "ingest/layout.h"
#include "ingest/tool_values.h"

#include <stdlib.h>
#include <string.h>

static bool is_groups(const char *line)
{
    return line[strspn(line, " ")] == '-' && strstr(line, "--") != NULL &&
           strpbrk(line, "|:[]") == NULL;
}

/// Names between bars, "epoch" or "time" among them.
static bool is_names(const char *line)
{
    return strchr(line, '|') != NULL &&
           (strstr(line, "epoch") != NULL || strstr(line, "time") != NULL ||
            strpbrk(line, "0123456789") == NULL);
}

static const char *detect_dstat_text(const struct sniff *sniff)
{
    char groups[256];
    char names[256];
    bool found = is_groups(sniff_line(sniff, 0, groups, sizeof groups)) &&
                 is_names(sniff_line(sniff, 1, names, sizeof names));
    return found ? "a line of groups, as of dstat, and one of names between bars" : NULL;
}

enum { COLUMNS_MAX = 256 };

struct dstat_column {
    const char *metric, *unit;
    double step;  ///< what k stands for
    size_t group; ///< between which bars it stands
};

struct dstat {
    struct tool_values values;
    struct str groups;
    struct dstat_column column[COLUMNS_MAX];
    size_t columns;
    size_t epoch; ///< which column is the time; SIZE_MAX: none
};

/// The title of a group, "total-cpu-usage" of "--total-cpu-usage--", as the CSV writes it: "total
/// cpu usage".
static char *title_of(struct arena *arena, const struct words *groups, size_t at)
{
    const char *text = at < groups->count ? groups->text[at] : "";
    size_t length = at < groups->count ? groups->length[at] : 0;
    for (; length > 0 && *text == '-'; length--)
        text++;
    while (length > 0 && text[length - 1] == '-')
        length--;
    char *title = arena_strndup(arena, text, length);
    for (char *c = title; *c != '\0'; c++)
        *c = *c == '-' ? ' ' : *c;
    return title;
}

static int read_names(struct dstat *dstat, const char *line)
{
    struct arena *arena = &dstat->values.reading->samples->arena;
    struct words groups;
    words_split(&groups, str_text(&dstat->groups), 1);
    dstat->columns = 0;
    dstat->epoch = SIZE_MAX;
    for (size_t group = 0; *line != '\0'; group++) {
        size_t length = strcspn(line, "|");
        const char *title = title_of(arena, &groups, group);
        struct words names;
        words_split(&names, arena_strndup(arena, line, length), 1);
        bool bytes = strncmp(title, "dsk/", 4) == 0 || strncmp(title, "net/", 4) == 0;
        bool memory = strstr(title, "memory") != NULL || strstr(title, "swap") != NULL;
        for (size_t i = 0; i < names.count && dstat->columns < COLUMNS_MAX; i++) {
            if (ascii_is_word_any_case(names.text[i], names.length[i], "epoch"))
                dstat->epoch = dstat->columns;
            dstat->column[dstat->columns++] = (struct dstat_column){
                .metric =
                    arena_printf(arena, "%s %.*s", title, (int)names.length[i], names.text[i]),
                .unit = strstr(title, "cpu") != NULL || strstr(title, "total usage") != NULL ? "%"
                        : bytes                                                              ? "B/s"
                        : memory ? "bytes"
                                 : NULL,
                .step = bytes || memory || strstr(title, "paging") != NULL ? 1024 : 1000,
                .group = group};
        }
        line += length + (line[length] == '|');
    }
    if (dstat->epoch != SIZE_MAX)
        return 0;
    return reading_refuse(
        dstat->values.reading,
        "its times have no year, or it has none: dstat -T prints an epoch in front "
        "of each row, and dstat --output FILE writes CSV with the year");
}

/// A number with B, k, M, G or T behind it.
static bool value_of(const char *text, size_t length, double step, double *value)
{
    static const char letters[] = "kMGT";
    size_t digits = number_parse_prefix(text, length, value);
    if (digits == 0 || digits + 1 < length)
        return false;
    if (digits == length || text[digits] == 'B')
        return true;
    const char *letter = memchr(letters, text[digits], 4);
    for (const char *at = letters; letter != NULL && at <= letter; at++)
        *value *= step;
    return letter != NULL;
}

/// The cells of a row by column; those of a group that is blank, as rates are in the first row,
/// have no bytes. False where a group has another number of them than of names.
static bool split_row(const struct dstat *dstat, char *line, struct words *cells)
{
    *cells = (struct words){.count = 0};
    for (size_t group = 0; cells->count < dstat->columns; group++) {
        size_t length = strcspn(line, "|");
        bool last = line[length] == '\0';
        struct words words;
        size_t end = cells->count;
        line[length] = '\0';
        words_split(&words, line, 1);
        while (end < dstat->columns && dstat->column[end].group == group)
            end++;
        if (words.count != 0 && words.count != end - cells->count)
            return false;
        for (size_t i = 0; cells->count < end; i++, cells->count++) {
            cells->text[cells->count] = words.count == 0 ? "" : words.text[i];
            cells->length[cells->count] = words.count == 0 ? 0 : words.length[i];
        }
        line += length + !last;
    }
    return *line == '\0';
}

static int take_row(struct dstat *dstat, const char *line, size_t number)
{
    struct words cells;
    instant time = INSTANT_NONE;
    int result = 0;
    char *parts = mem_strndup(line, strlen(line));
    bool good = dstat->columns > 0 && split_row(dstat, parts, &cells) &&
                time_column_read(&dstat->values.time, cells.text[dstat->epoch],
                                 cells.length[dstat->epoch], &time);
    for (size_t i = 0; good && i < cells.count && result == 0; i++) {
        const struct dstat_column *column = &dstat->column[i];
        double value = 0;
        if (i == dstat->epoch || cells.length[i] == 0 ||
            (cells.length[i] == 1 && *cells.text[i] == '-'))
            continue;
        good = value_of(cells.text[i], cells.length[i], column->step, &value);
        if (good)
            result = tool_values_add(&dstat->values, column->metric, NULL, NULL, column->unit, time,
                                     value);
    }
    free(parts);
    if (!good)
        tool_values_bad(&dstat->values, number, line);
    reading_source(dstat->values.reading)->rows += good;
    return result;
}

static int take_line(struct dstat *dstat, const char *line, size_t number)
{
    if (line[strspn(line, " ")] == '\0')
        return 0;
    tool_values_line(&dstat->values);
    if (is_groups(line)) {
        str_clear(&dstat->groups);
        str_append(&dstat->groups, line);
        return 0;
    }
    return is_names(line) ? read_names(dstat, line) : take_row(dstat, line, number);
}

static int read_dstat_text(struct reading *reading)
{
    struct dstat *dstat = mem_alloc(1, sizeof *dstat);
    struct line_reader lines;
    int more = 0;
    int result = 0;
    tool_values_begin(&dstat->values, reading);
    line_reader_begin(&lines, reading->source);
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = take_line(dstat, str_text(&lines.text), lines.line);
    if (more < 0)
        result = -1;
    reading_source(reading)->time_column = "epoch";
    if (result == 0)
        result = tool_values_end(&dstat->values);
    line_reader_release(&lines);
    tool_values_release(&dstat->values);
    str_release(&dstat->groups);
    free(dstat);
    return result;
}

const struct layout layout_dstat_text = {
    .name = "dstat-text",
    .meaning = "dstat -T as printed",
    .detect = detect_dstat_text,
    .read = read_dstat_text,
};
