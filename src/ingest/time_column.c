#include "ingest/time_column.h"

#include "base/ascii.h"
#include "base/bytes_equal.h"
#include "base/number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_epoch_form(enum time_form form)
{
    return form == TIME_FORM_EPOCH_S || form == TIME_FORM_EPOCH_MS || form == TIME_FORM_EPOCH_US ||
           form == TIME_FORM_EPOCH_NS;
}

bool time_cell(const char *text, size_t length, bool *epoch)
{
    bool could_swap = false;
    enum time_form form = time_form_detect(text, length, false, &could_swap);
    *epoch = is_epoch_form(form);
    return form != TIME_FORM_NONE && !*epoch;
}

/// The span that the cells cover when the day, or the month, is read first.
static int64_t span_of(const struct time_column *column, const struct csv_field *cells,
                       size_t count, bool day_first)
{
    instant low = INT64_MAX;
    instant high = INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        bool could_swap = false;
        struct time_reader reader = {
            .form = time_form_detect(cells[i].text, cells[i].length, day_first, &could_swap),
            .zone = column->reader.zone,
        };
        struct time_parsed parsed = {0};
        if (time_parse(&reader, cells[i].text, cells[i].length, &parsed)) {
            low = parsed.time < low ? parsed.time : low;
            high = parsed.time > high ? parsed.time : high;
        }
    }
    return low > high ? INT64_MAX : high - low;
}

/// Settles 03/04/2024 for a column: by an option; by a cell such as 13/04/2024 that has one
/// reading; by the reading under which the rows lie closer together; else the month comes first, as
/// in the exports of AWS and of American spreadsheets, unless the file is delimited by semicolons.
static void settle_day_and_month(struct time_column *column, const struct csv_field *cells,
                                 size_t count)
{
    const struct ingest_options *options = column->reading->options;
    bool any_swaps = false;
    for (size_t i = 0; i < count; i++) {
        bool could_swap = false;
        enum time_form form = time_form_detect(cells[i].text, cells[i].length, true, &could_swap);
        any_swaps = any_swaps || could_swap;
        if ((form == TIME_FORM_DMY || form == TIME_FORM_MDY) && !could_swap) {
            column->day_first = form == TIME_FORM_DMY;
            if (!options->day_first && !options->month_first)
                return;
        }
    }
    if (options->day_first || options->month_first || column->reading->month_first) {
        column->day_first = options->day_first;
        return;
    }
    if (!any_swaps)
        return;
    int64_t day_span = span_of(column, cells, count, true);
    int64_t month_span = span_of(column, cells, count, false);
    column->day_first =
        day_span != month_span ? day_span < month_span : column->reading->sniff->delimiter == ';';
    const char *first = column->day_first ? "day" : "month";
    const char *why = day_span != month_span ? "the rows lie closer together so"
                      : column->day_first    ? "the file is delimited by semicolons"
                                             : "nothing in the file says otherwise";
    reading_note(column->reading, NOTE_WARNING, "day and month",
                 "dates such as 03/04/2024 are read with the %s first, for %s; --day-first and "
                 "--month-first settle it",
                 first, why);
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
    settle_day_and_month(column, cells, count);
    for (size_t i = 0; i < count && column->reader.form == TIME_FORM_NONE; i++) {
        bool could_swap = false;
        column->reader.form =
            time_form_detect(cells[i].text, cells[i].length, column->day_first, &could_swap);
    }
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
        return digits >= 18;
    default:
        return true;
    }
}

/// Takes the form of a cell that does not have the form of those before it.
static bool change_form(struct time_column *column, const char *text, size_t length,
                        struct time_parsed *parsed)
{
    if (column->reader.form == TIME_FORM_CUSTOM)
        return false;
    bool could_swap = false;
    enum time_form form = time_form_detect(text, length, column->day_first, &could_swap);
    if (form == TIME_FORM_NONE)
        return false;
    struct time_reader reader = {.form = form, .zone = column->reader.zone};
    if (!time_parse(&reader, text, length, parsed))
        return false;
    if (could_swap && column->last != INSTANT_NONE) {
        struct time_reader swapped = {.form = form == TIME_FORM_DMY ? TIME_FORM_MDY : TIME_FORM_DMY,
                                      .zone = reader.zone};
        struct time_parsed other;
        if (time_parse(&swapped, text, length, &other) &&
            llabs(other.time - column->last) < llabs(parsed->time - column->last)) {
            *parsed = other;
            reader = swapped;
        }
    }
    column->form_changes += column->reader.form != TIME_FORM_NONE;
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
    if (column->local > 0) {
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
