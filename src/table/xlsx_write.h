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
    XLSX_HEADER,  ///< column headers
    XLSX_TEXT,    ///< wraps
    XLSX_INTEGER, ///< #,##0
    XLSX_DECIMAL, ///< #,##0.00
    XLSX_PERCENT, ///< 0.0%
    XLSX_MONEY,   ///< #,##0.00
    XLSX_DATE,    ///< yyyy-mm-dd
    XLSX_TIME,    ///< yyyy-mm-dd hh:mm
    XLSX_INPUT,   ///< an assumption a reviewer may change (coloured), general number
    XLSX_INPUT_PERCENT,
    XLSX_INPUT_TEXT,
    XLSX_NOTE, ///< small grey text
    XLSX_GOOD,
    XLSX_BAD,
    XLSX_FORMATS
};

/// `path` is written when xlsx_close succeeds; `created` becomes the document's date.
int xlsx_open(struct xlsx **book, const char *path, instant created, const char *title,
              struct err *err);

/// Sheet names: at most 31 characters, unique.
int xlsx_add_sheet(struct xlsx *book, const char *name, struct xlsx_sheet **sheet, struct err *err);

void xlsx_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *text,
               enum xlsx_format format);
void xlsx_number(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, double value,
                 enum xlsx_format format);
void xlsx_time(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, instant time,
               enum xlsx_format format);
/// `formula` starts with "="; `value` is what it evaluates to now.
void xlsx_formula(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                  double value, enum xlsx_format format);
void xlsx_formula_text(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const char *formula,
                       const char *value, enum xlsx_format format);

/// Names one cell for formulas ("per_instance").
int xlsx_define_name(struct xlsx *book, const char *name, const struct xlsx_sheet *sheet,
                     uint32_t row, uint16_t column, struct err *err);

void xlsx_column_width(struct xlsx_sheet *sheet, uint16_t first, uint16_t last, double characters);
void xlsx_freeze(struct xlsx_sheet *sheet, uint32_t rows, uint16_t columns);
/// Landscape, fit to one page wide, these header rows repeated.
void xlsx_print_setup(struct xlsx_sheet *sheet, bool landscape, uint32_t header_first,
                      uint32_t header_last);

enum xlsx_compare { XLSX_GREATER, XLSX_LESS, XLSX_BLANK };
/// Conditional format: cells of the range that compare so get `format` (XLSX_GOOD or XLSX_BAD).
/// `against` is a number or a formula such as "=budget".
void xlsx_highlight(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                    uint32_t last_row, uint16_t last_column, enum xlsx_compare compare,
                    const char *against, enum xlsx_format format);

/// A drop-down of fixed values on one cell.
void xlsx_choices(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                  const char *const *choices);

enum xlsx_line { XLSX_LINE_SOLID, XLSX_LINE_DASHED, XLSX_LINE_THIN };
struct xlsx_chart_series {
    const char *name;
    const struct xlsx_sheet *sheet;
    uint16_t time_column, value_column;
    uint32_t first_row, last_row;
    uint32_t rgb;
    enum xlsx_line line;
    bool second_axis;
};
struct xlsx_chart {
    const char *title, *y_title, *y2_title;
    instant from, to; ///< limits of the time axis
    size_t count;
    const struct xlsx_chart_series *series;
    uint32_t width_px, height_px;
};
/// A chart over time (scatter with straight lines, so that hours stay hours).
int xlsx_insert_chart(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                      const struct xlsx_chart *chart, struct err *err);

/// Writes a whole table with header, formats by column style, widths by content, frozen header.
/// At most 1,048,575 rows: more is an error that says to use CSV.
int xlsx_table(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, const struct table *table,
               struct err *err);

/// Writes the file and frees the book, also on error.
int xlsx_close(struct xlsx *book, struct err *err);

/// Frees without writing.
void xlsx_discard(struct xlsx *book);

#endif
