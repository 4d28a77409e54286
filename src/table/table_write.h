// Tables out: CSV, JSON, Markdown and aligned text; each appends to a string so that output is all
// or nothing.
#ifndef HEADROOM_TABLE_TABLE_WRITE_H
#define HEADROOM_TABLE_TABLE_WRITE_H

#include "base/str.h"
#include "table/table.h"

enum table_format { TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN, TABLE_TEXT };

/// CSV: header, RFC 4180 quoting where needed, LF, missing is empty; times ISO 8601 UTC.
void table_write_csv(const struct table *table, struct str *out);

/// The two parts of it, for tables that are made stretch by stretch.
void table_write_csv_header(const struct table *table, struct str *out);
void table_write_csv_rows(const struct table *table, struct str *out);

/// JSON: an array of objects with the column names, one row a line; missing is null.
void table_write_json(const struct table *table, struct str *out);

/// The parts of it: a string (RFC 8259; bytes that are not UTF-8 become U+FFFD, as JSON has no
/// others), the value of a cell, and a row as an object.
void table_write_json_text(const char *text, struct str *out);
void table_write_json_cell(const struct table *table, size_t row, size_t index, struct str *out);
void table_write_json_row(const struct table *table, size_t row, struct str *out);

void table_write_markdown(const struct table *table, struct str *out);

/// Aligned columns, numbers right; numbers for people (4 significant digits, thousands separators,
/// ratios in per cent). Columns that would pass `width` (0: unlimited) wrap their header, text
/// columns are wrapped last.
void table_write_text(const struct table *table, size_t width, struct str *out);

void table_write(const struct table *table, enum table_format format, struct str *out);

#endif
