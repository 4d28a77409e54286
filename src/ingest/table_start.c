#include "ingest/table_start.h"

#include "base/number.h"
#include "ingest/column_profile.h"
#include "ingest/odd_rows.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <string.h>

enum { ROWS_FOR_WIDTH = 100, ROWS_FOR_HEADER = 50 };

/// Whether a cell is a plain number, with a point or a comma.
static bool is_plain_number(const struct csv_field *cell)
{
    enum { LONGEST = 40 };
    double value = 0;
    char text[LONGEST];
    if (number_parse(cell->text, cell->length, &value))
        return true;
    const char *comma = cell->length < LONGEST ? memchr(cell->text, ',', cell->length) : NULL;
    if (comma == NULL)
        return false;
    memcpy(text, cell->text, cell->length);
    text[comma - cell->text] = '.';
    return number_parse(text, cell->length, &value);
}

bool row_is_data(const struct sniff *sniff, size_t row)
{
    if (row >= sniff->rows)
        return false;
    size_t numbers = 0;
    size_t texts = 0;
    for (size_t i = 0; i < sniff->row[row].fields; i++) {
        const struct csv_field *cell = sniff_cell(sniff, row, i);
        bool epoch = false;
        if (time_cell(cell->text, cell->length, &epoch))
            return true;
        if (is_plain_number(cell))
            numbers++;
        else if (!cell_is_missing(cell->text, cell->length))
            texts++;
    }
    // A Unix time beside text (web-1,"/a,b",100,1710050400000): a header has no number.
    return numbers > 0 && (texts == 0 || numbers >= 2);
}

/// How many cells the most rows have.
static size_t usual_width(const struct sniff *sniff)
{
    size_t rows = sniff->rows < ROWS_FOR_WIDTH ? sniff->rows : ROWS_FOR_WIDTH;
    size_t width = 0;
    size_t most = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t same = 0;
        for (size_t k = 0; k < rows; k++)
            same += sniff->row[k].fields == sniff->row[i].fields;
        if (same > most) {
            most = same;
            width = sniff->row[i].fields;
        }
    }
    return width;
}

/// Whether the row stands before the header. A header may have fewer cells than its data, but data
/// follows it.
static bool is_preamble(const struct sniff *sniff, size_t row, size_t width)
{
    const struct sniff_row *at = &sniff->row[row];
    bool data_follows = row_is_data(sniff, row + 1);
    if (row_is_remark(at->field, at->fields))
        return !(data_follows && at->fields == width);
    return !row_is_data(sniff, row) && at->fields < width && (at->fields == 1 || !data_follows);
}

static bool holds_a_time(const struct sniff *sniff, size_t row, size_t column)
{
    bool epoch = false;
    const struct csv_field *cell = sniff_cell(sniff, row, column);
    return time_cell(cell->text, cell->length, &epoch) || epoch;
}

/// The row behind `row`, rules and comments left aside.
static size_t row_behind(const struct sniff *sniff, size_t row)
{
    size_t next = row + 1;
    while (next < sniff->rows && row_is_remark(sniff->row[next].field, sniff->row[next].fields))
        next++;
    return next;
}

/// Whether the row names a time in a column that holds times from the row behind on, and none
/// before.
static bool is_header(const struct sniff *sniff, size_t row)
{
    size_t behind = row_behind(sniff, row);
    for (size_t i = 0; i < sniff->row[row].fields; i++) {
        bool named =
            profile_is_time_name(sniff_cell(sniff, row, i)->text) && holds_a_time(sniff, behind, i);
        for (size_t before = 0; before < row && named; before++)
            named = !holds_a_time(sniff, before, i);
        if (named)
            return true;
    }
    return false;
}

bool table_has_header(const struct sniff *sniff, size_t row)
{
    size_t behind = row_behind(sniff, row);
    if (row >= sniff->rows || !row_is_data(sniff, row))
        return true;
    bool named = false;
    for (size_t i = 0; i < sniff->row[row].fields; i++) {
        const struct csv_field *cell = sniff_cell(sniff, row, i);
        bool epoch = false;
        if (time_cell(cell->text, cell->length, &epoch) || epoch)
            return false;
        named =
            named || (!cell_is_missing(cell->text, cell->length) &&
                      !cell_is_number(cell->text, cell->length) && holds_a_time(sniff, behind, i));
    }
    return named;
}

size_t table_names_above(const struct sniff *sniff, size_t start)
{
    size_t width = start < sniff->rows ? sniff->row[start].fields : 0;
    size_t first = start;
    while (first > 0 && sniff->row[first - 1].fields == width && width > 1)
        first--;
    if (first == start || row_is_data(sniff, first))
        return start;
    for (size_t i = 0; i < width; i++)
        if (cell_is_missing(sniff_cell(sniff, first, i)->text, sniff_cell(sniff, first, i)->length))
            return start;
    return first;
}

size_t table_start(const struct sniff *sniff)
{
    // Rows about the export may be as wide as the table: "Report,shop" above "time,requests".
    for (size_t row = 0; row < sniff->rows && row < ROWS_FOR_HEADER; row++)
        if (is_header(sniff, row))
            return row;
    size_t width = usual_width(sniff);
    size_t start = 0;
    while (start + 1 < sniff->rows && is_preamble(sniff, start, width))
        start++;
    return row_is_data(sniff, start) || row_is_data(sniff, row_behind(sniff, start)) ? start : 0;
}
