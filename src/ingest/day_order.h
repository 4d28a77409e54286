// 03/04/2024: which of day and month comes first in a column of times.
#ifndef HEADROOM_INGEST_DAY_ORDER_H
#define HEADROOM_INGEST_DAY_ORDER_H

#include "ingest/reading.h"
#include "time/zone.h"

/// What the cells of a column tell.
struct day_order {
    bool day_first;
    bool proven; ///< by an option, by a cell such as 13/04/2024 or by the layout
    bool swaps;  ///< there are cells that could be two dates
};

/// Settles the order for a whole column by its cells in the sample: an option; a cell that has one
/// reading only; else the evidence of spacing, span, a 12-hour clock, and the signs that delimit
/// cells and decimals. What is not proven is a warning that names the options.
struct day_order day_order_find(struct reading *reading, const struct csv_field *cells,
                                size_t count, const struct zone *zone);

#endif
