// Ever growing counters: growth between readings, through resets and 32-bit wraps.
#ifndef HEADROOM_SERIES_COUNTER_H
#define HEADROOM_SERIES_COUNTER_H

#include "ingest/samples.h"

#include <stddef.h>

/// Growth of a counter from one reading to the next.
struct growth {
    instant from, to;
    double amount;
};

struct counter_repairs {
    size_t resets; ///< the counter fell: it restarted from zero, so the reading is the growth
    size_t wraps;  ///< it fell near 2^32 by what fits its usual growth: it wrapped
};

/// Writes at most count - 1 growths (readings that are NaN are passed over); returns how many.
/// A reset counts what came since it, as Prometheus' increase() does.
size_t counter_growth(const struct sample *reading, size_t count, struct growth *growth,
                      struct counter_repairs *repairs);

#endif
