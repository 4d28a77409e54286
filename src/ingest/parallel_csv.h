// Large plain files of CSV: cut at line ends and read on several threads.
#ifndef HEADROOM_INGEST_PARALLEL_CSV_H
#define HEADROOM_INGEST_PARALLEL_CSV_H

#include "ingest/row_table.h"

/// Reads all of the file into `table`, which has no rows yet, as csv_read and row_table_row would.
/// False, with nothing taken from the file and `table` as it was, when the file is not plain or not
/// large, when one thread is all there is, or when any row is out of the ordinary: reading row by
/// row then repairs and counts, and says on which line. That second reading is the price of a late
/// odd row, as lines and repairs are counted from the top; the parts look back every few thousand
/// rows, so that dirt near the beginning of one costs next to nothing.
bool parallel_csv_read(struct row_table *table, const struct csv_options *options,
                       size_t skip_lines);

#endif
