#include "base/number.h"
#include "base/unit.h"
#include "base/vec.h"
#include "forecast/planned_events.h"
#include "table/record_read.h"
#include "time/time_parse.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A row as it is written.
struct event_cells {
    const char *name, *start, *end, *duration, *ramp, *multiplier, *waves, *every, *retry, *retries,
        *shed, *service, *confidence, *owner;
};

static const struct schema_column columns[] = {
    FIELD(struct event_cells, name, STYLE_PLAIN, NULL, "what the event is called"),
    FIELD(struct event_cells, start, STYLE_PLAIN, NULL,
          "when it has its full strength, such as 2026-11-27T08:00:00Z"),
    FIELD_OPTIONAL(struct event_cells, end, STYLE_PLAIN, NULL,
                   "until when, not included; a date alone is its midnight"),
    FIELD_OPTIONAL(struct event_cells, duration, STYLE_PLAIN, NULL,
                   "instead of end: how long, such as 36h"),
    FIELD_OPTIONAL(struct event_cells, ramp, STYLE_PLAIN, NULL,
                   "how long it grows before its start, and fades after its end; default 0"),
    FIELD_OPTIONAL(struct event_cells, multiplier, STYLE_PLAIN, NULL,
                   "demand as a multiple of the usual, such as 2.5x; default: what events of this "
                   "name did in the history, else 1x"),
    FIELD_OPTIONAL(struct event_cells, waves, STYLE_PLAIN, NULL, "how often it comes; default 1"),
    FIELD_OPTIONAL(struct event_cells, every, STYLE_PLAIN, NULL,
                   "from the start of one wave to the start of the next, such as 1d"),
    FIELD_OPTIONAL(struct event_cells, retry, STYLE_PLAIN, NULL,
                   "share of attempts that fail and are sent again, such as 20%; default 0"),
    FIELD_OPTIONAL(struct event_cells, retries, STYLE_PLAIN, NULL,
                   "how often one is sent again at most; default: until it succeeds"),
    FIELD_OPTIONAL(struct event_cells, shed, STYLE_PLAIN, NULL,
                   "share of all attempts that is turned away unserved, such as 10%; default 0"),
    FIELD_OPTIONAL(struct event_cells, service, STYLE_PLAIN, NULL,
                   "the only service that it acts on; default: all"),
    FIELD_OPTIONAL(struct event_cells, confidence, STYLE_PLAIN, NULL,
                   "how sure it is, in your words; a share such as 80% is how likely it comes, "
                   "which forecast, fit and plan reckon with"),
    FIELD_OPTIONAL(struct event_cells, owner, STYLE_PLAIN, NULL,
                   "who knows; repeated beside the event"),
    FIELD_END,
};

const struct schema schema_planned_events = {"the events file of --events", columns,
                                             sizeof(struct event_cells)};

static const struct record_kind events_file = {.schema = &schema_planned_events,
                                               .what = "an events file",
                                               .example = "such as name,start,end,multiplier"};

/// Bounds within which times, in milliseconds, cannot overflow; no plan goes beyond them.
#define DURATION_MAX_S (100 * 366.0 * 86400)
enum { EVENTS_MAX = 10000, WAVES_MAX = 1000, MULTIPLIER_MAX = 1000000, RETRIES_MAX = 1000 };
enum { SHOWN_MAX = 256, PLACE_TEXT_MAX = 1024 };

struct event_reader {
    struct planned_events *events;
    const struct zone *zone;
    struct event_cells cells;
    size_t line; ///< of the row
    struct notes *notes;
    struct err *err;
};

// --- one cell ------------------------------------------------------------------------------------

/// The name of a column, and what the row has there.
#define CELL(reader, member) #member, (reader)->cells.member

