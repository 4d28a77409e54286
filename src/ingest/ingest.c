// How an export is read:
//
//   byte_source        bytes of a file, pipe or memory; gzip inflated, UTF-16 transcoded (base/)
//   sniff              the first 64 KiB or 20 lines: delimiter, odd quotes, rows (sniff.c)
//   layouts[]          the families in order of detection (layout.c); the first whose detector
//                      recognises the sniff reads the file, --layout NAME forces one
//   read_FAMILY.c      one family a file: its detector and its reader
//   shared by readers  columns.c (roles of columns), time_column.c (forms, zones, day and month),
//                      table/cell.c (values), kind.c (level, total or counter), labels.c (label
//                      sets), row_table.c (rows to samples), line_reader.c
//   read_json.c        all of JSON: yajl's events (json_stream.c), shapes (json_shapes.c), rows
//                      (json_table.c), names (json_name.c), products in one table
//   samples            streams of (time, value) in the order of the file (samples.c)
//
// Nothing is put in order, merged or filled here: series/grid.c does that, where all files are
// known.
#include "ingest/ingest.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "ingest/event_columns.h"
#include "ingest/kind.h"
#include "ingest/layout.h"
#include "ingest/not_text.h"
#include "ingest/outlying_rows.h"
#include "ingest/table_start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LAYOUTS_MAX = 64 };

static size_t layout_count(void)
{
    size_t count = 0;
    while (layouts[count] != NULL)
        count++;
    return count;
}

static int no_such_layout(const char *wanted, struct err *err)
{
    const char *names[LAYOUTS_MAX];
    size_t count = layout_count();
    struct str list = {0};
    for (size_t i = 0; i < count; i++) {
        names[i] = layouts[i]->name;
        str_append(&list, i == 0 ? "" : ", ");
        str_append(&list, names[i]);
    }
    const char *near = suggest_closest(wanted, names, count);
    char quoted[128];
    int result = err_set(err, ERR_USAGE, "--layout: no layout \"%s\"; %s%s%sthey are %s",
                         err_quote(quoted, sizeof quoted, wanted, strlen(wanted)),
                         near == NULL ? "" : "did you mean \"", near == NULL ? "" : near,
                         near == NULL ? "" : "\"? ", str_text(&list));
    str_release(&list);
    return result;
}

/// Counting events leaves values no other meaning.
static int check_meanings(const struct ingest_options *options, struct err *err)
{
    if (!events_are_asked(options))
        return 0;
    const char *events = options->count                 ? "--count"
                         : options->sum_columns != NULL ? "--sum"
                                                        : "--latency-column";
    const char *other = options->gauge                   ? "--gauge"
                        : options->counter               ? "--counter"
                        : options->per_s > 0             ? "--per"
                        : options->value_columns != NULL ? "--value"
                                                         : NULL;
    if (other != NULL)
        return err_set(
            err, ERR_USAGE,
            "%s and %s exclude each other: the one reads rows as measurements, the other "
            "as events",
            other, events);
    return 0;
}

int ingest_check(const struct ingest_options *options, struct err *err)
{
    if (options->layout != NULL && layout_find(options->layout) == NULL)
        return no_such_layout(options->layout, err);
    return check_meanings(options, err);
}

/// Counting events takes a layout whose rows may be events.
static int check_events(const struct reading *reading, const struct layout *layout)
{
    if (!events_are_asked(reading->options))
        return 0;
    if (!layout->counts)
        return err_at(reading->err, reading->name, 0, NULL,
                      "read as %s, it holds measurements at a step, not events; without "
                      "--count, --sum and --latency-column they are read as they are, "
                      "--layout csv reads the rows of any table",
                      layout->name);
    return 0;
}

/// The layout that the user forces, or the first that recognises the sniff.
static int choose_layout(struct reading *reading, const struct layout **layout)
{
    const char *forced = reading->options->layout;
    struct sample_source *source = reading_source(reading);
    if (forced != NULL) {
        *layout = layout_find(forced);
        source->why = "--layout";
    } else {
        const char *verdict = not_text(reading->sniff->bytes, reading->sniff->length);
        if (verdict != NULL)
            return reading_refuse(reading, "%s", verdict);
        size_t i = 0;
        while ((source->why = layouts[i]->detect(reading->sniff)) == NULL)
            i++;
        *layout = layouts[i];
    }
    source->layout = (*layout)->name;
    return check_events(reading, *layout);
}

