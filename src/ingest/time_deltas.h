// Times as a metric export has them, mostly at one spacing, in about a byte each.
#ifndef HEADROOM_INGEST_TIME_DELTAS_H
#define HEADROOM_INGEST_TIME_DELTAS_H

#include "time/instant.h"

#include <stddef.h>

/// Any sequence of times. Each is kept as the change of the spacing before it, zigzag-coded in
/// groups of seven bits (Pelkonen et al., Gorilla, VLDB 2015, 4.1.1, by bytes): one byte where the
/// spacing stays, two or three where it jitters. Zero-initialise.
struct time_deltas {
    unsigned char *byte;
    size_t length, capacity;
    instant last;
    int64_t spacing; ///< between the last two
};

/// Appends a time.
void time_deltas_add(struct time_deltas *deltas, instant time);

/// Appends all times of `from` but the first two; those are appended to `deltas` already, and
/// `behind` is the place in `from` behind them.
void time_deltas_append(struct time_deltas *deltas, const struct time_deltas *from, size_t behind);

/// Where a walk over the times stands; zero-initialise to begin.
struct delta_cursor {
    size_t at;
    instant time;
    int64_t spacing;
};

/// The next time; there must be one.
instant time_deltas_next(const struct time_deltas *deltas, struct delta_cursor *cursor);

void time_deltas_release(struct time_deltas *deltas);

#endif
