// When what fills up is full, by when to order, and what would do instead: add, clean up, keep
// less.
#ifndef HEADROOM_ADVISE_STOCK_RUNOUT_H
#define HEADROOM_ADVISE_STOCK_RUNOUT_H

#include "base/arena.h"
#include "forecast/stock.h"
#include "series/series.h"
#include "time/instant.h"

/// In the order of urgency.
enum stock_status {
    STOCK_FULL,
    STOCK_CLEANUP_OVERDUE, ///< it was kept down by clean-ups that have stopped, and fills
    STOCK_LATE,            ///< the order was due before now
    STOCK_ORDER_NOW,       ///< it is due within two weeks
    STOCK_OK,              ///< it fills within the horizon; the order is due later
    STOCK_KEPT,            ///< clean-ups keep it below its limit within the horizon
    STOCK_NOT_REACHED,
};

enum { STOCK_STATUSES = STOCK_NOT_REACHED + 1 };

/// What is asked of every stock. Durations in days.
struct stock_question {
    double horizon;   ///< how far dates are looked for
    double lead_time; ///< from an order to room in service
    double last_for;  ///< what `add` is to last for
};

/// Dates are INSTANT_NONE and numbers NaN where there are none.
struct stock_runout {
    double used, limit;
    struct stock_growth growth; ///< a day; low and high NaN where the history gives a rate alone
    instant earliest, expected, latest; ///< passed with 5, 50 and 95 %
    double days_left;                   ///< to expected
    double plain_days;                  ///< at the plain rate
    double probability;                 ///< within the horizon
    instant order_by;                   ///< earliest less the lead time
    double add;                         ///< so that it lasts, but for 5 %
    double cleanup_days;   ///< a clean-up at least so often would do; NaN: not one that cleans
    double retention_days; ///< keeping the last so many days would do; NaN: it does not grow
    enum stock_status status;
    bool rate_only;   ///< fewer buckets than dates take
    const char *note; ///< what its clean-ups and one-offs are, in words; "" for none
    struct stock stock;
};

/// Finds all of that for a stock and its latest limit, in one unit. *found is to be released; texts
/// are in `arena`. Returns -1 when there are fewer than STOCK_BUCKETS_LEAST buckets with values.
int stock_runout_find(const struct series *used, double limit,
                      const struct stock_question *question, struct arena *arena,
                      struct stock_runout *found);

/// When the last value was measured: now, for a level that has a time and not a step.
instant stock_last_sample(const struct series *used);

/// Orders by expected, then earliest, then the share that is used; those without a date last.
/// For qsort over struct stock_runout pointers.
int stock_runout_compare(const void *a, const void *b);

/// "full", "late" ...
const char *stock_status_name(enum stock_status status);

void stock_runout_release(struct stock_runout *found);

#endif
