#include "ingest/samples.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

size_t samples_source(struct samples *samples, const char *path)
{
    struct sample_source source = {.path = arena_strdup(&samples->arena, path)};
    VEC_PUSH(samples->source, samples->sources, samples->source_capacity, source);
    return samples->sources - 1;
}

size_t samples_stream(struct samples *samples, size_t source, const char *metric,
                      size_t metric_length, const char *key, size_t key_length)
{
    // Lengths in front keep ("ab", "c") and ("a", "bc") apart.
    struct str name = {0};
    str_appendf(&name, "%zu %zu %d ", source, metric_length, key != NULL);
    str_append_bytes(&name, metric, metric_length);
    if (key != NULL)
        str_append_bytes(&name, key, key_length);

    size_t index = key_index_find(&samples->stream_index, name.data, name.length);
    if (index == SIZE_MAX && samples->streams < SAMPLES_MAX_STREAMS) {
        index = key_index_put(&samples->stream_index, name.data, name.length, NULL);
        struct sample_stream stream = {
            .metric = arena_strndup(&samples->arena, metric, metric_length),
            .key = key == NULL ? NULL : arena_strndup(&samples->arena, key, key_length),
            .unit = {.dimension = DIMENSION_UNKNOWN, .scale = 1},
            .kind_rule = "nothing says otherwise",
            .source = source,
        };
        VEC_PUSH(samples->stream, samples->streams, samples->stream_capacity, stream);
    }
    str_release(&name);
    return index;
}

void samples_add(struct samples *samples, size_t stream, instant time, double value)
{
    struct sample_stream *to = &samples->stream[stream];
    struct sample sample = {.time = time, .value = value};
    VEC_PUSH(to->sample, to->count, to->capacity, sample);
}

void samples_move(struct samples *samples, size_t stream, struct sample_stream *from)
{
    struct sample_stream *to = &samples->stream[stream];
    if (to->count == 0) {
        free(to->sample);
        to->sample = from->sample;
        to->capacity = from->capacity;
    } else if (from->count > 0) {
        if (to->capacity - to->count < from->count) {
            to->capacity = to->count + from->count;
            to->sample = mem_resize(to->sample, to->capacity, sizeof *to->sample);
        }
        memcpy(to->sample + to->count, from->sample, from->count * sizeof *to->sample);
        free(from->sample);
    } else {
        free(from->sample);
    }
    to->count += from->count;
    from->sample = NULL;
    from->count = from->capacity = 0;
}

void samples_mark(struct samples *samples, size_t stream, instant time, char mark)
{
    struct sample_stream *to = &samples->stream[stream];
    struct sample_mark made = {.time = time, .mark = mark};
    VEC_PUSH(to->mark, to->marks, to->mark_capacity, made);
}

void samples_empty(struct samples *samples, size_t stream)
{
    struct sample_stream *of = &samples->stream[stream];
    free(of->sample);
    free(of->mark);
    of->sample = NULL;
    of->mark = NULL;
    of->count = of->capacity = 0;
    of->marks = of->mark_capacity = 0;
}

void samples_release(struct samples *samples)
{
    for (size_t i = 0; i < samples->streams; i++)
        samples_empty(samples, i);
    free(samples->stream);
    free(samples->source);
    key_index_release(&samples->stream_index);
    arena_release(&samples->arena);
    *samples = (struct samples){0};
}
