// Workbooks out: the only place that knows libxlsxwriter. A thin, safe layer: text is made valid
// UTF-8 and never a formula by accident, NaN is an empty cell, formulas carry their value, bytes
// are the same for the same input (creation date fixed by the caller).
#ifndef HEADROOM_TABLE_XLSX_WRITE_H
#define HEADROOM_TABLE_XLSX_WRITE_H

#include "base/err.h"
#include "table/table.h"

#include <stdint.h>

struct xlsx;
struct xlsx_sheet;

enum xlsx_format {
    XLSX_GENERAL,
    XLSX_TITLE,
    XLSX_HEADING,
    XLSX_HEADER,        ///< column headers; wraps
    XLSX_HEADER_NUMBER, ///< of a column of numbers or times: right
    XLSX_HEADER_TEXT,   ///< of a column of texts beside numbers: set off from them
    XLSX_LABEL,         ///< bold: the name beside a value
    XLSX_TEXT,          ///< wraps
    XLSX_CELL_TEXT,     ///< beside numbers: set off from them, does not wrap
    XLSX_DECISION,      ///< the sentence that must not be missed: bold, larger, wraps
    XLSX_INTEGER,       ///< #,##0
    XLSX_DECIMAL,       ///< #,##0.00
    XLSX_PERCENT,       ///< 0.0%
    XLSX_PERCENT_WHOLE, ///< 0%
    XLSX_MONEY,         ///< #,##0.00
    XLSX_PRICE,         ///< #,##0.0000
    XLSX_DATE,          ///< yyyy-mm-dd
    XLSX_TIME,          ///< yyyy-mm-dd hh:mm
    XLSX_INPUT,         ///< an assumption a reviewer may change (coloured), general number
    XLSX_INPUT_PERCENT,
    XLSX_INPUT_TEXT,
    XLSX_INPUT_DATE,
    XLSX_INPUT_TIME,
    XLSX_NOTE,   ///< small grey text
    XLSX_REMARK, ///< the same beside a number: set off from it, wraps
    XLSX_GOOD,
    XLSX_WARN,
    XLSX_BAD,
    XLSX_FORMATS
};

/// `path` appears when xlsx_close succeeds; `created` becomes the document's date.
int xlsx_open(struct xlsx **book, const char *path, instant created, const char *title,
              struct err *err);

/// The same in little memory however long its sheets are: the cells of a sheet are written in the
/// order of its rows, and no table or merged cell is below another.
int xlsx_open_streaming(struct xlsx **book, const char *path, instant created, const char *title,
                        struct err *err);

/// Sheet names: at most 31 characters, unique in any case, none of []:*?/\ and no ' at an end.
int xlsx_add_sheet(struct xlsx *book, const char *name, struct xlsx_sheet **sheet, struct err *err);

// Cells. Rows and columns count from 0. What cannot be written is reported by xlsx_close.

/// Empty text is an empty cell that keeps its format. Longer than a cell takes (32,767): cut with
/// "...".
void xlsx_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *text,
               enum xlsx_format format);
/// NaN and infinity make an empty cell.
void xlsx_number(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, double value,
                 enum xlsx_format format);
/// A spreadsheet has no time zones: the cell shows UTC. INSTANT_NONE makes an empty cell.
void xlsx_time(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, instant time,
               enum xlsx_format format);
/// `formula` starts with "="; `value` is what it evaluates to now; NaN: the formula gives "".
void xlsx_formula(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                  double value, enum xlsx_format format);
void xlsx_formula_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                       const char *value, enum xlsx_format format);
/// A formula whose value is a time.
void xlsx_formula_time(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                       instant value, enum xlsx_format format);
/// One text over several cells of a row.
void xlsx_merge(struct xlsx_sheet *sheet, uint32_t row, uint16_t first_column, uint16_t last_column,
                const char *text, enum xlsx_format format);

/// The number by which a spreadsheet stands for an instant: days since 1899-12-30, UTC.
double xlsx_serial(instant time);

/// Names one cell for formulas ("per_instance"). Names that a spreadsheet takes for a cell ("p95")
/// are errors.
int xlsx_define_name(struct xlsx *book, const char *name, const struct xlsx_sheet *sheet,
                     uint32_t row, uint16_t column, struct err *err);

// The look of a sheet.

void xlsx_column_width(struct xlsx_sheet *sheet, uint16_t first, uint16_t last, double characters);
void xlsx_row_height(struct xlsx_sheet *sheet, uint32_t row, double points);
void xlsx_freeze(struct xlsx_sheet *sheet, uint32_t rows, uint16_t columns);
void xlsx_hide_gridlines(struct xlsx_sheet *sheet);
/// A4, landscape or not, fit to one page wide, rows header_first..header_last repeated on each page
/// (none when header_last < header_first), sheet name and page number in the footer.
void xlsx_print_setup(struct xlsx_sheet *sheet, bool landscape, uint32_t header_first,
                      uint32_t header_last);

