// From the samples of one metric and key to its series.
#ifndef HEADROOM_SERIES_GRID_GROUP_H
#define HEADROOM_SERIES_GRID_GROUP_H

#include "series/grid.h"

/// What every series of one call shares, but for the notes, which each group may have of its own.
struct grid_build {
    struct samples *samples;
    const struct grid_options *options;
    instant since, until;
    int64_t usual_step_s; ///< of the other series, for one with a single row
    int64_t event_step_s; ///< the step of all events; 0 when there are none
    const char **limit;   ///< by source: a column that tells a limit, or what is left; or NULL
    struct notes *notes;
};

/// Builds the series of the streams `stream[0..streams)`, which it empties: one, one a percentile
/// of measurements of events, or none where no value is left.
int grid_group_build(const struct grid_build *build, const size_t *stream, size_t streams,
                     struct series_set *set, struct err *err);

#endif
