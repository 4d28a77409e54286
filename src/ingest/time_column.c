#include "ingest/time_column.h"

#include "base/ascii.h"
#include "base/bytes_equal.h"

#include <string.h>

static bool is_epoch_form(enum time_form form)
{
    return form == TIME_FORM_EPOCH_S || form == TIME_FORM_EPOCH_MS || form == TIME_FORM_EPOCH_US ||
           form == TIME_FORM_EPOCH_NS || form == TIME_FORM_FILETIME || form == TIME_FORM_TICKS;
}

bool time_cell(const char *text, size_t length, bool *epoch)
{
    bool could_swap = false;
    enum time_form form = time_form_detect(text, length, false, &could_swap);
    *epoch = is_epoch_form(form);
    return form != TIME_FORM_NONE && !*epoch;
}

/// The form that all cells can be read by, TIME_FORM_NONE if there is none: a cell alone may be
/// misleading, as 2033010100 is a date and a Unix time.
static enum time_form form_of_all(const struct time_column *column, const struct csv_field *cells,
                                  size_t count)
{
    enum time_form tried[TIME_FORM_CUSTOM + 1];
    size_t forms = 0;
    for (size_t i = 0; i < count; i++) {
        enum time_form form =
            time_form_detect(cells[i].text, cells[i].length, column->order.day_first, NULL);
        bool known = form == TIME_FORM_NONE;
        for (size_t k = 0; k < forms && !known; k++)
            known = tried[k] == form;
        if (!known)
            tried[forms++] = form;
    }
    for (size_t k = 0; k < forms && forms > 1; k++) {
        struct time_reader reader = {.form = tried[k]};
        struct time_parsed parsed;
        size_t fit = 0;
        for (size_t i = 0; i < count; i++)
            fit += time_parse(&reader, cells[i].text, cells[i].length, &parsed);
        if (fit == count)
            return tried[k];
    }
    return TIME_FORM_NONE;
}

void time_column_begin(struct time_column *column, struct reading *reading,
                       const struct csv_field *cells, size_t count)
{
    *column = (struct time_column){.reading = reading, .last = INSTANT_NONE};
    column->reader.zone = reading->options->zone;
    if (reading->options->time_format != NULL) {
        column->reader.form = TIME_FORM_CUSTOM;
        column->reader.custom = reading->options->time_format;
        return;
    }
    column->order = day_order_find(reading, cells, count, column->reader.zone);
    column->reader.form = form_of_all(column, cells, count);
    for (size_t i = 0; i < count && column->reader.form == TIME_FORM_NONE; i++)
        column->reader.form =
            time_form_detect(cells[i].text, cells[i].length, column->order.day_first, NULL);
}

/// Whether an epoch's number of digits belongs to `form`: a column may change from s to ms.
static bool epoch_fits(enum time_form form, const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && ascii_is_digit(text[digits]))
        digits++;
    switch (form) {
    case TIME_FORM_EPOCH_S:
        return digits <= 11;
    case TIME_FORM_EPOCH_MS:
        return digits >= 12 && digits <= 14;
    case TIME_FORM_EPOCH_US:
        return digits >= 15 && digits <= 17;
    case TIME_FORM_EPOCH_NS:
    case TIME_FORM_FILETIME:
    case TIME_FORM_TICKS:
        return digits >= 18;
    default:
        return true;
    }
}

/// Whether a cell that has one reading only goes against the column's order of day and month. Where
/// that order was a guess, it was wrong: the column turns, and so do the times before.
static bool goes_against_order(struct time_column *column, enum time_form form)
{
    bool day_first = form == TIME_FORM_DMY;
    enum time_form before = column->reader.form;
    if ((form != TIME_FORM_DMY && form != TIME_FORM_MDY) || day_first == column->order.day_first ||
        (before != TIME_FORM_DMY && before != TIME_FORM_MDY))
        return false;
    if (column->order.proven || column->form_changes > 0)
        return true;
    column->order.day_first = day_first;
    column->order.proven = true;
    column->turned = true;
    return false;
}

/// Takes the form of a cell that does not have the form of those before it.
static bool change_form(struct time_column *column, const char *text, size_t length,
                        struct time_parsed *parsed)
{
    if (column->reader.form == TIME_FORM_CUSTOM)
        return false;
    enum time_form form = time_form_detect(text, length, column->order.day_first, NULL);
    if (form == TIME_FORM_NONE || goes_against_order(column, form))
        return false;
    struct time_reader reader = {.form = form, .zone = column->reader.zone};
    if (!time_parse(&reader, text, length, parsed))
        return false;
    column->form_changes += column->reader.form != TIME_FORM_NONE && !column->turned;
    column->reader = reader;
    return true;
}