/// The sheet is there for formulas and charts; it does not show.
void xlsx_hide(struct xlsx_sheet *sheet);

/// Only these cells are printed; the sheet has more than belongs on paper.
void xlsx_print_area(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                     uint32_t last_row, uint16_t last_column);

enum xlsx_compare { XLSX_GREATER, XLSX_LESS, XLSX_EQUAL, XLSX_BLANK };
/// Conditional format: cells of the range that compare so get `format` (XLSX_GOOD, _WARN or _BAD).
/// `against` is a number, a formula such as "=budget", or a quoted text such as "\"fail\"".
void xlsx_highlight(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                    uint32_t last_row, uint16_t last_column, enum xlsx_compare compare,
                    const char *against, enum xlsx_format format);
/// Conditional format by a formula written for the range's first cell: "=$F4>budget".
void xlsx_highlight_formula(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                            uint32_t last_row, uint16_t last_column, const char *formula,
                            enum xlsx_format format);
/// A drop-down of fixed values on one cell; together at most 255 characters.
void xlsx_choices(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                  const char *const *choices);

enum xlsx_bound {
    XLSX_ABOVE_ZERO,
    XLSX_NOT_NEGATIVE,
    XLSX_SHARE,   ///< 0 to 1
    XLSX_WHOLE,   ///< 0, 1, 2 ...
    XLSX_FORMULA, ///< what `formula` holds for
};
/// A cell takes only such values, or none; others are refused with `message` (at most 255
/// characters). `formula` counts for XLSX_FORMULA alone.
void xlsx_accept(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, enum xlsx_bound bound,
                 const char *formula, const char *message);

/// Bars in the cells of a range, as long as their values.
void xlsx_data_bars(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                    uint32_t last_row, uint16_t last_column, uint32_t rgb);

/// Cells of a range are the darker, the greater they are.
void xlsx_shade(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                uint32_t last_row, uint16_t last_column);

// Charts over time: scatter with straight lines, so that hours stay hours (a line chart's time axis
// knows only days).

enum xlsx_line { XLSX_LINE_SOLID, XLSX_LINE_DASHED, XLSX_LINE_THIN };
struct xlsx_chart_series {
    const char *name;
    const struct xlsx_sheet *sheet;
    uint16_t time_column, value_column;
    uint32_t first_row, last_row;
    uint32_t rgb;
    enum xlsx_line line;
};
struct xlsx_chart {
    const char *title, *y_title;
    instant from, to; ///< limits of the time axis
    bool from_zero;   ///< the value axis begins at 0
    size_t count;
    const struct xlsx_chart_series *series;
    uint32_t width_px, height_px; ///< 0: 960 by 420
};
int xlsx_insert_chart(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                      const struct xlsx_chart *chart, struct err *err);

// Charts over names: columns, bars that stand on each other, areas.

enum xlsx_bars { XLSX_COLUMNS, XLSX_BARS_STACKED, XLSX_AREAS_STACKED };
enum xlsx_fill { XLSX_FILL_SOLID, XLSX_FILL_HATCHED, XLSX_FILL_NONE };
struct xlsx_bar_series {
    const char *name; ///< NULL: is not told
    const struct xlsx_sheet *sheet;
    uint16_t name_column, value_column;
    uint32_t first_row, last_row;
    uint32_t rgb;
    enum xlsx_fill fill;
};
struct xlsx_bar_chart {
    const char *title, *y_title;
    enum xlsx_bars kind;
    const char *number_format; ///< of the values; NULL: whole
    double from;               ///< where the axis of values begins; NaN: as the program likes
    size_t count;
    const struct xlsx_bar_series *series;
    uint32_t width_px, height_px;
};
int xlsx_insert_bars(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                     const struct xlsx_bar_chart *chart, struct err *err);

// Tables.

/// Writes a whole table with its header at row, column: formats by column style, widths by content.
/// Freezes and repeats the header when row is 0. More rows than a sheet has (1,048,576 with the
/// header) are an error that says to use CSV.
int xlsx_table(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const struct table *table,
               struct err *err);

/// A spreadsheet of any answer: a book of one sheet, in little memory however long the table is.
int xlsx_write_table(const char *path, instant created, const char *title, const char *sheet_name,
                     const struct table *table, struct err *err);

/// Writes the file and frees the book, also on error.
int xlsx_close(struct xlsx *book, struct err *err);

/// Frees without writing.
void xlsx_discard(struct xlsx *book);

/// Version of the libxlsxwriter that is linked.
const char *xlsx_library_version(void);

#endif
