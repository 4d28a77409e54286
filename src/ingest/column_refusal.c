#include "ingest/column_refusal.h"

#include "ingest/clock_column.h"

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

int columns_refuse_no_time(const struct columns *columns, struct reading *reading)
{
    enum { MOST = 3 };
    const struct sniff *sniff = reading->sniff;
    if (is_wide(columns, sniff))
        return reading_refuse(reading,
                              "each row is a whole series, its values side by side in %zu columns, "
                              "and none says when; give every value a row of its own: "
                              "time,series,value",
                              columns->width - 1);
    struct str seen = {0};
    append_first_row(&seen, columns, sniff, MOST);
    size_t clock = find_clock(columns, sniff);
    const char *remedy =
        clock != SIZE_MAX ? "times of day need a date in front of them or in a column of its own"
        : columns->count == 1 ? "columns are parted by commas, semicolons, tabs or bars"
                              : "--time COLUMN and --time-format name one";
    int result = reading_refuse(
        reading,
        "no column holds times (the first row has %s), so it is not a series over time; %s",
        str_text(&seen), remedy);
    str_release(&seen);
    return result;
}

int columns_refuse_no_values(const struct columns *columns, struct reading *reading)
{
    enum { MOST = 4 };
    struct str seen = {0};
    append_first_row(&seen, columns, reading->sniff, MOST);
    int result = reading_refuse(reading,
                                "no column holds numbers beside the times of \"%s\" (the first "
                                "row has %s); --value COLUMN and --unit name one",
                                columns->column[columns->time].name, str_text(&seen));
    str_release(&seen);
    return result;
}
