// Samples made by hand and the series built from them.
#ifndef HEADROOM_TESTS_UNIT_SERIES_BUILD_H
#define HEADROOM_TESTS_UNIT_SERIES_BUILD_H

#include "series/grid.h"

#include <stdlib.h>
#include <string.h>

/// 2024-03-10T00:00:00Z, a Sunday.
#define BUILD_START (INT64_C(1710028800) * INSTANT_PER_SECOND)

struct build_case {
    struct samples samples;
    struct grid_options options;
    struct series_set set;
    struct notes notes;
    struct err err;
};

static inline void build_begin(struct build_case *build)
{
    *build = (struct build_case){.options = {.since = INSTANT_NONE, .until = INSTANT_NONE}};
}

static inline void build_add_file(struct build_case *build, const char *path)
{
    struct samples *samples = &build->samples;
    samples->source = realloc(samples->source, (samples->sources + 1) * sizeof *samples->source);
    samples->source_capacity = samples->sources + 1;
    samples->source[samples->sources++] = (struct sample_source){.path = path};
}

/// The stream of `metric` in the last file.
static inline size_t build_stream(struct build_case *build, const char *metric, const char *key,
                                  enum sample_kind kind)
{
    size_t stream = samples_stream(&build->samples, build->samples.sources - 1, metric,
                                   strlen(metric), key, key == NULL ? 0 : strlen(key));
    build->samples.stream[stream].kind = kind;
    build->samples.stream[stream].unit.scale = 1;
    return stream;
}

static inline void build_add(struct build_case *build, size_t stream, double second, double value)
{
    samples_add(&build->samples, stream, BUILD_START + (instant)(second * 1000), value);
}

static inline void *build_copy(const void *bytes, size_t length)
{
    void *copy = malloc(length > 0 ? length : 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

/// Builds from a copy, as the samples are freed on the way and tests run again with other options.
static inline int build_run(struct build_case *build)
{
    struct samples copy = build->samples;
    copy.stream = build_copy(copy.stream, copy.streams * sizeof *copy.stream);
    for (size_t i = 0; i < copy.streams; i++) {
        struct sample_stream *stream = &copy.stream[i];
        stream->value = build_copy(stream->value, stream->count * sizeof *stream->value);
        stream->time.byte = build_copy(stream->time.byte, stream->time.length);
        stream->mark = build_copy(stream->mark, stream->marks * sizeof *stream->mark);
    }
    int status = grid_build(&copy, &build->options, &build->set, &build->notes, &build->err);
    for (size_t i = 0; i < copy.streams; i++)
        samples_empty(&copy, i);
    free(copy.stream);
    return status;
}

/// The first note of a kind, "" when there is none.
static inline const char *build_note(const struct build_case *build, const char *kind)
{
    for (size_t i = 0; i < build->notes.count; i++)
        if (strcmp(build->notes.note[i].kind, kind) == 0)
            return build->notes.note[i].text;
    return "";
}

static inline void build_end(struct build_case *build)
{
    series_set_release(&build->set);
    notes_release(&build->notes);
    samples_release(&build->samples);
}

#endif
