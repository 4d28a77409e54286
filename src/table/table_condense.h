// A table of times shortened for a reader: a row an hour, a day or a week.
#ifndef HEADROOM_TABLE_TABLE_CONDENSE_H
#define HEADROOM_TABLE_TABLE_CONDENSE_H

#include "table/table.h"

#include <stdint.h>

/// How long a row of the condensed table is, in seconds: the shortest of an hour, a day and a week
/// that leaves at most `rows` of each stretch of rising times. 0: the table has no times, or is
/// short enough as it is.
int64_t table_condense_length(const struct table *table, size_t rows);

/// Fills the zero-initialised `into` with a row for every `length_s` seconds, counted from the
/// beginning of 1970 (weeks from Mondays, UTC), of each stretch of rising times. The first column
/// of times is the first time of the row; numbers become their highest as "highest_NAME", and
/// where there is one column of them their mean before it as "mean_NAME"; texts are the first that
/// is not missing.
void table_condense(const struct table *table, int64_t length_s, struct table *into);

#endif
