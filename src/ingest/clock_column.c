#include "ingest/clock_column.h"

#include "base/ascii.h"
#include "base/number.h"
#include "ingest/time_column.h"
#include "table/cell.h"
#include "time/time_fields.h"

#include <math.h>
#include <string.h>

static const char *const hour_names[] = {"hour", "hr", "hh", "stunde", "heure", "hora"};

bool is_time_of_day(const char *text, size_t length)
{
    struct time_cursor cursor = {text, text + length};
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    if (!time_take_digits(&cursor, 1, 2, &hour) || !time_take_char(&cursor, ':') ||
        !time_take_digits(&cursor, 2, 2, &minute))
        return false;
    if (time_take_char(&cursor, ':') && !time_take_digits(&cursor, 2, 2, &second))
        return false;
    if (time_take_char(&cursor, '.') && !time_take_fraction(&cursor, &millisecond))
        return false;
    time_take_blanks(&cursor);
    (void)time_take_half_day(&cursor, &hour);
    return cursor.at == cursor.end && hour <= 24 && minute < 60 && second <= 60;
}

static bool is_hour(const char *text, size_t length)
{
    double hour = 0;
    return number_parse(text, length, &hour) && hour >= 0 && hour < 24 && hour == floor(hour);
}

/// Whether all cells of the sample say something and pass `test`.
static bool all_cells(const struct columns *columns, const struct sniff *sniff, size_t column,
                      bool (*test)(const char *text, size_t length))
{
    size_t cells = 0;
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, column);
        // Rows of summaries and remarks have no time of day.
        if (cell_is_missing(cell->text, cell->length))
            continue;
        if (!test(cell->text, cell->length))
            return false;
        cells++;
    }
    return cells > 0 && 2 * cells > sniff->rows - columns->first_row;
}

/// A time without a time of day; the sample's odd rows, a summary for instance, are not judged.
static bool is_date_or_text(const char *text, size_t length)
{
    bool epoch = false;
    bool time = time_cell(text, length, &epoch);
    return !epoch && !(time && memchr(text, ':', length) != NULL);
}

static bool is_called_hour(const char *name)
{
    for (size_t i = 0; i < sizeof hour_names / sizeof *hour_names; i++)
        if (ascii_is_word_any_case(name, strlen(name), hour_names[i]))
            return true;
    return false;
}

size_t clock_column_find(const struct columns *columns, const struct sniff *sniff)
{
    if (!all_cells(columns, sniff, columns->time, is_date_or_text))
        return SIZE_MAX;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == ROLE_IGNORED && i != columns->time &&
            (all_cells(columns, sniff, i, is_time_of_day) ||
             (is_called_hour(columns->column[i].name) && all_cells(columns, sniff, i, is_hour))))
            return i;
    return SIZE_MAX;
}

void clock_column_join(struct str *text, const struct csv_field *date,
                       const struct csv_field *clock)
{
    str_append_bytes(text, date->text, date->length);
    str_append(text, " ");
    str_append_bytes(text, clock->text, clock->length);
    if (clock->length > 0 && memchr(clock->text, ':', clock->length) == NULL)
        str_append(text, ":00");
}

struct csv_field *columns_sample_times(const struct columns *columns, struct reading *reading,
                                       size_t *count)
{
    const struct sniff *sniff = reading->sniff;
    struct csv_field *cells = columns_sample(columns, columns->time, sniff, count);
    if (columns->clock == SIZE_MAX)
        return cells;
    struct str text = {0};
    size_t at = 0;
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        if (columns->time >= sniff->row[row].fields)
            continue;
        str_clear(&text);
        clock_column_join(&text, &cells[at], sniff_cell(sniff, row, columns->clock));
        cells[at++] = (struct csv_field){
            .text = arena_strndup(&reading->samples->arena, text.data, text.length),
            .length = text.length};
    }
    str_release(&text);
    return cells;
}
