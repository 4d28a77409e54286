// Streams of the same metric and key from several files belong to one series.
#ifndef HEADROOM_SERIES_STREAM_GROUPS_H
#define HEADROOM_SERIES_STREAM_GROUPS_H

#include "ingest/samples.h"

#include <stddef.h>

/// Streams by group: group g is stream[first[g]] .. stream[first[g + 1] - 1], in the order of the
/// files.
struct stream_groups {
    size_t *stream;
    size_t *first; ///< count + 1 of them
    size_t count;
};

/// Groups in the order in which their first stream appears.
void stream_groups_init(struct stream_groups *groups, const struct samples *samples);

void stream_groups_release(struct stream_groups *groups);

#endif
