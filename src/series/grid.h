// From samples to regular series: step, order, duplicates, counters, totals, gaps. Every repair is
// noted.
#ifndef HEADROOM_SERIES_GRID_H
#define HEADROOM_SERIES_GRID_H

#include "base/err.h"
#include "base/notes.h"
#include "ingest/ingest.h"
#include "ingest/samples.h"
#include "series/series.h"
#include "time/zone.h"

enum gap_policy {
    GAPS_AUTO, ///< short runs of absent counts in quiet hours are zero, the rest is missing
    GAPS_KEEP, ///< all missing
    GAPS_DROP, ///< missing, and leading and trailing missing steps are cut
    GAPS_ZERO,
    GAPS_FILL, ///< from the same time of day, else linear
};

struct grid_options {
    int64_t step_s; ///< --step; 0: the most common spacing
    enum gap_policy gaps;
    instant since, until; ///< INSTANT_NONE: no bound; until is exclusive
    int64_t window_s;     ///< --window: only this much before the last time; 0: all
    enum ingest_prefer prefer;
    const struct zone *zone; ///< local days when the step is a day or longer; NULL: UTC
    size_t threads;          ///< several series are built at a time; 0: one
};

enum { GRID_MAX_STEPS = 50000000 };

/// A span of so many steps, and of so many for each row, does not follow from the rows.
enum { GRID_SPARSE_STEPS = 1000000, GRID_STEPS_A_ROW = 100 };

/// Whether a grid of `steps` is out of all proportion to the `rows` that it is made from.
bool grid_is_sparse(size_t steps, size_t rows);

/// Builds a series for every stream, whose samples are freed as soon as it stands; names get their
/// unit ("requests" totals per step become "requests_per_s"). A span over GRID_MAX_STEPS, or one
/// that grid_is_sparse where no step was asked for, is an error that names the stray row's time.
int grid_build(struct samples *samples, const struct grid_options *options, struct series_set *set,
               struct notes *notes, struct err *err);

/// Resamples to a coarser step: means of gauges and rates (missing values left out; a bucket less
/// than half covered is missing).
int series_resample(const struct series *series, int64_t step_s, const struct zone *zone,
                    struct series *coarse, struct err *err);

#endif