/// "FILE:LINE: COLUMN: "TEXT" PROBLEM".
static int refuse(struct event_reader *reader, const char *column, const char *text,
                  const char *problem)
{
    char shown[SHOWN_MAX];
    return err_at(reader->err, reader->events->file, reader->line, column, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

static int take_time(struct event_reader *reader, const char *column, const char *text,
                     instant *time)
{
    *time = INSTANT_NONE;
    if (text != NULL && time_parse_option("", text, reader->zone, time, NULL) != 0)
        return refuse(reader, column, text,
                      "is no time, or could be two; write it such as 2026-11-27T08:00:00Z");
    return 0;
}

/// A quantity of `dimension` from 0 to `most`; an empty cell leaves *value alone.
static int take_quantity(struct event_reader *reader, const char *column, const char *text,
                         enum dimension dimension, double most, double *value)
{
    if (text == NULL)
        return 0;
    char where[PLACE_TEXT_MAX];
    struct quantity quantity;
    snprintf(where, sizeof where, "%s:%zu: %s", reader->events->file, reader->line, column);
    if (quantity_parse(where, text, dimension, UNIT_HOURS_PER_MONTH, &quantity, reader->err) != 0)
        return -1;
    if (!(quantity.value >= 0 && quantity.value <= most)) {
        char problem[SHOWN_MAX];
        snprintf(problem, sizeof problem, "is out of bounds: it may be 0 to %.10g%s",
                 dimension == DIMENSION_RATIO ? 100 * most : most,
                 dimension == DIMENSION_RATIO      ? "%"
                 : dimension == DIMENSION_DURATION ? " seconds, a century"
                                                   : "");
        return refuse(reader, column, text, problem);
    }
    *value = quantity.value;
    return 0;
}

static int take_duration(struct event_reader *reader, const char *column, const char *text,
                         int64_t *duration_ms)
{
    double seconds = 0;
    if (take_quantity(reader, column, text, DIMENSION_DURATION, DURATION_MAX_S, &seconds) != 0)
        return -1;
    *duration_ms = (int64_t)(seconds * (double)INSTANT_PER_SECOND + 0.5);
    return 0;
}

static int take_whole(struct event_reader *reader, const char *column, const char *text,
                      size_t least, size_t most, size_t *value)
{
    if (text == NULL)
        return 0;
    if (!number_parse_size(text, strlen(text), value) || *value < least || *value > most) {
        char problem[SHOWN_MAX];
        snprintf(problem, sizeof problem, "is not a whole number from %zu to %zu", least, most);
        return refuse(reader, column, text, problem);
    }
    return 0;
}

// --- one row -------------------------------------------------------------------------------------

/// Sets the duration from end or duration, one of which is there.
static int take_length(struct event_reader *reader, struct planned_event *event)
{
    instant end;
    if (take_time(reader, CELL(reader, end), &end) != 0 ||
        take_duration(reader, CELL(reader, duration), &event->duration_ms) != 0)
        return -1;
    bool has_duration = reader->cells.duration != NULL;
    if (end != INSTANT_NONE && has_duration)
        return err_at(reader->err, reader->events->file, reader->line, "duration",
                      "the event has an end too; leave one of them out");
    if (end == INSTANT_NONE && !has_duration)
        return err_at(reader->err, reader->events->file, reader->line, "end",
                      "the event has no end; write one, or a duration such as 36h");
    if (has_duration && event->duration_ms == 0)
        return refuse(reader, CELL(reader, duration),
                      "is no time at all; write how long the event lasts, such as 36h");
    if (has_duration)
        return 0;
    if (end <= event->start)
        return refuse(reader, CELL(reader, end),
                      "is not after the start; a date alone is its midnight");
    event->duration_ms = end - event->start;
    return 0;
}

static int take_waves(struct event_reader *reader, struct planned_event *event)
{
    if (take_whole(reader, CELL(reader, waves), 1, WAVES_MAX, &event->waves) != 0 ||
        take_duration(reader, CELL(reader, every), &event->every_ms) != 0)
        return -1;
    if (event->waves == 1)
        return 0;
    if (event->every_ms == 0)
        return err_at(reader->err, reader->events->file, reader->line, "every",
                      "%zu waves need the time from one start to the next, such as 1d",
                      event->waves);
    if (event->every_ms < event->duration_ms)
        return refuse(reader, CELL(reader, every),
                      "is shorter than a wave lasts, so that they would overlap");
    return 0;
}

static int take_retries(struct event_reader *reader, struct planned_event *event)
{
    if (take_quantity(reader, CELL(reader, retry), DIMENSION_RATIO, 1, &event->retry) != 0 ||
        take_whole(reader, CELL(reader, retries), 0, RETRIES_MAX, &event->retries) != 0)
        return -1;
    if (event->retry == 1 && event->retries == SIZE_MAX)
        return refuse(reader, CELL(reader, retry),
                      "without a limit never ends; write the limit in the column retries");
    return 0;
}

/// A share is a probability, everything else is words.
static int take_confidence(struct event_reader *reader, struct planned_event *event)
{
    const char *text = event->confidence;
    struct quantity share = {.value = -1};
    double number;
    if (text == NULL)
        return 0;
    bool is_number = number_parse(text, strlen(text), &number);
    if (quantity_parse("", text, DIMENSION_RATIO, UNIT_HOURS_PER_MONTH, &share, NULL) != 0 &&
        !is_number)
        return 0;
    if (!(share.value >= 0 && share.value <= 1))
        return refuse(reader, "confidence", text, "is no probability; write 0% to 100%, or words");
    event->probability = share.value;
    return 0;
}

static int take_event(struct event_reader *reader, struct planned_event *event)
{
    *event = (struct planned_event){
        .name = reader->cells.name,
        .service = reader->cells.service,
        .confidence = reader->cells.confidence,
        .owner = reader->cells.owner,
        .multiplier = 1,
        .probability = 1,
        .waves = 1,
        .retries = SIZE_MAX,
        .line = reader->line,
    };
    if (event->name == NULL)
        return err_at(reader->err, reader->events->file, reader->line, "name",
                      "the event has no name; write what it is, such as launch");
    if (take_time(reader, CELL(reader, start), &event->start) != 0)
        return -1;
    if (event->start == INSTANT_NONE)
        return err_at(reader->err, reader->events->file, reader->line, "start",
                      "the event has no start; write a time such as 2026-11-27T08:00:00Z");
    if (take_length(reader, event) != 0 ||
        take_duration(reader, CELL(reader, ramp), &event->ramp_ms) != 0 ||
        take_quantity(reader, CELL(reader, multiplier), DIMENSION_MULTIPLE, MULTIPLIER_MAX,
                      &event->multiplier) != 0 ||
        take_waves(reader, event) != 0 || take_retries(reader, event) != 0 ||
        take_quantity(reader, CELL(reader, shed), DIMENSION_RATIO, 1, &event->shed) != 0)
        return -1;
    event->is_given = reader->cells.multiplier != NULL || event->retry > 0 || event->shed > 0;
    return take_confidence(reader, event);
}

// --- the file ------------------------------------------------------------------------------------

static void note_unknown_columns(const struct record_file *file, struct notes *notes)
{
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *name = file->cells.column[i].name;
        const char *near = record_file_nearest(file, i);
        char shown[SHOWN_MAX];
        if (record_file_knows(file, i))
            continue;
        err_quote(shown, sizeof shown, name, strlen(name));
        if (near != NULL)
            notes_add(notes, NOTE_WARNING, "event-column",
                      "%s: column \"%s\" is not read; did you mean \"%s\"?", file->name, shown,
                      near);
        else
            notes_add(notes, NOTE_DETAIL, "event-column-unknown", "%s: column \"%s\" is not read",
                      file->name, shown);
    }
}

static int read_rows(struct event_reader *reader, const struct record_file *file)
{
    struct planned_events *events = reader->events;
    note_unknown_columns(file, reader->notes);
    if (!record_file_has(file, "end") && !record_file_has(file, "duration"))
        return err_at(reader->err, events->file, 1, NULL,
                      "no column \"end\": an events file has one, or a column \"duration\"");
    for (size_t row = 0; row < file->cells.rows; row++) {
        struct planned_event event;
        reader->line = file->line[row];
        if (!record_file_row(file, row, &events->arena, &reader->cells))
            continue;
        if (events->count == EVENTS_MAX)
            return err_at(reader->err, events->file, reader->line, NULL,
                          "more than %d rows: this is no events file", EVENTS_MAX);
        if (take_event(reader, &event) != 0)
            return -1;
        VEC_PUSH(events->item, events->count, events->capacity, event);
    }
    if (events->count == 0)
        return err_at(reader->err, events->file, 0, NULL,
                      "no event in it; each row below the names is one");
    return 0;
}

int planned_events_read(struct byte_source *source, const struct zone *zone,
                        struct planned_events *events, struct notes *notes, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &events_file, &events->arena, &file, err) != 0)
        return -1;
    events->file = file.name;
    struct event_reader reader = {.events = events, .zone = zone, .notes = notes, .err = err};
    int result = read_rows(&reader, &file);
    record_file_release(&file);
    return result;
}
