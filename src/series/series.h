// A regular series: the form in which everything is described, forecast and sized.
#ifndef HEADROOM_SERIES_SERIES_H
#define HEADROOM_SERIES_SERIES_H

#include "base/unit.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Where a value came from; describe counts them, clean's column `filled` says it.
enum series_mark {
    MARK_MEASURED = 0,
    MARK_ABSENT,  ///< NaN: no data
    MARK_ZERO,    ///< absent row read as zero
    MARK_FILLED,  ///< interpolated or carried by --gaps fill
    MARK_PARTIAL, ///< last bucket, not full: set to NaN
};

/// value[i] is for the step that starts at start + i * step_s * 1000; a missing value is NaN,
/// nothing else is.
struct series {
    char *name; ///< output column: "requests_per_s"
    char *key;  ///< service or host; NULL if there is one series
    struct unit unit;
    bool has_limit; ///< its export has a column beside it that tells a limit, or what is left
    instant start;
    int64_t step_s;
    size_t n;
    double *value;
    unsigned char *mark; ///< enum series_mark for each value
};

struct series_set {
    struct series *item;
    size_t count;
    size_t capacity;
};

/// An empty series with room for n values (all NaN, MARK_ABSENT); strings are copied, key may be
/// NULL.
void series_init(struct series *series, const char *name, const char *key, const struct unit *unit,
                 instant start, int64_t step_s, size_t n);

instant series_time(const struct series *series, size_t i);

/// One past the last step: start + n * step.
instant series_end(const struct series *series);

void series_release(struct series *series);
void series_set_release(struct series_set *set);

/// Keeps the series whose mark (one for each) is set, in their order, and releases the others.
void series_set_keep(struct series_set *set, const bool *keep);

#endif
