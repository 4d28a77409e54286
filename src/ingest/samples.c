#include "ingest/samples.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t samples_source(struct samples *samples, const char *path)
{
    struct sample_source source = {.path = arena_strdup(&samples->arena, path)};
    VEC_PUSH(samples->source, samples->sources, samples->source_capacity, source);
    return samples->sources - 1;
}

void samples_left(struct samples *samples, size_t source, const char *name, const char *why)
{
    struct sample_source *of = &samples->source[source];
    struct column_left left = {name, why};
    VEC_PUSH(of->left, of->lefts, of->left_capacity, left);
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

static size_t current_line(const struct samples *samples)
{
    return samples->line == NULL ? 0 : *samples->line;
}

static void note_leap(struct samples *samples, size_t stream, instant from, instant to)
{
    struct sample_leap leap = {stream, samples->stream[stream].count, current_line(samples)};
    // Times may be so far apart that no instant holds the difference.
    uint64_t apart = to > from ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if (apart >= (uint64_t)SAMPLES_LEAP_MS)
        VEC_PUSH(samples->leap, samples->leaps, samples->leap_capacity, leap);
}

void samples_add(struct samples *samples, size_t stream, instant time, double value)
{
    struct sample_stream *to = &samples->stream[stream];
    if (to->count == 0) {
        to->first = time;
        to->first_line = current_line(samples);
    } else {
        note_leap(samples, stream, to->time.last, time);
    }
    time_deltas_add(&to->time, time);
    VEC_PUSH(to->value, to->count, to->capacity, value);
}

/// Frees the samples of a stream, not its marks.
static void empty(struct sample_stream *stream)
{
    free(stream->value);
    time_deltas_release(&stream->time);
    stream->value = NULL;
    stream->count = stream->capacity = 0;
}

/// Takes the arrays of `from` over.
static void hand_over(struct sample_stream *to, struct sample_stream *from)
{
    empty(to);
    to->value = from->value;
    to->time = from->time;
    to->first = from->first;
    to->first_line = from->first_line;
    to->count = from->count;
    to->capacity = from->capacity;
    from->value = NULL;
    from->time = (struct time_deltas){0};
    from->count = from->capacity = 0;
}

void samples_move(struct samples *samples, size_t stream, struct sample_stream *from)
{
    struct sample_stream *to = &samples->stream[stream];
    if (to->count == 0) {
        hand_over(to, from);
        return;
    }
    // The first two times are told by those before them, which are other ones here.
    struct sample_walk walk = {.stream = from};
    struct sample sample;
    while (walk.next < 2 && sample_walk_next(&walk, &sample))
        samples_add(samples, stream, sample.time, sample.value);
    time_deltas_append(&to->time, &from->time, walk.cursor.at);
    size_t rest = from->count - walk.next;
    if (to->capacity - to->count < rest) {
        to->capacity = to->count + rest;
        to->value = mem_resize(to->value, to->capacity, sizeof *to->value);
    }
    if (rest > 0)
        memcpy(to->value + to->count, from->value + walk.next, rest * sizeof *to->value);
    to->count += rest;
    empty(from);
}

bool sample_walk_next(struct sample_walk *walk, struct sample *sample)
{
    if (walk->next == walk->stream->count)
        return false;
    sample->time = time_deltas_next(&walk->stream->time, &walk->cursor);
    sample->value = walk->stream->value[walk->next++];
    return true;
}

struct sample *samples_drain(struct samples *samples, size_t stream)
{
    struct sample_walk walk = {.stream = &samples->stream[stream]};
    struct sample *sample = mem_alloc(walk.stream->count, sizeof *sample);
    while (walk.next < walk.stream->count)
        sample_walk_next(&walk, &sample[walk.next]);
    empty(&samples->stream[stream]);
    return sample;
}

void samples_change_times(struct samples *samples, size_t source, time_change *change,
                          const void *context)
{
    for (size_t i = 0; i < samples->streams; i++) {
        struct sample_stream *stream = &samples->stream[i];
        if (stream->source != source || stream->count == 0)
            continue;
        struct time_deltas changed = {0};
        struct sample_walk walk = {.stream = stream};
        struct sample sample;
        while (sample_walk_next(&walk, &sample))
            time_deltas_add(&changed, change(sample.time, context));
        time_deltas_release(&stream->time);
        stream->time = changed;
        stream->first = change(stream->first, context);
        for (size_t k = 0; k < stream->marks; k++)
            stream->mark[k].time = change(stream->mark[k].time, context);
    }
}

void samples_mark(struct samples *samples, size_t stream, instant time, char mark)
{
    struct sample_stream *to = &samples->stream[stream];
    struct sample_mark made = {.time = time, .mark = mark};
    VEC_PUSH(to->mark, to->marks, to->mark_capacity, made);
}

size_t samples_restrict(struct samples *samples, size_t stream, instant first, instant last)
{
    struct sample_stream old = samples->stream[stream];
    struct sample_stream *kept = &samples->stream[stream];
    kept->value = NULL;
    kept->time = (struct time_deltas){0};
    kept->count = kept->capacity = 0;
    struct sample_walk walk = {.stream = &old};
    struct sample sample;
    while (sample_walk_next(&walk, &sample))
        if (sample.time >= first && sample.time <= last)
            samples_add(samples, stream, sample.time, sample.value);
    size_t left_out = old.count - kept->count;
    empty(&old);
    return left_out;
}

void samples_empty(struct samples *samples, size_t stream)
{
    struct sample_stream *of = &samples->stream[stream];
    empty(of);
    free(of->mark);
    of->mark = NULL;
    of->marks = of->mark_capacity = 0;
}

void samples_release(struct samples *samples)
{
    for (size_t i = 0; i < samples->streams; i++)
        samples_empty(samples, i);
    for (size_t i = 0; i < samples->sources; i++)
        free(samples->source[i].left);
    free(samples->stream);
    free(samples->source);
    free(samples->leap);
    key_index_release(&samples->stream_index);
    arena_release(&samples->arena);
    *samples = (struct samples){0};
}