static void note_layout(struct reading *reading)
{
    const struct sample_source *source = reading_source(reading);
    reading_note(reading, NOTE_DETAIL, "layout", "read as %s (%s)%s%s%s%s%s%s%s%s", source->layout,
                 source->why, source->time_column == NULL ? "" : ", times in ",
                 source->time_column == NULL ? "" : source->time_column,
                 source->key_columns == NULL ? "" : ", series by ",
                 source->key_columns == NULL ? "" : source->key_columns,
                 source->value_columns == NULL ? "" : ", values ",
                 source->value_columns == NULL ? "" : source->value_columns,
                 source->zone == NULL ? "" : ", local times of ",
                 source->zone == NULL ? "" : source->zone);
}

/// Says which metrics become rates because of their names: the guess that changes numbers most.
static void note_kinds(struct reading *reading, size_t first_stream)
{
    const struct samples *samples = reading->samples;
    for (size_t i = first_stream; i < samples->streams; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        bool by_name = strncmp(stream->kind_rule, "its name", 8) == 0;
        if (!by_name || (stream->kind != SAMPLE_TOTAL && stream->kind != SAMPLE_COUNTER))
            continue;
        char metric[UNIT_NAME_MAX * 2];
        err_quote(metric, sizeof metric, stream->metric, strlen(stream->metric));
        const char *what = stream->kind == SAMPLE_TOTAL ? "totals per step" : "a counter";
        reading_note(reading, NOTE_INFO, what, "\"%s\" is read as %s (%s); --gauge reads levels",
                     metric, what, stream->kind_rule);
    }
}

/// Kinds that the command line gives stay.
static bool kind_is_given(const struct ingest_options *options)
{
    return options->gauge || options->counter || options->per_s > 0;
}

/// "Http Requests Total" may be the total of each step or of all so far: where it only grows it is
/// the latter. One rule for all streams of a metric.
static void settle_totals(struct reading *reading, size_t first_stream)
{
    struct samples *samples = reading->samples;
    struct key_index metrics = {0};
    if (kind_is_given(reading->options))
        return;
    for (size_t i = first_stream; i < samples->streams; i++) {
        struct sample_stream *stream = &samples->stream[i];
        bool rate = stream->unit.dimension == DIMENSION_RATE ||
                    stream->unit.dimension == DIMENSION_BYTE_RATE;
        bool open =
            (stream->kind == SAMPLE_TOTAL && stream->per_s <= 0) || stream->kind == SAMPLE_GAUGE;
        bool added = false;
        if (!open || rate || !name_ends_in_total(stream->metric))
            continue;
        key_index_put(&metrics, stream->metric, strlen(stream->metric), &added);
        if (!added)
            continue;
        struct growth_count growth = {.rises = 0};
        for (size_t k = i; k < samples->streams; k++)
            if (strcmp(samples->stream[k].metric, stream->metric) == 0)
                growth_add(&growth, &samples->stream[k]);
        for (size_t k = i; k < samples->streams && growth_is_of_counter(&growth); k++)
            if (strcmp(samples->stream[k].metric, stream->metric) == 0) {
                samples->stream[k].kind = SAMPLE_COUNTER;
                samples->stream[k].kind_rule = "its name ends in total and it only grows";
            }
    }
    key_index_release(&metrics);
}

static bool are_whole(const struct sample_stream *stream)
{
    for (size_t i = 0; i < stream->count; i++)
        if (stream->value[i] < 0 || stream->value[i] != floor(stream->value[i]))
            if (!isnan(stream->value[i]))
                return false;
    return true;
}

/// Levels whose numbers might as well count what came within each step.
static void note_open_kinds(struct reading *reading, size_t first_stream)
{
    const struct samples *samples = reading->samples;
    struct key_index metrics = {0};
    struct str names = {0};
    enum { MOST = 4 };
    for (size_t i = first_stream; i < samples->streams; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        bool added = false;
        if (!kind_is_open(stream) || !are_whole(stream) || kind_is_given(reading->options))
            continue;
        key_index_put(&metrics, stream->metric, strlen(stream->metric), &added);
        if (!added || metrics.count > MOST)
            continue;
        str_append(&names, names.length == 0 ? "\"" : ", \"");
        str_append_escaped(&names, stream->metric, strlen(stream->metric));
        str_append(&names, "\"");
    }
    if (names.length > 0)
        reading_note(
            reading, NOTE_INFO, "open kind",
            "%s%s %s read as %s, as nothing says otherwise; --per DURATION reads what came "
            "within so long, --counter what only grows",
            str_text(&names), metrics.count > MOST ? " ..." : "", metrics.count == 1 ? "is" : "are",
            metrics.count == 1 ? "a level" : "levels");
    str_release(&names);
    key_index_release(&metrics);
}

