// What flows between commands: rows of typed columns.
#ifndef HEADROOM_TABLE_TABLE_H
#define HEADROOM_TABLE_TABLE_H

#include "base/arena.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>

enum column_type {
    COLUMN_TIME,   ///< instant; INSTANT_NONE is missing
    COLUMN_NUMBER, ///< double; NaN is missing
    COLUMN_TEXT,   ///< string in the table's arena; NULL is missing
};

/// How a number column is printed (rule 4).
enum column_style {
    STYLE_PLAIN,      ///< 10 significant digits
    STYLE_COST_HOUR,  ///< 4 decimals
    STYLE_COST_MONTH, ///< 2 decimals
    STYLE_INTEGER,
    STYLE_RATIO, ///< plain in CSV and JSON, per cent in text
};

struct column {
    const char *name; ///< lower case with _, unit at the end; in the arena
    enum column_type type;
    enum column_style style;
    union {
        instant *time;
        double *number;
        const char **text;
    };
};

/// Zero-initialise, add columns, then rows; release with table_release.
struct table {
    struct arena arena;
    struct column *column;
    size_t columns;
    size_t rows;
    size_t capacity; ///< rows allocated
};

/// Adds a column (missing in rows that exist) and returns its index. `name` is copied.
size_t table_add_column(struct table *table, const char *name, enum column_type type,
                        enum column_style style);

/// Adds a row of missing values and returns its index.
size_t table_add_row(struct table *table);

void table_set_time(struct table *table, size_t row, size_t column, instant time);
void table_set_number(struct table *table, size_t row, size_t column, double value);
/// `text` is copied into the arena; NULL makes the cell missing.
void table_set_text(struct table *table, size_t row, size_t column, const char *text);

/// Set the cell of a column by its name; the column is added when it is met first. For small tables
/// whose columns one function knows.
void table_put_time(struct table *table, size_t row, const char *name, instant time);
void table_put_number(struct table *table, size_t row, const char *name, enum column_style style,
                      double value);
void table_put_text(struct table *table, size_t row, const char *name, const char *text);

/// Adds a copy of another table's column with its first `rows` cells; rows are added when there are
/// fewer. Returns its index.
size_t table_copy_column(struct table *table, const struct column *from, size_t rows);

/// Appends copies of another table's rows: its columns are the same, of the same names, in the same
/// order. A column without a value has any type. Returns NULL, or the name of the first column that
/// differs (of `from`, or of `into` where `from` has fewer), and then nothing is appended.
const char *table_append(struct table *into, const struct table *from);

/// Keeps the rows that `pick` names, in its order.
void table_keep_rows(struct table *table, const size_t *pick, size_t count);

/// Index of the column named `name`, or SIZE_MAX.
size_t table_find(const struct table *table, const char *name);

bool table_is_missing(const struct table *table, size_t row, size_t column);

void table_release(struct table *table);

#endif
