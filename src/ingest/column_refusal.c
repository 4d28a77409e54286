#include "ingest/column_refusal.h"

#include "base/ascii.h"
#include "ingest/clock_column.h"
#include "ingest/time_column.h"

#include <string.h>

/// A series a row, its values side by side, as collections of time series have them.
static bool is_wide(const struct columns *columns, const struct sniff *sniff)
{
    enum { FEWEST = 24 };
    size_t numbers = 0;
    size_t others = 0;
    for (size_t i = 1; i < columns->width; i++) {
        const struct csv_field *cell = sniff_cell(sniff, columns->first_row, i);
        bool number = cell_is_number(cell->text, cell->length);
        numbers += number;
        others += !number && !cell_is_missing(cell->text, cell->length);
    }
    return numbers >= FEWEST && others == 0;
}

/// How many columns are named by a time, where at least three are and hold numbers.
static size_t times_across(const struct columns *columns, const struct sniff *sniff)
{
    size_t times = 0;
    // Times in a header make it look like data.
    size_t names = columns->header ? columns->header_row : columns->first_row;
    for (size_t i = 0; i < columns->width; i++) {
        const struct csv_field *name = sniff_cell(sniff, names, i);
        const struct csv_field *cell = sniff_cell(sniff, names + 1, i);
        bool epoch = false;
        times +=
            time_cell(name->text, name->length, &epoch) && cell_is_number(cell->text, cell->length);
    }
    return times >= 3 ? times : 0;
}

/// What the first columns of the first row hold: time "06:00", requests "100", ...
static void append_first_row(struct str *text, const struct columns *columns,
                             const struct sniff *sniff, size_t most)
{
    for (size_t i = 0; i < columns->count && i < most; i++) {
        const struct csv_field *cell = sniff_cell(sniff, columns->first_row, i);
        str_append(text, i == 0 ? "" : ", ");
        str_append_escaped(text, columns->column[i].name, strlen(columns->column[i].name));
        str_append(text, " \"");
        str_append_escaped(text, cell->text, cell->length);
        str_append(text, "\"");
    }
    str_append(text, columns->count > most ? ", ..." : "");
}

/// The column whose first cell is a time of day without a date; SIZE_MAX: none.
static size_t find_clock(const struct columns *columns, const struct sniff *sniff)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct csv_field *cell = sniff_cell(sniff, columns->first_row, i);
        if (is_time_of_day(cell->text, cell->length))
            return i;
    }
    return SIZE_MAX;
}

/// What to do about a table without a time, by what it looks like.
static const char *time_remedy(const struct columns *columns, const struct sniff *sniff)
{
    if (find_clock(columns, sniff) != SIZE_MAX)
        return "times of day need a date in front of them or in a column of its own";
    // Tables within a file have no text of their own.
    if (sniff->length == 0)
        return "--time COLUMN and --time-format name one";
    // U+2502 and U+2503 part the columns of tables drawn on terminals.
    if (sniff_contains(sniff, "\xE2\x94\x82") || sniff_contains(sniff, "\xE2\x94\x83"))
        return "a table drawn with lines: sqlite3 -csv, duckdb -csv, psql --csv and their like "
               "write CSV";
    size_t digits = strspn(sniff->bytes + 1, "0123456789");
    if (*sniff->bytes == '[' && digits > 0 && sniff->bytes[digits + 1] == ']')
        return "lines of a log: sed -n 's/^\\[\\([0-9]*\\)\\].*NAME=\\([0-9.]*\\).*/\\1,\\2/p' "
               "takes "
               "the time and what NAME says out of each";
    if (columns->count > 1)
        return "--time COLUMN and --time-format name one";
    bool begins = ascii_is_digit(sniff->bytes[0]);
    return begins ? "columns are parted by commas, semicolons, tabs or bars; those parted by "
                    "blanks need a line of names above them, \"time value\" or \"date time value\""
                  : "columns are parted by commas, semicolons, tabs or bars";
}

int columns_refuse_no_time(const struct columns *columns, struct reading *reading)
{
    enum { MOST = 3 };
    const struct sniff *sniff = reading->sniff;
    size_t across = times_across(columns, sniff);
    if (across > 0)
        return reading_refuse(reading,
                              "its times stand in the header, %zu columns of them; give every "
                              "value a row of its own: mlr --csv reshape -r '^[0-9]' -o time,value",
                              across);
    if (is_wide(columns, sniff))
        return reading_refuse(reading,
                              "each row is a whole series, its values side by side in %zu columns, "
                              "and none says when; give every value a row of its own: "
                              "time,series,value",
                              columns->width - 1);
    struct str seen = {0};
    append_first_row(&seen, columns, sniff, MOST);
    int result = reading_refuse(
        reading,
        "no column holds times (the first row has %s), so it is not a series over time; %s",
        str_text(&seen), time_remedy(columns, sniff));
    str_release(&seen);
    return result;
}

int columns_refuse_no_values(const struct columns *columns, struct reading *reading)
{
    enum { MOST = 4 };
    if (reading->sniff->length > 0 && sniff_starts(reading->sniff, "-[ RECORD"))
        return reading_refuse(reading, "%s",
                              "records one below the other, as psql -x prints them: "
                              "psql --csv writes a row each");
    struct str seen = {0};
    append_first_row(&seen, columns, reading->sniff, MOST);
    int result = reading_refuse(reading,
                                "no column holds numbers beside the times of \"%s\" (the first "
                                "row has %s); --value COLUMN and --unit name one",
                                columns->column[columns->time].name, str_text(&seen));
    str_release(&seen);
    return result;
}
