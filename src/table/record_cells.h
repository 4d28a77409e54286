// Cells of a row that record_read gave as texts: quantities and dates, refused by file, line and
// column.
#ifndef HEADROOM_TABLE_RECORD_CELLS_H
#define HEADROOM_TABLE_RECORD_CELLS_H

#include "base/err.h"
#include "base/unit.h"
#include "base/value_range.h"
#include "time/instant.h"

/// Where a row is, for messages.
struct record_place {
    const char *file;
    size_t line;
    struct err *err;
};

/// The name of a column, and what the struct `cells` has there.
#define RECORD_CELL(cells, member) #member, (cells)->member

/// A quantity of `dimension` within `range`; a bare number is in its base unit. An empty cell
/// (NULL) leaves *value alone.
int record_quantity(const struct record_place *place, const char *column, const char *text,
                    enum dimension dimension, const struct value_range *range, double *value);

/// A date or time, in UTC; an empty cell is INSTANT_NONE.
int record_time(const struct record_place *place, const char *column, const char *text,
                instant *time);

#endif
