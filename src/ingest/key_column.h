// Whether a column of text tells series apart, or says something about the rows of one.
#ifndef HEADROOM_INGEST_KEY_COLUMN_H
#define HEADROOM_INGEST_KEY_COLUMN_H

#include "ingest/columns.h"

/// False where the sample's rows, eight at least, come as regularly or more so when the texts of
/// the column are left aside, and the texts do not take turns: time,cpu,status of one machine.
/// `times` are the sample's cells of times.
bool key_column_tells_apart(const struct columns *columns, const struct reading *reading,
                            size_t column, const struct csv_field *times, size_t count);

/// Part of the spacings between rows of one series, its keys as they are chosen, that lies within a
/// fifth of the median one.
double rows_regularity(const struct columns *columns, const struct reading *reading);

#endif
