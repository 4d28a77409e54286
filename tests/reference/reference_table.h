// A table of reference values, read without the program's own CSV reader: commas, and cells in
// double quotes, which are doubled within.
#ifndef HEADROOM_TESTS_REFERENCE_REFERENCE_TABLE_H
#define HEADROOM_TESTS_REFERENCE_REFERENCE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { REFERENCE_COLUMNS_MAX = 32, REFERENCE_LINE_MAX = 1 << 16 };

struct reference_table {
    FILE *file;
    const char *folder;
    const char *name;
    size_t line;
    size_t columns;
    char header[REFERENCE_LINE_MAX];
    char cells[REFERENCE_LINE_MAX];
    const char *column[REFERENCE_COLUMNS_MAX];
    const char *cell[REFERENCE_COLUMNS_MAX];
    bool broken; ///< a column or a number that was asked for is not there
};

/// Opens FOLDER/NAME and reads its header; false when there is no such file.
bool reference_open(struct reference_table *table, const char *folder, const char *name);

/// Reads the next row; false at the end.
bool reference_next(struct reference_table *table);

/// The text or the number of a column in this row; "" and NaN when missing.
const char *reference_text(struct reference_table *table, const char *column);
double reference_number(struct reference_table *table, const char *column);

void reference_close(struct reference_table *table);

#endif
