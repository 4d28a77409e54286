// A table shaped for a reader: the columns asked for, the rows in the order asked for, the first
// few of them.
#ifndef HEADROOM_TABLE_TABLE_SHAPE_H
#define HEADROOM_TABLE_TABLE_SHAPE_H

#include "base/err.h"
#include "table/table.h"

struct table_shape {
    const char *columns; ///< names with commas between, in the order shown; NULL: all
    const char
        *sort;   ///< a column, the lowest first; COLUMN:desc: the highest first; NULL: as they come
    size_t top;  ///< rows kept; SIZE_MAX: all
    size_t feet; ///< rows at the end, such as a total, that stay there beside the `top`
};

/// Fills the zero-initialised `into` with the shaped copy of a table. Rows without a value in the
/// sorted column come last; rows that are equal there stay in their order. Errors: a column that
/// the table does not have, with those that it has.
int table_shape(const struct table *table, const struct table_shape *shape, struct table *into,
                struct err *err);

#endif