static const char *in_utf8(struct arena *arena, const char *name)
{
    if (name == NULL)
        return NULL;
    struct str text = {0};
    utf8_append_text(&text, name, strlen(name));
    bool same = strcmp(str_text(&text), name) == 0;
    const char *kept = same ? name : arena_strdup(arena, str_text(&text));
    str_release(&text);
    return kept;
}

/// Old spreadsheets write names in ISO 8859-1; what is written from here on is UTF-8.
static void convert_names(struct samples *samples, size_t first_stream)
{
    for (size_t i = first_stream; i < samples->streams; i++) {
        struct sample_stream *stream = &samples->stream[i];
        stream->metric = in_utf8(&samples->arena, stream->metric);
        stream->key = in_utf8(&samples->arena, stream->key);
    }
}

/// Says which levels look like counters, whose name does not tell so.
static void note_growth(struct reading *reading, size_t first_stream)
{
    const struct samples *samples = reading->samples;
    const struct ingest_options *options = reading->options;
    for (size_t i = first_stream; i < samples->streams && !options->gauge; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        if (stream->kind != SAMPLE_GAUGE || stream->unit.dimension == DIMENSION_RATE ||
            stream->unit.dimension == DIMENSION_RATIO || !stream_only_grows(stream))
            continue;
        char metric[UNIT_NAME_MAX * 2];
        reading_note(reading, NOTE_INFO, "growth",
                     "\"%s\" is read as a level, but only grows; --counter takes its differences",
                     err_quote(metric, sizeof metric, stream->metric, strlen(stream->metric)));
    }
}

/// Streams that hold no sample at all would only confuse those who count them.
static int check_samples(struct reading *reading, size_t first_stream)
{
    for (size_t i = first_stream; i < reading->samples->streams; i++)
        if (reading->samples->stream[i].count > 0)
            return 0;
    return reading_refuse(reading, "no row with a time and a value: nothing was measured");
}

/// --by and --time for the families that have no columns to choose from: a name that changes
/// nothing is a mistake, which an answer for all series together would hide.
static int check_named(struct reading *reading)
{
    const struct ingest_options *options = reading->options;
    const struct sample_source *source = reading_source(reading);
    const char *by = reading_without_keys(reading) ? NULL : options->key_columns;
    if (by != NULL && !reading->keys_chosen &&
        (source->key_columns == NULL || strcmp(by, source->key_columns) != 0)) {
        char name[UNIT_NAME_MAX * 2];
        err_quote(name, sizeof name, by, strlen(by));
        return source->key_columns == NULL
                   ? reading_refuse(reading,
                                    "no column or label \"%s\" for --by: read as %s, nothing in it "
                                    "tells series apart; leave --by out",
                                    name, source->layout)
                   : reading_refuse(reading,
                                    "no column or label \"%s\" for --by: read as %s, its series "
                                    "are told apart by %s; leave --by out",
                                    name, source->layout, source->key_columns);
    }
    const char *time = options->time_column;
    if (time != NULL && !reading->time_chosen &&
        (source->time_column == NULL || strcmp(time, source->time_column) != 0)) {
        char name[UNIT_NAME_MAX * 2];
        return reading_refuse(reading,
                              "no column \"%s\" for --time: read as %s, its times stand in one "
                              "place; leave --time out",
                              err_quote(name, sizeof name, time, strlen(time)), source->layout);
    }
    return 0;
}

static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; *at != '\0';) {
        size_t item = strcspn(at, ",");
        if ((item == length && memcmp(at, name, item) == 0) || strcmp(at, name) == 0)
            return true;
        at += item + (at[item] == ',');
    }
    return false;
}

/// The metrics that a file has, each once, as a list for messages.
static void list_metrics(const struct samples *samples, size_t first_stream, struct str *list)
{
    enum { LISTED_MAX = 60 };
    const char *listed[LISTED_MAX];
    size_t count = 0;
    for (size_t i = first_stream; i < samples->streams && count < LISTED_MAX; i++) {
        const char *metric = samples->stream[i].metric;
        size_t k = 0;
        while (k < count && strcmp(listed[k], metric) != 0)
            k++;
        if (k < count)
            continue;
        listed[count++] = metric;
        str_append(list, list->length == 0 ? "" : ", ");
        str_append_escaped(list, metric, strlen(metric));
    }
}

