#include "series/event_step.h"

#include "base/memory.h"
#include "base/unit.h"

#include <stdlib.h>

bool is_of_events(enum sample_kind kind)
{
    return kind == SAMPLE_EVENT || kind == SAMPLE_MEASUREMENT;
}

/// In how many steps of `step_s` the events lie; 0 when there are too many steps to count.
static size_t occupied_steps(const struct sample_stream *stream, instant first, instant last,
                             int64_t step_s)
{
    enum { BITS = 8, MOST = 1 << 27 };
    int64_t step_ms = step_s * INSTANT_PER_SECOND;
    int64_t steps = (last - first) / step_ms + 1;
    if (steps > MOST)
        return 0;
    unsigned char *seen = mem_alloc((size_t)steps / BITS + 1, 1);
    struct sample_walk walk = {.stream = stream};
    struct sample sample;
    size_t occupied = 0;
    while (sample_walk_next(&walk, &sample)) {
        size_t step = (size_t)((sample.time - first) / step_ms);
        unsigned char bit = (unsigned char)(1u << step % BITS);
        occupied += (seen[step / BITS] & bit) == 0;
        seen[step / BITS] |= bit;
    }
    free(seen);
    return occupied;
}

/// By the steps that have events: the silence between two runs says nothing about either.
static int64_t stream_step_s(const struct sample_stream *stream)
{
    static const int64_t choice[] = {60, 300, 3600, SECONDS_PER_DAY};
    enum { EVENTS_A_STEP = 5, CHOICES = sizeof choice / sizeof choice[0] };
    instant first = stream->first;
    instant last = first;
    struct sample_walk walk = {.stream = stream};
    struct sample sample;
    while (sample_walk_next(&walk, &sample)) {
        first = sample.time < first ? sample.time : first;
        last = sample.time > last ? sample.time : last;
    }
    double span_s = (double)(last - first) / (double)INSTANT_PER_SECOND;
    for (size_t i = 0; i + 1 < CHOICES; i++) {
        if ((double)stream->count * (double)choice[i] >= EVENTS_A_STEP * span_s)
            return choice[i];
        size_t occupied = occupied_steps(stream, first, last, choice[i]);
        if (occupied > 0 && stream->count >= EVENTS_A_STEP * occupied)
            return choice[i];
    }
    return choice[CHOICES - 1];
}

int64_t event_step_s(const struct samples *samples, int64_t asked_s, struct notes *notes)
{
    int64_t shortest = 0;
    for (size_t s = 0; s < samples->streams; s++) {
        if (!is_of_events(samples->stream[s].kind) || samples->stream[s].count == 0)
            continue;
        int64_t step_s = stream_step_s(&samples->stream[s]);
        shortest = shortest == 0 || step_s < shortest ? step_s : shortest;
    }
    if (shortest == 0 || asked_s > 0)
        return shortest == 0 ? 0 : asked_s;
    char text[UNIT_NAME_MAX];
    notes_add(notes, NOTE_INFO, "event step",
              "events are gathered into steps of %s, the shortest of 1m, 5m, 1h and 1d that holds "
              "five on average where there are any; --step decides otherwise",
              duration_format(text, (double)shortest));
    return shortest;
}