/// Of the two instants of a local time, the one that goes on in the direction of the rows before.
static instant settle_repeated(const struct time_column *column, const struct time_parsed *parsed,
                               size_t stream)
{
    instant first = column->last;
    instant last = column->last;
    if (stream != SIZE_MAX) {
        const struct sample_stream *rows = &column->reading->samples->stream[stream];
        if (rows->count == 0)
            return parsed->time;
        first = rows->first;
        last = rows->time.last;
    }
    if (last == INSTANT_NONE)
        return parsed->time;
    bool newest_first = last < first;
    if (newest_first)
        return parsed->second < last ? parsed->second : parsed->time;
    return parsed->time > last ? parsed->time : parsed->second;
}

/// Parses a cell whose text the cell before did not have.
static bool parse_other(struct time_column *column, const char *text, size_t length,
                        struct time_parsed *parsed)
{
    enum time_form form = column->reader.form;
    if (form != TIME_FORM_NONE && epoch_fits(form, text, length) &&
        time_parse(&column->reader, text, length, parsed))
        return true;
    return change_form(column, text, length, parsed);
}

bool time_column_parse(struct time_column *column, const char *text, size_t length,
                       struct time_parsed *parsed)
{
    if (length > 0 && length == column->same_length && bytes_equal(text, column->same, length)) {
        *parsed = column->same_parsed;
        return true;
    }
    column->same_length = 0;
    if (!parse_other(column, text, length, parsed))
        return false;
    if (length <= sizeof column->same) {
        memcpy(column->same, text, length);
        column->same_length = length;
        column->same_parsed = *parsed;
    }
    return true;
}

instant time_column_settle(struct time_column *column, const struct time_parsed *parsed,
                           size_t stream)
{
    instant time = parsed->time;
    if (parsed->had_offset || is_epoch_form(column->reader.form))
        column->with_offset++;
    else
        column->local++;
    if (parsed->ambiguous) {
        time = settle_repeated(column, parsed, stream);
        column->repeated_hour++;
    }
    column->skipped_hour += parsed->nonexistent;
    column->leap_seconds += parsed->leap_second;
    column->last = time;
    return time;
}

instant time_turn(instant time, const struct zone *zone)
{
    struct civil civil;
    int64_t offset_s = zone == NULL ? 0 : zone_offset_s(zone, time);
    civil_from_instant(time + offset_s * INSTANT_PER_SECOND, &civil);
    int day = civil.day;
    civil.day = civil.month;
    civil.month = day;
    instant turned = civil_to_instant(&civil);
    instant second = INSTANT_NONE;
    if (zone != NULL)
        zone_local_to_instant(zone, &civil, &turned, &second);
    return turned;
}

bool time_column_read(struct time_column *column, const char *text, size_t length, instant *time)
{
    struct time_parsed parsed;
    if (!time_column_parse(column, text, length, &parsed))
        return false;
    *time = time_column_settle(column, &parsed, SIZE_MAX);
    return true;
}

void time_column_end(struct time_column *column)
{
    struct reading *reading = column->reading;
    struct sample_source *source = reading_source(reading);
    const struct zone *zone = column->reader.zone;
    source->time_form = time_form_name(column->reader.form);
    if (column->local > 0 && column->zone_name != NULL) {
        source->zone = column->zone_name;
    } else if (column->local > 0) {
        source->zone =
            zone == NULL ? "UTC" : arena_strdup(&reading->samples->arena, zone_name(zone));
        source->zone_assumed = zone == NULL;
    }
    if (source->zone_assumed)
        reading_note(reading, NOTE_INFO, "zone",
                     "times name no zone and are taken for UTC; --tz ZONE says otherwise");
    if (column->form_changes > 0)
        reading_note(
            reading, NOTE_WARNING, "form of time",
            "the form of times changes within the file, %zu time%s; each was read by its own",
            column->form_changes, column->form_changes == 1 ? "" : "s");
    if (column->repeated_hour > 0)
        reading_note(reading, NOTE_INFO, "repeated hour",
                     "%zu row%s in the hour that happens twice in %s: the order of rows tells the "
                     "first from the second",
                     column->repeated_hour, column->repeated_hour == 1 ? "" : "s", source->zone);
    if (column->skipped_hour > 0)
        reading_note(
            reading, NOTE_WARNING, "skipped hour",
            "%zu row%s at local times that %s skips, read by the offset before the change; "
            "is --tz right?",
            column->skipped_hour, column->skipped_hour == 1 ? "" : "s", source->zone);
    if (column->leap_seconds > 0)
        reading_note(reading, NOTE_INFO, "leap second",
                     "%zu leap second%s (:60) read as the second after", column->leap_seconds,
                     column->leap_seconds == 1 ? "" : "s");
}
