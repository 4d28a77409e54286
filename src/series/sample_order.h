// Samples of one metric and key, from any number of files, in order of time and one for each time.
#ifndef HEADROOM_SERIES_SAMPLE_ORDER_H
#define HEADROOM_SERIES_SAMPLE_ORDER_H

#include "base/err.h"
#include "base/notes.h"
#include "ingest/ingest.h"
#include "ingest/samples.h"

/// In order of time, each time once (but for events); `sample` is a view of `owned`.
struct ordered_samples {
    const struct sample *sample;
    size_t count;
    struct sample *owned;
};

/// Takes the samples out of the streams `stream[0..streams)` of `samples` (the same metric and key,
/// in order of their files) and joins them. Equal values for one time are merged; differing ones
/// are settled by `prefer` or are an error that names the time, both values and the remedies. A run
/// of rows that share one time behind a gap of as many steps (a clock change written by a source
/// that does not know it) is spread over the gap. With `events` every sample counts for itself:
/// they are sorted and nothing is merged.
int samples_order(struct samples *samples, const size_t *stream, size_t streams, bool events,
                  enum ingest_prefer prefer, struct ordered_samples *ordered, struct notes *notes,
                  struct err *err);

void ordered_samples_release(struct ordered_samples *ordered);

#endif
