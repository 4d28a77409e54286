// Why a table cannot be read as series over time, with what its first row holds instead.
#ifndef HEADROOM_INGEST_COLUMN_REFUSAL_H
#define HEADROOM_INGEST_COLUMN_REFUSAL_H

#include "ingest/columns.h"

/// Refuses a table without a column of times; returns -1.
int columns_refuse_no_time(const struct columns *columns, struct reading *reading);

/// Refuses a table without a column of numbers beside its times; returns -1.
int columns_refuse_no_values(const struct columns *columns, struct reading *reading);

#endif
