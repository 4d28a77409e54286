// atop -P: lines of a label, host, Unix time, date, time, seconds and values in a fixed order
// (atop(1), PARSEABLE OUTPUT), SEP between samples; the first sample, behind RESET, is since the
// machine came up. A line stands for the interval before its time.
#include "base/number.h"
#include "ingest/blank_words.h"
#include "ingest/layout.h"
#include "ingest/tool_values.h"

#include <stdio.h>
#include <string.h>

enum { LABEL, HOST, EPOCH, DATE, CLOCK, INTERVAL, FIRST };

/// How a field becomes a value.
enum atop_scale {
    ATOP_AS_IS,
    ATOP_PER_S,
    ATOP_TICKS,   ///< of processors, field FIRST a second: cores
    ATOP_PAGES,   ///< of field FIRST bytes
    ATOP_SECTORS, ///< of 512 bytes, a second
    ATOP_BUSY_MS, ///< of the interval: a share
};

/// Fields by the label of their line, counted from FIRST on; a line of a device has its name there.
static const struct atop_field {
    const char *label;
    size_t at;
    const char *metric, *unit;
    enum atop_scale scale;
} fields[] = {
    {"CPU", 2, "cpu system", "cores", ATOP_TICKS},
    {"CPU", 3, "cpu user", "cores", ATOP_TICKS},
    {"CPU", 4, "cpu nice", "cores", ATOP_TICKS},
    {"CPU", 5, "cpu idle", "cores", ATOP_TICKS},
    {"CPU", 6, "cpu wait", "cores", ATOP_TICKS},
    {"CPU", 7, "cpu irq", "cores", ATOP_TICKS},
    {"CPU", 8, "cpu softirq", "cores", ATOP_TICKS},
    {"CPU", 9, "cpu steal", "cores", ATOP_TICKS},
    {"CPL", 1, "load 1", NULL, ATOP_AS_IS},
    {"CPL", 2, "load 5", NULL, ATOP_AS_IS},
    {"CPL", 3, "load 15", NULL, ATOP_AS_IS},
    {"CPL", 4, "context switches", "/s", ATOP_PER_S},
    {"CPL", 5, "interrupts", "/s", ATOP_PER_S},
    {"MEM", 1, "memory", "bytes", ATOP_PAGES},
    {"MEM", 2, "memory free", "bytes", ATOP_PAGES},
    {"MEM", 3, "memory cache", "bytes", ATOP_PAGES},
    {"MEM", 4, "memory buffers", "bytes", ATOP_PAGES},
    {"MEM", 5, "memory slab", "bytes", ATOP_PAGES},
    {"SWP", 1, "swap", "bytes", ATOP_PAGES},
    {"SWP", 2, "swap free", "bytes", ATOP_PAGES},
    {"DSK", 1, "disk busy", "%", ATOP_BUSY_MS},
    {"DSK", 2, "disk reads", "/s", ATOP_PER_S},
    {"DSK", 3, "disk read bytes", "B/s", ATOP_SECTORS},
    {"DSK", 4, "disk writes", "/s", ATOP_PER_S},
    {"DSK", 5, "disk written bytes", "B/s", ATOP_SECTORS},
    {"NET", 1, "net packets in", "/s", ATOP_PER_S},
    {"NET", 2, "net in bytes", "B/s", ATOP_PER_S},
    {"NET", 3, "net packets out", "/s", ATOP_PER_S},
    {"NET", 4, "net out bytes", "B/s", ATOP_PER_S},
};

enum { FIELDS = sizeof fields / sizeof *fields };

static bool is_word(const struct words *words, size_t at, const char *word)
{
    return at < words->count && words->length[at] == strlen(word) &&
           memcmp(words->text[at], word, words->length[at]) == 0;
}

static bool number_at(const struct words *words, size_t at, double *value)
{
    return at < words->count && number_parse(words->text[at], words->length[at], value);
}

/// Whether a line is a label, a host, a Unix time, a date, a time and seconds.
static bool is_line(const struct words *words)
{
    double number = 0;
    return words->count > FIRST && number_at(words, EPOCH, &number) && number > 1e8 &&
           words->length[DATE] == 10 && words->text[DATE][4] == '/' &&
           memchr(words->text[CLOCK], ':', words->length[CLOCK]) != NULL &&
           number_at(words, INTERVAL, &number) && number > 0;
}

static const char *detect_atop(const struct sniff *sniff)
{
    char line[256];
    struct words words;
    for (size_t i = 0; i < 2; i++) {
        words_split(&words, sniff_line(sniff, i, line, sizeof line), 1);
        if (is_line(&words))
            return "lines of a label, a host and a time, of atop -P";
        if (!is_word(&words, 0, "RESET") && !is_word(&words, 0, "SEP"))
            return NULL;
    }
    return NULL;
}

