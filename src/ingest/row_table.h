// From the rows of a table to samples: what all families that are one table after a preamble share.
#ifndef HEADROOM_INGEST_ROW_TABLE_H
#define HEADROOM_INGEST_ROW_TABLE_H

#include "base/key_index.h"
#include "base/str.h"
#include "ingest/columns.h"
#include "ingest/time_column.h"

struct row_table {
    struct reading *reading;
    struct columns columns; ///< owned
    struct time_column time;
    size_t values;        ///< value columns
    size_t *value_column; ///< their indexes
    double *value;        ///< of the row at hand
    size_t *key_column;   ///< keys and the metric, in order
    size_t keys;
    struct key_index series; ///< combinations of keys seen
    size_t *stream;          ///< [series][value column]
    size_t stream_capacity;
    struct str key;            ///< of the row at hand
    struct str joined;         ///< its date and time of day as one text
    size_t flag, unit, metric; ///< columns, SIZE_MAX for none
    int64_t shift_ms;          ///< added to every time: minus the step of an end-stamped source
    // A row of few cells is the cut-off end of the file if none follows; held.fields is 0 when no
    // row waits.
    struct csv_row held;
    struct csv_field *held_field;
    struct str held_text;
    size_t cut_line;
    struct str cut_cell;
    size_t *order;             ///< where the columns stand since the last header; NULL: as at first
    struct csv_field *ordered; ///< of the row at hand
    size_t turned_rows, reordered, blank_rows, nul_rows, short_rows, summary_rows, header_rows,
        remark_rows, infinite, fill_marks;
    const char *summary; ///< first summary row's word
};

/// Prepares for rows of `columns` (taken over); the columns have their roles.
int row_table_begin(struct row_table *table, struct reading *reading, struct columns *columns);

/// Reads one row of data. Rows that cannot be read go to reading_bad; nonzero only when nothing
/// more can be read (reading->err is filled).
int row_table_row(struct row_table *table, const struct csv_row *row);

/// No row follows: takes the last one, or leaves it out as cut off. Before row_table_end.
int row_table_finish(struct row_table *table);

/// Says what was repaired; columns, form and zone go into the file's source.
void row_table_end(struct row_table *table);

void row_table_release(struct row_table *table);

/// The whole of it for a file that is a table from row `first_row` of the sample on (its header, or
/// its first data when headerless): reads all rows with the roles in `columns` (taken over).
int row_table_read(struct reading *reading, struct columns *columns, size_t skip_lines);

#endif
