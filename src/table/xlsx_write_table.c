#include "base/utf8.h"
#include "table/cell_format.h"
#include "table/text_wrap.h"
#include "table/xlsx_write_book.h"

#include <math.h>
#include <string.h>

enum {
    COLUMN_WIDTH_MIN = 9,
    COLUMN_WIDTH_MAX = 60,
    SAMPLED_ROWS = 1000, ///< enough to know how wide a column is
    WRAP_WIDTH = 54,     ///< what surely fits into the widest column
};

#define LINE_POINTS 15.0

/// Whole numbers, large ones and small ones: the most digits that are worth showing; the cell keeps
/// all of them.
static enum xlsx_format format_of_plain(const struct column *column, size_t rows)
{
    bool whole = true;
    double largest = 0;
    for (size_t row = 0; row < rows; row++) {
        double value = column->number[row];
        if (!isfinite(value))
            continue;
        whole = whole && value == trunc(value);
        largest = fmax(largest, fabs(value));
    }
    return whole ? XLSX_INTEGER : largest >= 10 ? XLSX_DECIMAL : XLSX_GENERAL;
}

/// Sentences wrap; a name stays on its line.
static enum xlsx_format format_of_text(const struct column *column, size_t rows)
{
    for (size_t row = 0; row < rows; row++) {
        const char *text = column->text[row];
        if (text != NULL && utf8_width(text, strlen(text)) > COLUMN_WIDTH_MAX)
            return XLSX_TEXT;
    }
    return XLSX_CELL_TEXT;
}

static enum xlsx_format format_of(const struct column *column, size_t rows)
{
    switch (column->type) {
    case COLUMN_TEXT:
        return format_of_text(column, rows);
    case COLUMN_TIME:
        for (size_t row = 0; row < rows; row++)
            if (column->time[row] != INSTANT_NONE &&
                column->time[row] % (SECONDS_PER_DAY * INSTANT_PER_SECOND) != 0)
                return XLSX_TIME;
        return XLSX_DATE;
    case COLUMN_NUMBER:
        break;
    }
    switch (column->style) {
    case STYLE_INTEGER:
        return XLSX_INTEGER;
    case STYLE_RATIO:
        return XLSX_PERCENT;
    case STYLE_COST_HOUR:
        return XLSX_PRICE;
    case STYLE_COST_MONTH:
        return XLSX_MONEY;
    case STYLE_PLAIN:
        break;
    }
    return format_of_plain(column, rows);
}

/// Columns show their content without being widened by hand.
static void set_width(struct xlsx_sheet *sheet, uint16_t to, const struct table *table,
                      size_t column)
{
    struct arena arena = {0};
    struct table sample = *table;
    sample.rows = table->rows < SAMPLED_ROWS ? table->rows : SAMPLED_ROWS;
    struct cell_text cells = cell_format_column(&sample, column, &arena);
    size_t width = utf8_width(table->column[column].name, strlen(table->column[column].name)) + 2;
    for (size_t row = 0; row < sample.rows; row++) {
        size_t cell = utf8_width(cells.text[row], strlen(cells.text[row])) + 3;
        width = cell > width ? cell : width;
    }
    arena_release(&arena);
    width = width < COLUMN_WIDTH_MIN ? COLUMN_WIDTH_MIN : width;
    width = width > COLUMN_WIDTH_MAX ? COLUMN_WIDTH_MAX : width;
    xlsx_column_width(sheet, to, to, (double)width);
}

static void write_cell(struct xlsx_sheet *sheet, uint32_t to_row, uint16_t to_column,
                       const struct column *column, size_t row, enum xlsx_format format)
{
    switch (column->type) {
    case COLUMN_TIME:
        xlsx_time(sheet, to_row, to_column, column->time[row], format);
        break;
    case COLUMN_NUMBER:
        xlsx_number(sheet, to_row, to_column, column->number[row], format);
        break;
    case COLUMN_TEXT:
        xlsx_text(sheet, to_row, to_column, column->text[row], format);
        break;
    }
}

/// Makes room for the lines of the longest sentence in a row: not every program does it by itself.
static void set_height(struct xlsx_sheet *sheet, uint32_t to, const struct table *table, size_t row,
                       const enum xlsx_format *format)
{
    size_t most = 1;
    for (size_t i = 0; i < table->columns; i++) {
        const char *text = format[i] == XLSX_TEXT ? table->column[i].text[row] : NULL;
        size_t lines = 0;
        for (size_t next; text != NULL && *text != '\0'; text += next, lines++)
            text_wrap_line(text, WRAP_WIDTH, &next);
        most = lines > most ? lines : most;
    }
    if (most > 1)
        xlsx_row_height(sheet, to, LINE_POINTS * (double)most);
}

int xlsx_table(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const struct table *table,
               struct err *err)
{
    if (table->rows > (size_t)LXW_ROW_MAX - 1 - row ||
        table->columns > (size_t)LXW_COL_MAX - column)
        return err_set(err, ERR_DATA,
                       "%s: a sheet has room for %d rows and %d columns, the table has %zu and "
                       "%zu; write it as CSV",
                       sheet->book->path, LXW_ROW_MAX - 1 - (int)row, LXW_COL_MAX - column,
                       table->rows, table->columns);
    enum xlsx_format *format =
        arena_alloc(&sheet->book->arena, (table->columns + 1) * sizeof *format);
    for (size_t i = 0; i < table->columns; i++) {
        uint16_t to = (uint16_t)(column + i);
        format[i] = format_of(&table->column[i], table->rows);
        set_width(sheet, to, table, i);
        xlsx_text(sheet, row, to, table->column[i].name,
                  table->column[i].type == COLUMN_TEXT ? XLSX_HEADER_TEXT : XLSX_HEADER_NUMBER);
    }
    for (size_t i = 0; i < table->rows; i++) {
        uint32_t to = row + 1 + (uint32_t)i;
        set_height(sheet, to, table, i, format);
        for (size_t k = 0; k < table->columns; k++)
            write_cell(sheet, to, (uint16_t)(column + k), &table->column[k], i, format[k]);
    }
    if (row == 0) {
        xlsx_freeze(sheet, 1, 0);
        xlsx_print_setup(sheet, true, 0, 0);
    }
    return 0;
}

int xlsx_write_table(const char *path, instant created, const char *title, const char *sheet_name,
                     const struct table *table, struct err *err)
{
    struct xlsx *book = NULL;
    struct xlsx_sheet *sheet = NULL;
    if (xlsx_open_book(&book, path, created, title, true, err) != 0)
        return -1;
    if (xlsx_add_sheet(book, sheet_name, &sheet, err) != 0 ||
        xlsx_table(sheet, 0, 0, table, err) != 0) {
        xlsx_discard(book);
        return -1;
    }
    return xlsx_close(book, err);
}