struct atop {
    struct tool_values values;
    bool since_boot; ///< the lines at hand are of all the time since the machine came up
    size_t boots, left;
};

static double scaled(const struct words *words, enum atop_scale scale, double value,
                     double interval_s)
{
    double first = 0;
    switch (scale) {
    case ATOP_PER_S:
        return value / interval_s;
    case ATOP_TICKS:
        return number_at(words, FIRST, &first) && first > 0 ? value / first / interval_s : value;
    case ATOP_PAGES:
        return number_at(words, FIRST, &first) ? value * first : value;
    case ATOP_SECTORS:
        return value * 512 / interval_s;
    case ATOP_BUSY_MS:
        return value / 10 / interval_s;
    default:
        return value;
    }
}

/// The fields of one line. 1: it is read; 0: one is missing; -1 with an error.
static int take_fields(struct atop *atop, const struct words *words, instant time,
                       double interval_s)
{
    char device[128] = "";
    double number = 0;
    bool named = is_word(words, LABEL, "DSK") || is_word(words, LABEL, "NET");
    if (named && is_word(words, FIRST, "upper"))
        return 1;
    if (named)
        snprintf(device, sizeof device, "%.*s", (int)words->length[FIRST], words->text[FIRST]);
    bool known = false;
    for (size_t i = 0; i < FIELDS; i++) {
        const struct atop_field *field = &fields[i];
        if (!is_word(words, LABEL, field->label))
            continue;
        known = true;
        if (!number_at(words, FIRST + field->at, &number))
            return 0;
        if (tool_values_add(&atop->values, field->metric, "device", named ? device : NULL,
                            field->unit, time,
                            scaled(words, field->scale, number, interval_s)) != 0)
            return -1;
    }
    atop->left += !known;
    return 1;
}

static int read_line(struct atop *atop, const struct line_reader *lines)
{
    struct words words;
    double interval_s = 0;
    instant time = INSTANT_NONE;
    words_split(&words, str_text(&lines->text), 1);
    if (words.count == 0)
        return 0;
    tool_values_line(&atop->values);
    if (is_word(&words, 0, "RESET") || is_word(&words, 0, "SEP")) {
        atop->since_boot = is_word(&words, 0, "RESET");
        atop->boots += atop->since_boot;
        return 0;
    }
    if (!is_line(&words) || !number_at(&words, INTERVAL, &interval_s) ||
        !time_column_read(&atop->values.time, words.text[EPOCH], words.length[EPOCH], &time)) {
        tool_values_bad(&atop->values, lines->line, str_text(&lines->text));
        return 0;
    }
    if (atop->since_boot)
        return 0;
    int taken =
        take_fields(atop, &words, time - (instant)(interval_s * INSTANT_PER_SECOND), interval_s);
    if (taken == 0)
        tool_values_bad(&atop->values, lines->line, str_text(&lines->text));
    reading_source(atop->values.reading)->rows += taken > 0;
    reading_state_step(atop->values.reading, (int64_t)interval_s);
    return taken < 0 ? -1 : 0;
}

static int end(struct atop *atop)
{
    struct reading *reading = atop->values.reading;
    if (atop->boots > 0 && reading_source(reading)->rows == 0)
        return reading_refuse(reading, "only what came since the machine was up: atop -P needs two "
                                       "samples or more, as atop -P CPU,MEM 60 60");
    if (atop->boots > 0)
        reading_note(reading, NOTE_INFO, "since boot",
                     "%zu sample%s behind RESET, since the machine came up, left out", atop->boots,
                     atop->boots == 1 ? "" : "s");
    if (atop->left > 0)
        reading_note(reading, NOTE_INFO, "labels",
                     "%zu lines of other labels than CPU, CPL, MEM, SWP, DSK and NET left out",
                     atop->left);
    reading_source(reading)->time_column = "epoch";
    return tool_values_end(&atop->values);
}

static int read_atop(struct reading *reading)
{
    struct atop atop = {.since_boot = false};
    struct line_reader lines;
    int more = 0;
    int result = 0;
    tool_values_begin(&atop.values, reading);
    line_reader_begin(&lines, reading->source);
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = read_line(&atop, &lines);
    if (result == 0)
        result = more < 0 ? -1 : end(&atop);
    line_reader_release(&lines);
    tool_values_release(&atop.values);
    return result;
}

const struct layout layout_atop = {
    .name = "atop",
    .meaning = "atop -P with the labels CPU, CPL, MEM, SWP, DSK and NET",
    .detect = detect_atop,
    .read = read_atop,
};
