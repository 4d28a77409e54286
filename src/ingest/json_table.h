// Rows of JSON as rows of a table: objects of an array, a document a line, lists under a header.
// They go the way of CSV from here on, so that columns get their roles by the same evidence.
#ifndef HEADROOM_INGEST_JSON_TABLE_H
#define HEADROOM_INGEST_JSON_TABLE_H

#include "base/arena.h"
#include "ingest/row_table.h"

struct json_table {
    struct reading *reading;
    const char *path;  ///< where in the document its rows stand; with the names it is its identity
    bool growing;      ///< names come with the rows, as those of objects do
    const char **name; ///< of the columns; the first is the series that the row belongs to
    size_t names;
    size_t name_capacity;
    struct sniff sniff; ///< header and first rows, as the evidence for columns looks at them
    size_t sample_bytes;
    struct csv_field *field; ///< of the row at hand
    size_t field_capacity;
    size_t filled; ///< of them
    struct row_table table;
    bool settled;
    size_t late;        ///< cells under names that came too late
    size_t first_place; ///< the first row's series
    size_t number;      ///< of the table in the document
    struct json_table *next;
};

/// The sign that a key begins with which tells the place of a row: JSON_TABLE_PLACE, the place's
/// number, a colon and the table's.
#define JSON_TABLE_PLACE '\x01'

/// A table; `path` is kept.
void json_table_begin(struct json_table *table, struct reading *reading, const char *path);

/// The cell of the row at hand under a name (copied when it is new); `hint` is where the name is
/// looked for first. Texts have to live until json_table_row.
void json_table_cell(struct json_table *table, const char *name, const char *text, size_t length,
                     size_t hint);

/// Ends the row at hand: a row of the place with that number in the document.
int json_table_row(struct json_table *table, size_t line, size_t place);

/// Reads what is still waiting and ends the table.
int json_table_end(struct json_table *table);

void json_table_release(struct json_table *table);

#endif
