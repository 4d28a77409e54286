// Small files with a row of names, read by the schema that help and man pages show: rows become
// structs of texts.
#ifndef HEADROOM_TABLE_RECORD_READ_H
#define HEADROOM_TABLE_RECORD_READ_H

#include "base/byte_source.h"
#include "table/csv_read.h"
#include "table/schema.h"

/// What a file is: all members of its schema's struct are texts.
struct record_kind {
    const struct schema *schema;
    const char *what;    ///< "an events file"
    const char *example; ///< "such as name,start,end,multiplier"
    struct csv_texts texts;
};

/// The cells of a file. Release with record_file_release.
struct record_file {
    const struct record_kind *kind;
    const char *name; ///< for messages, in the arena
    struct table cells;
    size_t *line;                      ///< of each row
    char delimiter;                    ///< between its fields
    size_t column[SCHEMA_COLUMNS_MAX]; ///< of each of the schema's; SIZE_MAX: not there
};

/// Reads a file and finds the columns of the schema by their names, in any case. `arena` keeps its
/// name. Errors: those of CSV; two columns of one name; a column that is not optional is missing.
/// On an error nothing has to be released.
int record_file_read(struct byte_source *source, const struct record_kind *kind,
                     struct arena *arena, struct record_file *file, struct err *err);

/// Whether the schema has the file's column `index`.
bool record_file_knows(const struct record_file *file, size_t index);

/// The name of the schema's column that is nearest to the name of the file's column `index`, which
/// may be misspelt; NULL when none is near.
const char *record_file_nearest(const struct record_file *file, size_t index);

/// Whether the file has the schema's column of this name.
bool record_file_has(const struct record_file *file, const char *name);

/// A cell without blanks around it, in the arena; NULL when it is empty.
const char *record_file_cell(const struct record_file *file, size_t row, size_t index,
                             struct arena *arena);

/// Sets the members of the struct `*row` to the texts of a row, as record_file_cell gives them;
/// NULL where a column is not there. False when all are: a row of nothing but separators, as
/// spreadsheets leave behind.
#define record_file_row(file, at, arena, row)                                                      \
    record_file_row_sized(file, at, arena, row, sizeof *(row))
bool record_file_row_sized(const struct record_file *file, size_t at, struct arena *arena,
                           void *row, size_t size);

void record_file_release(struct record_file *file);

#endif
