// One cell as text: exact for machines (rule 4 of the command language), short for people.
#ifndef HEADROOM_TABLE_CELL_FORMAT_H
#define HEADROOM_TABLE_CELL_FORMAT_H

#include "base/number.h"
#include "table/table.h"

/// For CSV and JSON: 10 significant digits, no exponent within 1e-6..1e15; cost_hour 4 decimals,
/// cost_month 2. "" for NaN.
const char *cell_format_number(char out[NUMBER_TEXT_MAX], double value, enum column_style style);

/// For people: the cells of one column, which share their decimals so that the points line up.
struct cell_text {
    bool right;         ///< numbers stand right
    const char *suffix; ///< for the header: " (UTC)" for times with a clock, else ""
    const char **text;  ///< one a row, never NULL; in the arena
};

/// Formats column `index`: 4 significant digits with integers whole and thousands separated, ratios
/// in per cent, times without seconds where they have none and without a clock where all are
/// midnights; missing numbers and times are "-", missing text is "".
struct cell_text cell_format_column(const struct table *table, size_t index, struct arena *arena);

#endif
