// top -b: reports of "top - 19:22:01 up ...", counts of tasks, shares of the processors, memory and
// a table of processes. It says the time of day alone; a line of date in front of it says the day.
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/blank_words.h"
#include "ingest/layout.h"
#include "ingest/sysstat_clock.h"
#include "ingest/tool_values.h"
#include "table/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static const char *detect_top(const struct sniff *sniff)
{
    bool found = (sniff_starts(sniff, "top - ") || sniff_contains(sniff, "\ntop - ")) &&
                 sniff_contains(sniff, " load average: ") && sniff_contains(sniff, "Cpu");
    return found ? "reports that begin with \"top - \"" : NULL;
}

enum { DAY_S = 86400 };

struct top {
    struct tool_values values;
    instant time; ///< of the report at hand; INSTANT_NONE: no date is known
    bool dated;   ///< a line of date stands above it
    int second_of_day;
    bool processes; ///< the lines at hand are of processes
    struct words names;
    struct str header;
};

/// The report's time: that of the line above it, or the time of day that goes on from the last one.
static int begin_report(struct top *top, const char *line, size_t number)
{
    struct words words;
    int second = 0;
    words_split(&words, line, 1);
    if (sysstat_time_of_day(&words, 2, &second) == 0)
        second = top->second_of_day;
    if (!top->dated && top->time == INSTANT_NONE)
        return err_at(top->values.reading->err, top->values.reading->name, number, NULL,
                      "top says the time of day and no date: `while date; do top -b -n 1; sleep "
                      "60; done` puts one above each report");
    if (!top->dated)
        top->time += (instant)((second - top->second_of_day + DAY_S) % DAY_S) * INSTANT_PER_SECOND;
    top->second_of_day = second;
    top->dated = top->processes = false;
    return 0;
}

static int add(struct top *top, const char *metric, const char *unit, double value)
{
    return tool_values_add(&top->values, metric, "process", NULL, unit, top->time, value);
}

/// What top abbreviates to two letters, of which one would be microseconds.
static const char *spelt_out(const char *name)
{
    static const char *const names[][2] = {{"us", "user"},    {"sy", "system"}, {"ni", "nice"},
                                           {"id", "idle"},    {"wa", "wait"},   {"hi", "irq"},
                                           {"si", "softirq"}, {"st", "steal"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], name) == 0)
            return names[i][1];
    return name;
}

/// "33.3 us, 33.3 sy" or "106 total, 7 running": a number and its name, one after another, as
/// metrics of `what`.
static int take_list(struct top *top, const char *what, const char *text, const char *unit,
                     double scale)
{
    struct str apart = {0};
    struct words words;
    int result = 0;
    // A share of 100.0 leaves no blank behind the comma: "33.3 ni,100.0 id".
    for (const char *at = text; *at != '\0'; at++) {
        str_append_char(&apart, *at);
        if (*at == ',' && at > text && ascii_is_letter(at[-1]))
            str_append_char(&apart, ' ');
    }
    words_split(&words, str_text(&apart), 1);
    for (size_t i = 0; i + 1 < words.count && result == 0; i++) {
        struct cell_style style = {.decimal = 0};
        double value = (double)NAN;
        char cell[32];
        char name[32];
        char metric[96];
        snprintf(cell, sizeof cell, "%.*s", (int)words.length[i], words.text[i]);
        cell[strcspn(cell, "%")] = '\0';
        if (cell_parse(&style, cell, strlen(cell), &value) != CELL_NUMBER)
            continue;
        int length = (int)words.length[i + 1];
        length -= strchr(",.", words.text[i + 1][length - 1]) != NULL;
        snprintf(name, sizeof name, "%.*s", length, words.text[i + 1]);
        snprintf(metric, sizeof metric, "%s %s", what, spelt_out(name));
        result = add(top, metric, unit, value * scale);
        i++;
    }
    str_release(&apart);
    return result;
}

/// "MiB Mem :  24105.6 total, ..." and "KiB Swap: ...": what is in bytes.
static int take_memory(struct top *top, const char *line)
{
    static const char letters[] = "KMGT";
    const char *letter = strchr(letters, line[0]);
    const char *colon = strchr(line, ':');
    double scale = 1024;
    for (const char *at = letters; letter != NULL && at < letter; at++)
        scale *= 1024;
    return take_list(top, strncmp(line + 4, "Swap", 4) == 0 ? "swap" : "memory", colon + 1, "bytes",
                     scale);
}

static int take_load(struct top *top, const char *line)
{
    static const char label[] = "load average: ";
    static const char *const names[] = {"load 1", "load 5", "load 15"};
    const char *at = strstr(line, label);
    struct words words;
    words_split(&words, at == NULL ? "" : at + sizeof label - 1, 1);
    for (size_t i = 0; i < 3 && i < words.count; i++) {
        struct cell_style style = {.decimal = 0};
        double value = (double)NAN;
        size_t length = words.length[i] - (words.text[i][words.length[i] - 1] == ',');
        if (cell_parse(&style, words.text[i], length, &value) == CELL_NUMBER &&
            add(top, names[i], "", value) != 0)
            return -1;
    }
    return 0;
}

