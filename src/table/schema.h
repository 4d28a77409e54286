// The columns that a command takes and gives, each bound to a member of a struct: one table drives
// headers, filling, validation, help and man pages.
#ifndef HEADROOM_TABLE_SCHEMA_H
#define HEADROOM_TABLE_SCHEMA_H

#include "table/table.h"

/// A column. Written with FIELD, so that its name and type are those of the member it shows.
struct schema_column {
    const char *name; ///< a name, or "COLUMN..." for columns named by the data
    enum column_type type;
    enum column_style style;
    const char *unit; ///< as shown in man pages: "per second", "instances", NULL if none
    bool optional;
    const char *meaning; ///< one sentence without a final stop
    size_t place;        ///< 1 + the offset of its member in the struct of a row; 0: it has none
};

/// The type of the column that shows a member: a member that is no number, time or text does not
/// compile.
#define FIELD_TYPE(row, member)                                                                    \
    _Generic(((row *)0)->member, double: COLUMN_NUMBER, instant: COLUMN_TIME,                      \
             const char *: COLUMN_TEXT)

/// A column that shows `member` of the struct `row` under its own name.
#define FIELD(row, member, style, unit, meaning)                                                   \
    FIELD_NAMED(row, member, #member, style, unit, meaning)

/// The same under a name that C has for itself.
#define FIELD_NAMED(row, member, name, style, unit, meaning)                                       \
    {                                                                                              \
        name, FIELD_TYPE(row, member), style, unit, false, meaning, offsetof(row, member) + 1      \
    }

/// A column that is not there in every table.
#define FIELD_OPTIONAL(row, member, style, unit, meaning)                                          \
    {                                                                                              \
#member, FIELD_TYPE(row, member), style, unit, true, meaning, offsetof(row, member) + 1    \
    }

/// A column that no struct has: one that the data name, or that is read by its name.
#define FIELD_UNBOUND(name, type, style, unit, optional, meaning)                                  \
    {                                                                                              \
        name, type, style, unit, optional, meaning, 0                                              \
    }

#define FIELD_END                                                                                  \
    {                                                                                              \
        NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL, 0                                       \
    }

/// Ends with a column whose name is NULL.
struct schema {
    const char *title; ///< "the forecast table"
    const struct schema_column *column;
    size_t size; ///< of the struct of a row: each member of it has one column; 0: there is none
};

enum { SCHEMA_COLUMNS_MAX = 64 };

/// Whether the column stands for columns that the data name ("COLUMN...").
bool schema_is_named_by_data(const struct schema_column *column);

/// The mistakes of a schema, for tests: a member without a column or with two, a column outside the
/// struct. NULL when there is none.
const char *schema_mistake(const struct schema *schema);

// --- rows of a table from structs ----------------------------------------------------------------

/// Where the columns of a schema are in a table.
struct record_writer {
    struct table *table;
    const struct schema *schema;
    size_t column[SCHEMA_COLUMNS_MAX]; ///< of each of the schema's; SIZE_MAX: it is left out
};

/// Adds the columns of `schema` that show members to a table, in order, leaving out optional ones
/// named in `skip` (NULL-terminated, may be NULL).
void record_begin(struct record_writer *writer, struct table *table, const struct schema *schema,
                  const char *const *skip);

/// Gives the schema's column `name` another name in the table: that of the input. NULL keeps its
/// own.
void record_rename(struct record_writer *writer, const char *name, const char *called);

/// Where the column is in the table; SIZE_MAX: it is left out.
size_t record_column(const struct record_writer *writer, const char *name);

/// Makes every member of the struct `*row` missing (NaN, INSTANT_NONE, NULL).
#define record_clear(schema, row) record_clear_sized(schema, row, sizeof *(row))
void record_clear_sized(const struct schema *schema, void *row, size_t size);

/// Adds a row that shows the struct `*row`, and returns its index.
#define record_add(writer, row) record_add_sized(writer, row, sizeof *(row))
size_t record_add_sized(const struct record_writer *writer, const void *row, size_t size);

/// Shows the struct in a row that is there already.
void record_set(const struct record_writer *writer, size_t at, const void *row);

// --- structs from rows of a table ----------------------------------------------------------------

/// Where the columns of a schema are in a table that was read.
struct record_reader {
    const struct table *table;
    const struct schema *schema;
    size_t column[SCHEMA_COLUMNS_MAX]; ///< of each of the schema's; SIZE_MAX: it is not there
};

/// Finds the columns that show members. Returns the first that is not there or, in a table with
/// rows, of another type, optional ones aside; NULL when all fit.
const struct schema_column *record_reader_begin(struct record_reader *reader,
                                                const struct table *table,
                                                const struct schema *schema);

/// Sets the members of the struct `*row` to the cells of a row; texts are those of the table. What
/// is not there is missing.
#define record_take(reader, at, row) record_take_sized(reader, at, row, sizeof *(row))
void record_take_sized(const struct record_reader *reader, size_t at, void *row, size_t size);

#endif
