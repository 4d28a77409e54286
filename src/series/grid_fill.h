// Samples into the steps of a grid: means of levels, sums of totals, spans of counters, counts of
// events.
#ifndef HEADROOM_SERIES_GRID_FILL_H
#define HEADROOM_SERIES_GRID_FILL_H

#include "base/notes.h"
#include "series/grid_index.h"
#include "series/sample_order.h"
#include "series/series.h"

/// Fills `series` (all missing) from samples that lie on its grid. `kind` says what a value is;
/// totals, counters and events become amounts per second. Values are multiplied by `factor`.
void grid_fill(struct series *series, const struct grid_index *index,
               const struct ordered_samples *samples, enum sample_kind kind, double factor,
               struct notes *notes);

#endif