/// What top writes without a letter are KiB: 63460, 524.1m, 1.2g.
static bool size_of(const char *text, size_t length, double *bytes)
{
    static const char letters[] = "mgtp";
    const char *letter = length == 0 ? NULL : memchr(letters, text[length - 1], 4);
    struct cell_style style = {.decimal = 0};
    if (cell_parse(&style, text, length - (letter != NULL), bytes) != CELL_NUMBER)
        return false;
    *bytes *= 1024;
    for (const char *at = letters; letter != NULL && at <= letter; at++)
        *bytes *= 1024;
    return true;
}

static void keep_names(struct top *top, const char *line)
{
    str_clear(&top->header);
    str_append(&top->header, line);
    words_split(&top->names, str_text(&top->header), 1);
    top->processes = true;
}

/// A line of a process: its shares and sizes. 1: it is read, 0: it is none, -1 with an error.
static int take_process(struct top *top, const char *line)
{
    static const struct {
        const char *column, *metric, *unit;
        bool size;
    } columns[] = {{"%CPU", "process cpu", "%", false},
                   {"%MEM", "process memory", "%", false},
                   {"VIRT", "process virtual", "bytes", true},
                   {"RES", "process resident", "bytes", true},
                   {"SHR", "process shared", "bytes", true}};
    struct words words;
    char device[160];
    words_split(&words, line, 1);
    if (words.count < top->names.count)
        return 0;
    size_t last = top->names.count - 1;
    const char *end = words.text[words.count - 1] + words.length[words.count - 1];
    snprintf(device, sizeof device, "%.*s/%.*s", (int)words.length[0], words.text[0],
             (int)(end - words.text[last]), words.text[last]);
    for (size_t i = 1; i < last; i++)
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
            struct cell_style style = {.decimal = 0};
            double value = (double)NAN;
            const char *name = columns[k].column;
            if (top->names.length[i] != strlen(name) ||
                memcmp(top->names.text[i], name, strlen(name)) != 0)
                continue;
            bool read = columns[k].size ? size_of(words.text[i], words.length[i], &value)
                                        : cell_parse(&style, words.text[i], words.length[i],
                                                     &value) == CELL_NUMBER;
            if (!read)
                return 0;
            if (tool_values_add(&top->values, columns[k].metric, "process", device, columns[k].unit,
                                top->time, value) != 0)
                return -1;
        }
    return 1;
}

/// "%Cpu(s): ..." of all processors, "%Cpu0  : ..." of one, "Cpu(s): ..." of older versions.
static int take_processors(struct top *top, const char *line)
{
    char what[32] = "cpu";
    const char *digits = line + strcspn(line, ":0123456789");
    size_t count = strspn(digits, "0123456789");
    if (count > 0)
        snprintf(what, sizeof what, "cpu%.*s", (int)count, digits);
    return take_list(top, what, strchr(line, ':') + 1, "%", 1);
}

static int take_line(struct top *top, const char *line, size_t number)
{
    bool epoch = false;
    if (begins(line, "top - ")) {
        int result = begin_report(top, line, number);
        return result == 0 ? take_load(top, line) : -1;
    }
    if (time_cell(line, strlen(line), &epoch)) {
        top->dated = time_column_read(&top->values.time, line, strlen(line), &top->time);
        return 0;
    }
    if (begins(line, "Tasks:") || begins(line, "Threads:"))
        return take_list(top, begins(line, "Tasks:") ? "tasks" : "threads", strchr(line, ':') + 1,
                         "", 1);
    if ((begins(line, "%Cpu") || begins(line, "Cpu")) && strchr(line, ':') != NULL)
        return take_processors(top, line);
    if (line[0] != '\0' && (begins(line + 1, "iB Mem") || begins(line + 1, "iB Swap")) &&
        strchr(line, ':') != NULL)
        return take_memory(top, line);
    struct words words;
    words_split(&words, line, 1);
    if (words.count > 3 && words.length[0] == 3 && memcmp(words.text[0], "PID", 3) == 0) {
        keep_names(top, line);
        return 0;
    }
    int taken = top->processes ? take_process(top, line) : 0;
    if (taken == 0)
        tool_values_bad(&top->values, number, line);
    return taken < 0 ? -1 : 0;
}

static int read_top(struct reading *reading)
{
    struct top *top = mem_alloc(1, sizeof *top);
    struct line_reader lines;
    int more = 0;
    int result = 0;
    top->time = INSTANT_NONE;
    tool_values_begin(&top->values, reading);
    line_reader_begin(&lines, reading->source);
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0) {
        const char *line = str_text(&lines.text);
        line += strspn(line, " \t");
        while (lines.text.length > 0 && lines.text.data[lines.text.length - 1] == ' ')
            lines.text.data[--lines.text.length] = '\0';
        if (*line == '\0')
            continue;
        tool_values_line(&top->values);
        result = take_line(top, line, lines.line);
        reading_source(reading)->rows++;
    }
    if (more < 0)
        result = -1;
    if (result == 0)
        result = tool_values_end(&top->values);
    line_reader_release(&lines);
    tool_values_release(&top->values);
    str_release(&top->header);
    free(top);
    return result;
}

const struct layout layout_top = {
    .name = "top",
    .meaning = "top -b under lines of date",
    .detect = detect_top,
    .read = read_top,
};
