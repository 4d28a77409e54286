// Where the table of a file begins: behind titles, comments and rules.
#ifndef HEADROOM_INGEST_TABLE_START_H
#define HEADROOM_INGEST_TABLE_START_H

#include "ingest/sniff.h"

/// The row of the sample that the table begins with: its header, or its first data where there is
/// none. Rows before it have fewer cells than most rows, are comments (# ...) or rules (-----).
size_t table_start(const struct sniff *sniff);

/// Whether row `row` of the sample is data, not names: it holds a time, or nothing but numbers.
bool row_is_data(const struct sniff *sniff, size_t row);

/// Whether a row is a comment (# ...) or a rule (---+---).
bool row_is_remark(const struct csv_field *field, size_t fields);

#endif
