// Times that stand in two columns: a date, and a time of day or an hour beside it.
#ifndef HEADROOM_INGEST_CLOCK_COLUMN_H
#define HEADROOM_INGEST_CLOCK_COLUMN_H

#include "base/str.h"
#include "ingest/columns.h"

/// Whether a cell is a time of day without a date: 6:00, 06:00:00.5, 6:00 PM.
bool is_time_of_day(const char *text, size_t length);

/// The column that completes columns->time, whose cells are dates: one of times of day, or one
/// called hour of the numbers 0 to 23. SIZE_MAX: none.
size_t clock_column_find(const struct columns *columns, const struct sniff *sniff);

/// Writes date and time of day as one text.
void clock_column_join(struct str *text, const struct csv_field *date,
                       const struct csv_field *clock);

/// The cells of the sample's times (malloc'ed, the texts may be in the samples' arena), joined
/// where they stand in two columns.
struct csv_field *columns_sample_times(const struct columns *columns, struct reading *reading,
                                       size_t *count);

#endif
