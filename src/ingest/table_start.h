// Where the table of a file begins: behind titles, comments and rules.
#ifndef HEADROOM_INGEST_TABLE_START_H
#define HEADROOM_INGEST_TABLE_START_H

#include "ingest/sniff.h"

/// Whether row `row` of the sample is data, not names: it holds a time, or nothing but numbers.
bool row_is_data(const struct sniff *sniff, size_t row);

/// The row of the sample that the table begins with: its header, or its first data where there is
/// none. Rows before it have fewer cells than most rows, are comments (# ...) or rules (-----).
size_t table_start(const struct sniff *sniff);

/// Whether the table that begins with row `row` has a header there: names may be numbers where one
/// of them stands above times.
bool table_has_header(const struct sniff *sniff, size_t row);

/// The row with the names of columns whose data begin with row `start`, where rows about each of
/// them (its project, its zone) stand between the two; `start` where there is none.
size_t table_names_above(const struct sniff *sniff, size_t start);

#endif
