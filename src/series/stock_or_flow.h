// Whether a series is a stock (what is in a disk, a database, a pool of addresses: it keeps what
// came in, and fills up) or a flow (demand, which comes and goes).
#ifndef HEADROOM_SERIES_STOCK_OR_FLOW_H
#define HEADROOM_SERIES_STOCK_OR_FLOW_H

#include "base/str.h"
#include "series/series.h"

#include <stdbool.h>

/// Why a series is one or the other. Shares are of R, the range from the 2nd to the 98th percentile
/// of hourly means.
struct stock_evidence {
    bool is_measured;   ///< at least a week of values that are not all the same
    double day_range;   ///< median range within a day; NaN: steps are too long to see it
    double step;        ///< median change from one hour, or longer step, to the next
    double rising;      ///< of the days' maxima that change, the share that rises (or falls)
    double correlation; ///< of neighbouring days' means
    bool is_scatter;    ///< steps within an hour differ by more than hours do
    int by_values, by_name, by_companion; ///< points for a stock
    bool is_stock; ///< three points or more; where values alone tell, they rise (or fall), too
};

/// Weighs values, name, unit and series->has_limit.
void stock_or_flow(const struct series *series, struct stock_evidence *evidence);

/// "varies by 3.2% of its range within a day, 97% of the days' maxima rise, ..." for the answer.
void stock_evidence_describe(const struct stock_evidence *evidence, struct str *text);

/// Whether a column's name tells a limit ("size_gib", "quota"), or what is left ("free", "avail").
bool name_tells_limit(const char *name);
bool name_tells_free(const char *name);

#endif
