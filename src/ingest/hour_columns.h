// Tables with a row a day and a column an hour of it: "Date,00:00,01:00,...". The columns are times
// of one series, no metrics.
#ifndef HEADROOM_INGEST_HOUR_COLUMNS_H
#define HEADROOM_INGEST_HOUR_COLUMNS_H

#include "ingest/columns.h"

/// Whether the value columns are named by times of the day, three at least and in order, beside a
/// column of dates: each gets its time of day, all of them one metric, which is noted.
bool hour_columns_find(struct columns *columns, struct reading *reading);

#endif
