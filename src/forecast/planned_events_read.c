#include "base/ascii.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/unit.h"
#include "base/vec.h"
#include "forecast/planned_events.h"
#include "table/csv_read.h"
#include "time/time_parse.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum field_place {
    PLACE_NAME,
    PLACE_START,
    PLACE_END,
    PLACE_DURATION,
    PLACE_RAMP,
    PLACE_MULTIPLIER,
    PLACE_WAVES,
    PLACE_EVERY,
    PLACE_RETRY,
    PLACE_RETRIES,
    PLACE_SHED,
    PLACE_SERVICE,
    PLACE_CONFIDENCE,
    PLACE_OWNER,
    PLACES
};

static const struct schema_column columns[] = {
    FIELD_UNBOUND("name", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what the event is called"),
    FIELD_UNBOUND("start", COLUMN_TIME, STYLE_PLAIN, NULL, false,
                  "when it has its full strength, such as 2026-11-27T08:00:00Z"),
    FIELD_UNBOUND("end", COLUMN_TIME, STYLE_PLAIN, NULL, true,
                  "until when, not included; a date alone is its midnight"),
    FIELD_UNBOUND("duration", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "instead of end: how long, such as 36h"),
    FIELD_UNBOUND("ramp", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "how long it grows before its start, and fades after its end; default 0"),
    FIELD_UNBOUND("multiplier", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "demand as a multiple of the usual, such as 2.5x; default: what events of this "
                  "name did in the history, else 1x"),
    FIELD_UNBOUND("waves", COLUMN_NUMBER, STYLE_INTEGER, NULL, true,
                  "how often it comes; default 1"),
    FIELD_UNBOUND("every", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "from the start of one wave to the start of the next, such as 1d"),
    FIELD_UNBOUND("retry", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "share of attempts that fail and are sent again, such as 20%; default 0"),
    FIELD_UNBOUND("retries", COLUMN_NUMBER, STYLE_INTEGER, NULL, true,
                  "how often one is sent again at most; default: until it succeeds"),
    FIELD_UNBOUND("shed", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "share of all attempts that is turned away unserved, such as 10%; default 0"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "the only service that it acts on; default: all"),
    FIELD_UNBOUND("confidence", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "how sure it is, in your words; a share such as 80% is how likely it comes, "
                  "which forecast, fit and plan reckon with"),
    FIELD_UNBOUND("owner", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "who knows; repeated beside the event"),
    FIELD_END,
};

const struct schema schema_planned_events = {"the events file of --events", columns, 0};

/// Bounds within which times, in milliseconds, cannot overflow; no plan goes beyond them.
#define DURATION_MAX_S (100 * 366.0 * 86400)
enum { EVENTS_MAX = 10000, WAVES_MAX = 1000, MULTIPLIER_MAX = 1000000, RETRIES_MAX = 1000 };
enum { SHOWN_MAX = 256, PLACE_TEXT_MAX = 1024 };

struct event_reader {
    struct planned_events *events;
    const struct zone *zone;
    const struct table *cells;
    size_t column[PLACES]; ///< SIZE_MAX: not there
    size_t row;
    size_t line; ///< of the row
    struct notes *notes;
    struct err *err;
};

// --- one cell ------------------------------------------------------------------------------------

/// The cell without blanks around it, NULL when it is empty or its column not there.
static const char *cell_text(struct event_reader *reader, enum field_place place)
{
    if (reader->column[place] == SIZE_MAX)
        return NULL;
    const char *text = reader->cells->column[reader->column[place]].text[reader->row];
    if (text == NULL)
        return NULL;
    size_t length = strlen(text);
    while (length > 0 && ascii_is_space(*text)) {
        text++;
        length--;
    }
    while (length > 0 && ascii_is_space(text[length - 1]))
        length--;
    return length == 0 ? NULL : arena_strndup(&reader->events->arena, text, length);
}

/// "FILE:LINE: COLUMN: "TEXT" PROBLEM".
static int refuse(struct event_reader *reader, enum field_place place, const char *text,
                  const char *problem)
{
    char shown[SHOWN_MAX];
    return err_at(reader->err, reader->events->file, reader->line, columns[place].name, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

static int take_time(struct event_reader *reader, enum field_place place, instant *time)
{
    const char *text = cell_text(reader, place);
    *time = INSTANT_NONE;
    if (text != NULL && time_parse_option("", text, reader->zone, time, NULL) != 0)
        return refuse(reader, place, text,
                      "is no time, or could be two; write it such as 2026-11-27T08:00:00Z");
    return 0;
}

/// A quantity of `dimension` from 0 to `most`; an empty cell leaves *value alone.
static int take_quantity(struct event_reader *reader, enum field_place place,
                         enum dimension dimension, double most, double *value)
{
    const char *text = cell_text(reader, place);
    if (text == NULL)
        return 0;
    char where[PLACE_TEXT_MAX];
    struct quantity quantity;
    snprintf(where, sizeof where, "%s:%zu: %s", reader->events->file, reader->line,
             columns[place].name);
    if (quantity_parse(where, text, dimension, UNIT_HOURS_PER_MONTH, &quantity, reader->err) != 0)
        return -1;
    if (!(quantity.value >= 0 && quantity.value <= most)) {
        char problem[SHOWN_MAX];
        snprintf(problem, sizeof problem, "is out of bounds: it may be 0 to %.10g%s",
                 dimension == DIMENSION_RATIO ? 100 * most : most,
                 dimension == DIMENSION_RATIO      ? "%"
                 : dimension == DIMENSION_DURATION ? " seconds, a century"
                                                   : "");
        return refuse(reader, place, text, problem);
    }
    *value = quantity.value;
    return 0;
}

static int take_duration(struct event_reader *reader, enum field_place place, int64_t *duration_ms)
{
    double seconds = 0;
    if (take_quantity(reader, place, DIMENSION_DURATION, DURATION_MAX_S, &seconds) != 0)
        return -1;
    *duration_ms = (int64_t)(seconds * (double)INSTANT_PER_SECOND + 0.5);
    return 0;
}

static int take_whole(struct event_reader *reader, enum field_place place, size_t least,
                      size_t most, size_t *value)
{
    const char *text = cell_text(reader, place);
    if (text == NULL)
        return 0;
    if (!number_parse_size(text, strlen(text), value) || *value < least || *value > most) {
        char problem[SHOWN_MAX];
        snprintf(problem, sizeof problem, "is not a whole number from %zu to %zu", least, most);
        return refuse(reader, place, text, problem);
    }
    return 0;
}

// --- one row -------------------------------------------------------------------------------------

/// Sets the duration from end or duration, one of which is there.
static int take_length(struct event_reader *reader, struct planned_event *event)
{
    instant end;
    if (take_time(reader, PLACE_END, &end) != 0 ||
        take_duration(reader, PLACE_DURATION, &event->duration_ms) != 0)
        return -1;
    bool has_duration = cell_text(reader, PLACE_DURATION) != NULL;
    if (end != INSTANT_NONE && has_duration)
        return err_at(reader->err, reader->events->file, reader->line, "duration",
                      "the event has an end too; leave one of them out");
    if (end == INSTANT_NONE && !has_duration)
        return err_at(reader->err, reader->events->file, reader->line, "end",
                      "the event has no end; write one, or a duration such as 36h");
    if (has_duration && event->duration_ms == 0)
        return refuse(reader, PLACE_DURATION, cell_text(reader, PLACE_DURATION),
                      "is no time at all; write how long the event lasts, such as 36h");
    if (has_duration)
        return 0;
    if (end <= event->start)
        return refuse(reader, PLACE_END, cell_text(reader, PLACE_END),
                      "is not after the start; a date alone is its midnight");
    event->duration_ms = end - event->start;
    return 0;
}

static int take_waves(struct event_reader *reader, struct planned_event *event)
{
    if (take_whole(reader, PLACE_WAVES, 1, WAVES_MAX, &event->waves) != 0 ||
        take_duration(reader, PLACE_EVERY, &event->every_ms) != 0)
        return -1;
    if (event->waves == 1)
        return 0;
    if (event->every_ms == 0)
        return err_at(reader->err, reader->events->file, reader->line, "every",
                      "%zu waves need the time from one start to the next, such as 1d",
                      event->waves);
    if (event->every_ms < event->duration_ms)
        return refuse(reader, PLACE_EVERY, cell_text(reader, PLACE_EVERY),
                      "is shorter than a wave lasts, so that they would overlap");
    return 0;
}

static int take_retries(struct event_reader *reader, struct planned_event *event)
{
    if (take_quantity(reader, PLACE_RETRY, DIMENSION_RATIO, 1, &event->retry) != 0 ||
        take_whole(reader, PLACE_RETRIES, 0, RETRIES_MAX, &event->retries) != 0)
        return -1;
    if (event->retry == 1 && event->retries == SIZE_MAX)
        return refuse(reader, PLACE_RETRY, cell_text(reader, PLACE_RETRY),
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
        return refuse(reader, PLACE_CONFIDENCE, text,
                      "is no probability; write 0% to 100%, or words");
    event->probability = share.value;
    return 0;
}

static int take_event(struct event_reader *reader, struct planned_event *event)
{
    *event = (struct planned_event){
        .name = cell_text(reader, PLACE_NAME),
        .service = cell_text(reader, PLACE_SERVICE),
        .confidence = cell_text(reader, PLACE_CONFIDENCE),
        .owner = cell_text(reader, PLACE_OWNER),
        .multiplier = 1,
        .probability = 1,
        .waves = 1,
        .retries = SIZE_MAX,
        .line = reader->line,
    };
    if (event->name == NULL)
        return err_at(reader->err, reader->events->file, reader->line, "name",
                      "the event has no name; write what it is, such as launch");
    if (take_time(reader, PLACE_START, &event->start) != 0)
        return -1;
    if (event->start == INSTANT_NONE)
        return err_at(reader->err, reader->events->file, reader->line, "start",
                      "the event has no start; write a time such as 2026-11-27T08:00:00Z");
    if (take_length(reader, event) != 0 ||
        take_duration(reader, PLACE_RAMP, &event->ramp_ms) != 0 ||
        take_quantity(reader, PLACE_MULTIPLIER, DIMENSION_MULTIPLE, MULTIPLIER_MAX,
                      &event->multiplier) != 0 ||
        take_waves(reader, event) != 0 || take_retries(reader, event) != 0 ||
        take_quantity(reader, PLACE_SHED, DIMENSION_RATIO, 1, &event->shed) != 0)
        return -1;
    event->is_given =
        cell_text(reader, PLACE_MULTIPLIER) != NULL || event->retry > 0 || event->shed > 0;
    return take_confidence(reader, event);
}

// --- the file ------------------------------------------------------------------------------------

static void note_unknown_column(struct event_reader *reader, const char *name)
{
    const char *known[PLACES];
    char shown[SHOWN_MAX];
    for (size_t place = 0; place < PLACES; place++)
        known[place] = columns[place].name;
    const char *near = suggest_closest(name, known, PLACES);
    err_quote(shown, sizeof shown, name, strlen(name));
    if (near != NULL)
        notes_add(reader->notes, NOTE_WARNING, "event-column",
                  "%s: column \"%s\" is not read; did you mean \"%s\"?", reader->events->file,
                  shown, near);
    else
        notes_add(reader->notes, NOTE_DETAIL, "event-column-unknown",
                  "%s: column \"%s\" is not read", reader->events->file, shown);
}

static int find_columns(struct event_reader *reader)
{
    for (size_t place = 0; place < PLACES; place++)
        reader->column[place] = SIZE_MAX;
    for (size_t i = 0; i < reader->cells->columns; i++) {
        const char *name = reader->cells->column[i].name;
        size_t place = 0;
        while (place < PLACES && !ascii_is_word_any_case(name, strlen(name), columns[place].name))
            place++;
        if (place == PLACES)
            note_unknown_column(reader, name);
        else if (reader->column[place] == SIZE_MAX)
            reader->column[place] = i;
        else
            return err_at(reader->err, reader->events->file, 0, columns[place].name,
                          "two columns have this name; rename one of them");
    }
    bool lasts =
        reader->column[PLACE_END] != SIZE_MAX || reader->column[PLACE_DURATION] != SIZE_MAX;
    for (size_t place = 0; place < PLACES; place++) {
        bool missing = place == PLACE_END
                           ? !lasts
                           : !columns[place].optional && reader->column[place] == SIZE_MAX;
        if (missing)
            return err_at(reader->err, reader->events->file, 0, NULL,
                          "no column \"%s\": an events file begins with a row of names such as "
                          "name,start,end,multiplier",
                          columns[place].name);
    }
    return 0;
}

/// A row of nothing but separators, as spreadsheets leave behind.
static bool is_blank_row(struct event_reader *reader)
{
    for (size_t place = 0; place < PLACES; place++)
        if (cell_text(reader, (enum field_place)place) != NULL)
            return false;
    return true;
}

static int read_rows(struct event_reader *reader, const size_t *line)
{
    struct planned_events *events = reader->events;
    if (find_columns(reader) != 0)
        return -1;
    for (reader->row = 0; reader->row < reader->cells->rows; reader->row++) {
        struct planned_event event;
        reader->line = line[reader->row];
        if (is_blank_row(reader))
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
    char file[ERR_TEXT_MAX];
    struct table cells = {0};
    size_t *line = NULL;
    const char *name = byte_source_name(source);
    events->file = arena_strdup(&events->arena, err_quote(file, sizeof file, name, strlen(name)));
    if (table_read_csv_text(source, &cells, &line, err) != 0)
        return -1;
    struct event_reader reader = {
        .events = events, .zone = zone, .cells = &cells, .notes = notes, .err = err};
    int result = read_rows(&reader, line);
    table_release(&cells);
    free(line);
    return result;
}
