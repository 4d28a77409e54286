// Rows of a table that are no data: blank ones, rules and comments, the header again, summaries.
#ifndef HEADROOM_INGEST_ODD_ROWS_H
#define HEADROOM_INGEST_ODD_ROWS_H

#include "ingest/sniff.h"

/// Delimiters alone.
bool row_is_blank(const struct csv_field *field, size_t fields);

/// A comment (#) or nothing but a rule such as "-----" or "+----+".
bool row_is_remark(const struct csv_field *field, size_t fields);

/// Nothing but NUL bytes, as a crash leaves them.
bool row_is_nul(const struct csv_field *field, size_t fields);

/// The word by which a row without a time is a summary of others (total, mean ...); NULL when it
/// is none.
const char *row_summary_word(const struct csv_field *field, size_t fields);

/// Takes the rows from `first_row` on that are no data out of the sample, so that they do not speak
/// for what its columns hold; where row `header_row` is one (SIZE_MAX: none), also that again
/// and a last row that is cut off.
void odd_rows_drop(struct sniff *sniff, size_t first_row, size_t header_row);

#endif
