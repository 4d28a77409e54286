// Which series a row of a table belongs to: by its cells that tell series apart.
#ifndef HEADROOM_INGEST_ROW_SERIES_H
#define HEADROOM_INGEST_ROW_SERIES_H

#include "ingest/row_table.h"

/// A cell of the row; empty where the row is too short, or NULL.
const struct csv_field *row_cell(const struct csv_row *row, size_t index);

/// The streams of the row, one a value column; NULL with an error when there are too many.
const size_t *row_series_streams(struct row_table *table, const struct csv_row *row);

/// Moves the samples of `part`, a table without columns for metric and unit that was read from rows
/// behind those of `table`, to the streams of `table`.
int row_series_join(struct row_table *table, struct row_table *part);

/// At the end of a file: names the streams by their keys, a lone key's text or several joined by
/// "/". Of several keys, those that are the same in all series are left out, unless all are.
void row_series_name(struct row_table *table);

#endif