/// Whether each name of a list is that of a metric.
static bool are_metrics(const struct samples *samples, size_t first_stream, const char *list)
{
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, ",");
        bool found = false;
        for (size_t i = first_stream; i < samples->streams && !found; i++)
            found = strlen(samples->stream[i].metric) == length &&
                    memcmp(samples->stream[i].metric, at, length) == 0;
        if (!found)
            return false;
        at += length + (at[length] == ',');
    }
    return true;
}

/// --value for the families whose metrics are not columns: the others lose their samples.
static int choose_metrics(struct reading *reading, size_t first_stream)
{
    const char *list = reading->options->value_columns;
    if (list == NULL || reading->values_chosen)
        return 0;
    struct samples *samples = reading->samples;
    if (reading->options->shown_names && !are_metrics(samples, first_stream, list)) {
        reading_source(reading)->values_open = true;
        return 0;
    }
    bool any = false;
    for (size_t i = first_stream; i < samples->streams; i++)
        any = any || is_listed(list, samples->stream[i].metric);
    for (size_t i = first_stream; i < samples->streams && any; i++)
        if (!is_listed(list, samples->stream[i].metric))
            samples->stream[i].count = 0;
    if (any)
        return 0;
    struct str known = {0};
    list_metrics(samples, first_stream, &known);
    int result = reading_refuse(reading, "no metric \"%s\" for --value; its metrics are %s", list,
                                str_text(&known));
    str_release(&known);
    return result;
}

int ingest_source(struct byte_source *source, const struct ingest_options *options,
                  struct samples *samples, struct notes *notes, struct err *err)
{
    struct sniff sniff;
    if (ingest_check(options, err) != 0)
        return -1;
    if (options->keep_crc32)
        byte_source_keep_crc32(source);
    if (sniff_source(&sniff, source, err) != 0) {
        sniff_release(&sniff);
        return -1;
    }
    size_t first_stream = samples->streams;
    struct reading reading = {
        .source = source,
        .name = byte_source_name(source),
        .options = options,
        .sniff = &sniff,
        .samples = samples,
        .file = samples_source(samples, byte_source_name(source)),
        .notes = notes,
        .err = err,
    };
    const struct layout *layout = NULL;
    int result = choose_layout(&reading, &layout);
    samples->line = byte_source_line(source);
    if (result == 0)
        result = layout->read(&reading);
    samples->line = NULL;
    if (result == 0)
        result = reading_finish(&reading);
    if (result == 0)
        result = check_named(&reading);
    if (result == 0)
        result = choose_metrics(&reading, first_stream);
    if (result == 0)
        outlying_rows_leave_out(&reading, first_stream);
    samples->leaps = 0;
    if (result == 0)
        result = check_samples(&reading, first_stream);
    if (result == 0) {
        reading_source(&reading)->bytes = byte_source_offset(source);
        reading_source(&reading)->crc32 = byte_source_crc32(source);
        convert_names(samples, first_stream);
        settle_totals(&reading, first_stream);
        note_kinds(&reading, first_stream);
        note_open_kinds(&reading, first_stream);
        note_growth(&reading, first_stream);
        note_layout(&reading);
    }
    reading_release(&reading);
    sniff_release(&sniff);
    return result;
}

int ingest_file(const char *path, const struct ingest_options *options, struct samples *samples,
                struct notes *notes, struct err *err)
{
    struct byte_source *source = NULL;
    if (byte_source_open(&source, path, err) != 0)
        return -1;
    int result = ingest_source(source, options, samples, notes, err);
    byte_source_close(source);
    return result;
}

size_t ingest_columns(const char *path, char ***names)
{
    *names = NULL;
    struct stat status;
    // A completion must neither wait for a pipe nor empty it.
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    struct err ignored = {0};
    struct byte_source *source = NULL;
    if (byte_source_open(&source, path, &ignored) != 0)
        return 0;
    struct sniff sniff;
    size_t count = 0;
    bool read = sniff_source(&sniff, source, &ignored) == 0;
    size_t start = read ? table_start(&sniff) : 0;
    if (read && start < sniff.rows && table_has_header(&sniff, start)) {
        *names = mem_alloc(sniff.row[start].fields, sizeof **names);
        for (size_t i = 0; i < sniff.row[start].fields; i++) {
            const struct csv_field *cell = sniff_cell(&sniff, start, i);
            if (cell->length > 0)
                (*names)[count++] = mem_strndup(cell->text, cell->length);
        }
    }
    sniff_release(&sniff);
    byte_source_close(source);
    return count;
}

struct ingest_layout_name ingest_layout_name(size_t index)
{
    if (index >= layout_count())
        return (struct ingest_layout_name){NULL, NULL};
    return (struct ingest_layout_name){layouts[index]->name, layouts[index]->meaning};
}
