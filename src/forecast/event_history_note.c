// What events did and will do, in sentences.
#include "base/number.h"
#include "base/str.h"
#include "forecast/event_history.h"

#include <string.h>

enum { DIGITS = 3 };

/// "1.82x", or "1.82x (1.74x to 1.9x)" of several times.
static void append_effect(const struct event_record *record, struct str *text)
{
    char number[NUMBER_TEXT_MAX];
    double mean, least, most;
    if (!event_record_effect(record, &mean, &least, &most)) {
        str_append(text, "an effect that cannot be measured there");
        return;
    }
    str_appendf(text, "%sx the usual", number_format_human(number, mean, DIGITS));
    if (record->effects > 1) {
        str_appendf(text, " (%sx", number_format_human(number, least, DIGITS));
        str_appendf(text, " to %sx)", number_format_human(number, most, DIGITS));
    }
}

static void append_past(const struct event_record *record, struct str *text)
{
    str_appendf(text, "came %zu time%s in the history (%zu step%s left out of the fit), ",
                record->times, record->times == 1 ? "" : "s", record->steps,
                record->steps == 1 ? "" : "s");
    append_effect(record, text);
}

static void append_to_come(const struct event_record *record, size_t steps, struct str *text)
{
    char number[NUMBER_TEXT_MAX];
    const struct planned_event *event = record->coming;
    str_appendf(text, "acts in %zu of %zu steps to come, ", record->to_come, steps);
    if (event->is_given)
        str_appendf(text, "%sx as given",
                    number_format_human(number, planned_event_factor(event, 1), DIGITS));
    else
        str_append(text, record->effects > 0 ? "as in the history" : "and changes nothing");
}

static void append_says(const struct planned_event *event, struct str *text)
{
    if (event->confidence != NULL) {
        str_append(text, ", confidence ");
        str_append_escaped(text, event->confidence, strlen(event->confidence));
    }
    if (event->owner != NULL) {
        str_append(text, ", owner ");
        str_append_escaped(text, event->owner, strlen(event->owner));
    }
}

static void note_record(const struct event_history *history, const struct event_record *record,
                        size_t steps_to_come, struct notes *notes)
{
    struct str text = {0};
    struct str kind = {0};
    const struct planned_event *event = record->coming != NULL ? record->coming : record->event;
    const char *name = event->name;
    str_appendf(&kind, "event %s", name);
    str_append_escaped(&text, name, strlen(name));
    str_append(&text, " ");
    if (record->times > 0)
        append_past(record, &text);
    if (record->times > 0 && record->to_come > 0)
        str_append(&text, "; it ");
    if (record->to_come > 0)
        append_to_come(record, steps_to_come, &text);
    if (record->times == 0 && record->to_come == 0)
        str_append(&text, "acts neither in the history nor in the horizon");
    append_says(event, &text);
    bool is_lost = record->to_come > 0 && !event->is_given && record->effects == 0;
    if (is_lost)
        str_append(&text, "; write its multiplier, there is none to learn it from");
    notes_add(notes, is_lost ? NOTE_WARNING : NOTE_INFO, str_text(&kind), "%s:%zu: %s",
              history->events->file, event->line, str_text(&text));
    str_release(&text);
    str_release(&kind);
}

void event_history_note(const struct event_history *history, size_t steps_to_come,
                        struct notes *notes)
{
    for (size_t i = 0; i < history->records; i++)
        note_record(history, &history->record[i], steps_to_come, notes);
    if (history->masked > 0)
        notes_add(notes, NOTE_INFO, "events-left-out",
                  "%zu step%s of events %s left out of the fit", history->masked,
                  history->masked == 1 ? "" : "s", history->masked == 1 ? "is" : "are");
}
