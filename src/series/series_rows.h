// Series of several metrics and keys as the rows of one table: a time a row, keys one behind the
// other, metrics side by side.
#ifndef HEADROOM_SERIES_SERIES_ROWS_H
#define HEADROOM_SERIES_SERIES_ROWS_H

#include "base/err.h"
#include "series/series.h"
#include "table/table.h"
#include "time/zone.h"

#include <stdbool.h>

/// The rows of one key: from the first step of any of its series to the last.
struct row_span {
    instant start, end;
    int64_t step_s;
    const char *key;
    size_t first; ///< its series are member[first] up to the next span's first
};

/// How the series of a set become rows; the set has to live longer.
struct series_rows {
    const struct series_set *set;
    const struct zone *zone; ///< by whose clock months begin; NULL: UTC
    const char *key_name;    ///< of the column of keys; NULL when no series has a key
    const char **name;       ///< of the columns of values
    size_t names;
    size_t *column; ///< of each series, among the names
    struct row_span *span;
    size_t spans;
    size_t *member; ///< series in the order of their spans
    // Where series_rows_next goes on.
    size_t at_span;
    size_t at_row;
};

/// Errors: series of one key whose steps do not fall on each other. Released in any case.
int series_rows_begin(struct series_rows *rows, const struct series_set *set, const char *key_name,
                      const struct zone *zone, struct err *err);

/// Makes a table of the next rows, at most `most` of them (SIZE_MAX: all); columns time, [key],
/// values, filled. False when there were none left, but for the first call.
bool series_rows_next(struct series_rows *rows, size_t most, struct table *table);

void series_rows_release(struct series_rows *rows);

#endif
