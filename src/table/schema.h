// The columns that a command takes and gives: one table drives headers, validation, help and man
// pages.
#ifndef HEADROOM_TABLE_SCHEMA_H
#define HEADROOM_TABLE_SCHEMA_H

#include "table/table.h"

struct schema_column {
    const char *name; ///< a name, or "COLUMN..." for columns named by the data
    enum column_type type;
    enum column_style style;
    const char *unit; ///< as shown in man pages: "per second", "instances", NULL if none
    bool optional;
    const char *meaning; ///< one sentence without a final stop
};

/// Ends with a column whose name is NULL.
struct schema {
    const char *title; ///< "the forecast table"
    const struct schema_column *column;
};

/// Whether the column stands for columns that the data name ("COLUMN...").
bool schema_is_named_by_data(const struct schema_column *column);

/// Adds all columns of `schema` that are not "..." to an empty table, in order, leaving out
/// optional ones named in `skip` (NULL-terminated, may be NULL).
void schema_add_columns(struct table *table, const struct schema *schema, const char *const *skip);

#endif
