// sysstat's sar as printed: the date in the first line, tables of blank-separated columns with the
// time of day, rows of averages and restarts. A row stands for the time since the row before.
#include "base/ascii.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "ingest/sysstat_clock.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *detect_sar(const struct sniff *sniff)
{
    char line[256];
    // iostat and pidstat begin so too, but their tables are of another kind.
    bool found = sysstat_is_first_line(sniff_line(sniff, 0, line, sizeof line)) &&
                 !sniff_contains(sniff, " PID ") && !sniff_contains(sniff, "avg-cpu:") &&
                 !sniff_contains(sniff, "\nDevice");
    return found ? "a first line \"Linux ... CPU)\"" : NULL;
}

struct sar {
    struct reading *reading;
    struct time_column time;
    struct label_streams streams;
    struct sysstat_clock clock;
    instant end;   ///< of the rows at hand
    instant start; ///< end of the rows before
    const char *name[WORDS_MAX];
    size_t names;        ///< columns behind the time; 0: a header is due
    size_t names_before; ///< of the table before
    bool device;         ///< the first of them names a device
    struct str identity;
};

/// Whether a header has other columns than the one before: the next activity, from the first day
/// on.
static bool begins_activity(const struct sar *sar, const struct words *words, size_t first)
{
    if (sar->names > 0 || sar->names_before == 0)
        return false;
    bool same = sar->names_before == words->count - first;
    for (size_t i = 0; i < sar->names_before && same; i++)
        same = ascii_is_word(words->text[first + i], words->length[first + i], sar->name[i]);
    return !same;
}

static void read_header(struct sar *sar, const struct words *words, size_t first)
{
    struct arena *arena = &sar->reading->samples->arena;
    sar->names = 0;
    sar->names_before = words->count - first;
    for (size_t i = first; i < words->count; i++)
        sar->name[sar->names++] = arena_strndup(arena, words->text[i], words->length[i]);
    sar->device = sar->names > 0;
    for (const char *at = sar->names > 0 ? sar->name[0] : ""; *at != '\0'; at++)
        sar->device = sar->device && ascii_is_upper(*at);
}

static int add_value(struct sar *sar, const char *device, size_t column, double value)
{
    struct reading *reading = sar->reading;
    size_t stream = 0;
    str_clear(&sar->identity);
    str_appendf(&sar->identity, "%s\x1F%s", sar->name[column], device);
    stream = label_streams_find(&sar->streams, sar->identity.data, sar->identity.length);
    if (stream == SIZE_MAX) {
        struct label_series series = {.metric = sar->name[column]};
        if (sar->device)
            label_series_add(&series, sar->name[0], arena_strdup(&reading->samples->arena, device));
        int result = label_streams_add(&sar->streams, reading, &series, sar->identity.data,
                                       sar->identity.length, &stream);
        label_series_release(&series);
        if (result != 0)
            return -1;
        double per_s = 0;
        struct unit *unit = &reading->samples->stream[stream].unit;
        if (reading->options->unit == NULL) {
            (void)unit_of_header(sar->name[column], unit, &per_s);
            unit_word_of_1024(unit);
        }
    }
    samples_add(reading->samples, stream, sar->start, value);
    return 0;
}

static int read_values(struct sar *sar, const struct words *words, size_t first, size_t line)
{
    char device[128] = "";
    if (words->count - first != sar->names) {
        reading_bad(sar->reading, line, NULL, words->text[0], words->length[0],
                    "starts a row with another number of cells than the header", NULL);
        return 0;
    }
    if (sar->device)
        snprintf(device, sizeof device, "%.*s", (int)words->length[first], words->text[first]);
    for (size_t i = sar->device; i < sar->names; i++) {
        struct cell_style style = {.decimal = 0};
        double value = (double)NAN;
        if (cell_parse(&style, words->text[first + i], words->length[first + i], &value) ==
            CELL_BAD) {
            reading_bad(sar->reading, line, sar->name[i], words->text[first + i],
                        words->length[first + i], "is not a number", NULL);
            return 0;
        }
        if (add_value(sar, device, i, value) != 0)
            return -1;
    }
    reading_source(sar->reading)->rows++;
    return 0;
}

/// The instant of a time of day.
static bool read_instant(struct sar *sar, int second_of_day, instant *time)
{
    char text[SYSSTAT_TIME_MAX];
    sysstat_time(&sar->clock, second_of_day, text);
    return time_column_read(&sar->time, text, strlen(text), time);
}

static int read_line(struct sar *sar, const struct line_reader *lines)
{
    struct words words;
    int second = 0;
    words_split(&words, str_text(&lines->text), 1);
    size_t first = sysstat_time_of_day(&words, 0, &second);
    instant time = INSTANT_NONE;
    if (words.count == 0) {
        sar->names = 0;
        return 0;
    }
    bool restart = strstr(str_text(&lines->text), "RESTART") != NULL;
    if (first != 0 && !restart && begins_activity(sar, &words, first)) {
        sar->clock.days = 0;
        sar->clock.last_second = 0;
    }
    if (first == 0 || restart || !read_instant(sar, second, &time)) {
        bool average = ascii_is_word_any_case(words.text[0], words.length[0], "Average:") ||
                       ascii_is_word_any_case(words.text[0], words.length[0], "Summary:");
        if (!average && !restart)
            reading_bad(sar->reading, lines->line, NULL, words.text[0], words.length[0],
                        "is not the time of a row", NULL);
        return 0;
    }
    if (sar->names == 0) {
        read_header(sar, &words, first);
        sar->end = time;
        return 0;
    }
    if (time != sar->end) {
        sar->start = sar->end;
        sar->end = time;
    }
    return read_values(sar, &words, first, lines->line);
}

static int read_sar(struct reading *reading)
{
    struct sar sar = {.reading = reading, .names = 0};
    struct line_reader lines;
    line_reader_begin(&lines, reading->source);
    time_column_begin(&sar.time, reading, NULL, 0);
    int more = line_reader_next(&lines, reading->err);
    int result = 0;
    if (more > 0 && !sysstat_read_date(&sar.clock, str_text(&lines.text), reading->options))
        result = reading_refuse(reading, "no date in the first line of sar; sadf -d writes dates");
    while (result == 0 && more > 0 && (more = line_reader_next(&lines, reading->err)) > 0)
        result = read_line(&sar, &lines);
    if (more < 0)
        result = -1;
    if (result == 0)
        result = label_streams_settle(&sar.streams, reading);
    if (result == 0) {
        sysstat_note_date(&sar.clock, reading);
        time_column_end(&sar.time);
        reading_note(reading, NOTE_DETAIL, "end",
                     "times mark the end of an interval and were moved to its start");
    }
    line_reader_release(&lines);
    label_streams_release(&sar.streams);
    str_release(&sar.identity);
    return result;
}

const struct layout layout_sar = {
    .name = "sar",
    .meaning = "sysstat's sar as printed",
    .detect = detect_sar,
    .read = read_sar,
};
