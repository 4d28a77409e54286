#include "ingest/outlying_rows.h"

#include "base/memory.h"
#include "base/vec.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/// How far out a row stands before it is left out: steps and spans of the rows it is far from.
enum { FAR_STEPS = 100, FAR_SPANS = 3, FAR_DAYS = 300 };

/// What is left out is at most one row in so many (but one row is allowed), in so many places on
/// each side: more is how the series is.
enum { ROWS_A_STRAY = 10, PLACES_A_SIDE = 2 };

/// A stream of fewer samples says nothing about its own times.
enum { FEWEST_SAMPLES = 4 };

/// Samples of one stream that follow each other without a leap; or several such, merged.
struct stretch {
    instant first, last;
    size_t count;
    size_t line; ///< of its first sample
};

struct stretches {
    struct stretch *item;
    size_t count, capacity;
};

static int by_place(const void *left, const void *right)
{
    const struct sample_leap *a = left;
    const struct sample_leap *b = right;
    if (a->stream != b->stream)
        return a->stream < b->stream ? -1 : 1;
    return (a->sample > b->sample) - (a->sample < b->sample);
}

/// The line of a sample behind a leap, of which there is a record; 0 where there is none.
static size_t line_of_leap(const struct samples *samples, size_t stream, size_t sample)
{
    struct sample_leap wanted = {.stream = stream, .sample = sample};
    const struct sample_leap *found =
        samples->leaps == 0
            ? NULL
            : bsearch(&wanted, samples->leap, samples->leaps, sizeof wanted, by_place);
    return found == NULL ? 0 : found->line;
}

/// Appends the stretches of a stream; the leaps are in the order of streams.
static void add_stream(struct stretches *all, const struct samples *samples, size_t stream)
{
    struct sample_walk walk = {.stream = &samples->stream[stream]};
    struct sample sample;
    struct stretch current = {.line = walk.stream->first_line};
    instant before = 0;
    while (sample_walk_next(&walk, &sample)) {
        if (current.count > 0 && llabs(sample.time - before) >= SAMPLES_LEAP_MS) {
            VEC_PUSH(all->item, all->count, all->capacity, current);
            current = (struct stretch){.line = line_of_leap(samples, stream, walk.next - 1)};
        }
        before = sample.time;
        if (current.count == 0)
            current.first = current.last = sample.time;
        current.first = sample.time < current.first ? sample.time : current.first;
        current.last = sample.time > current.last ? sample.time : current.last;
        current.count++;
    }
    if (current.count > 0)
        VEC_PUSH(all->item, all->count, all->capacity, current);
}

static int by_first(const void *left, const void *right)
{
    const struct stretch *a = left;
    const struct stretch *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/// Sorts the stretches and merges those that are less than a leap apart.
static void merge_near(struct stretches *all)
{
    qsort(all->item, all->count, sizeof *all->item, by_first);
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct stretch *last = kept > 0 ? &all->item[kept - 1] : NULL;
        if (last == NULL || all->item[i].first - last->last >= SAMPLES_LEAP_MS) {
            all->item[kept++] = all->item[i];
            continue;
        }
        last->last = all->item[i].last > last->last ? all->item[i].last : last->last;
        last->count += all->item[i].count;
    }
    all->count = kept;
}

/// Whether a gap behind (or before) `core` is out of all proportion to it.
static bool is_far(const struct stretch *core, instant gap)
{
    double span = (double)(core->last - core->first);
    double step = core->count > 1 ? span / (double)(core->count - 1) : INFINITY;
    double days = (double)(FAR_DAYS * SECONDS_PER_DAY * INSTANT_PER_SECOND);
    return (double)gap >= fmin(FAR_SPANS * span, days) && (double)gap >= FAR_STEPS * step;
}

static size_t rows_of(const struct stretches *all, size_t begin, size_t end)
{
    size_t rows = 0;
    for (size_t i = begin; i < end; i++)
        rows += all->item[i].count;
    return rows;
}

/// Whether the stretches from `begin` to `end`, all far from the core on one side, are strays.
static bool are_strays(const struct stretches *all, size_t begin, size_t end,
                       const struct stretch *core)
{
    size_t most = core->count / ROWS_A_STRAY > 1 ? core->count / ROWS_A_STRAY : 1;
    return end > begin && end - begin <= PLACES_A_SIDE && rows_of(all, begin, end) <= most;
}

/// The times that are kept, in `core`; false where nothing stands out. Grows from the stretch with
/// the most rows to both sides as long as nothing is far. *before and *behind count the stretches
/// that are left out.
static bool find_core(const struct stretches *all, size_t fewest, struct stretch *core,
                      size_t *before, size_t *behind)
{
    size_t low = 0;
    for (size_t i = 1; i < all->count; i++)
        low = all->item[i].count > all->item[low].count ? i : low;
    *core = all->item[low];
    size_t high = low;
    for (bool grown = true; grown;) {
        grown = false;
        if (low > 0 && !is_far(core, core->first - all->item[low - 1].last)) {
            core->first = all->item[--low].first;
            core->count += all->item[low].count;
            grown = true;
        }
        if (high + 1 < all->count && !is_far(core, all->item[high + 1].first - core->last)) {
            core->last = all->item[++high].last;
            core->count += all->item[high].count;
            grown = true;
        }
    }
    *before = are_strays(all, 0, low, core) ? low : 0;
    *behind = are_strays(all, high + 1, all->count, core) ? all->count - high - 1 : 0;
    return core->count >= fewest && *before + *behind > 0;
}

/// Holds stretches against each other: *kept bounds what stays. False: all of it does.
static bool find_kept(struct stretches *all, size_t fewest, struct stretch *kept)
{
    size_t before = 0;
    size_t behind = 0;
    merge_near(all);
    if (all->count < 2 || !find_core(all, fewest, kept, &before, &behind))
        return false;
    if (before == 0)
        kept->first = all->item[0].first;
    if (behind == 0)
        kept->last = all->item[all->count - 1].last;
    return true;
}

/// What was left out of a file, for one note.
struct left_out {
    size_t values;
    struct stretch first; ///< the first of them in the file
    instant gap;          ///< between it and what is kept
};

/// Leaves out what a stream has outside `kept`.
static void restrict_stream(struct reading *reading, size_t stream, const struct stretch *kept,
                            struct left_out *left_out)
{
    struct stretches all = {0};
    add_stream(&all, reading->samples, stream);
    for (size_t i = 0; i < all.count; i++) {
        const struct stretch *at = &all.item[i];
        bool inside = at->last >= kept->first && at->first <= kept->last;
        bool is_first = left_out->first.count == 0 || at->line < left_out->first.line;
        if (inside || !is_first)
            continue;
        left_out->first = *at;
        left_out->gap = at->first > kept->last ? at->first - kept->last : kept->first - at->last;
    }
    free(all.item);
    left_out->values += samples_restrict(reading->samples, stream, kept->first, kept->last);
}

/// Streams that are too short to be judged by themselves, against all of the file.
static void hold_against_file(struct reading *reading, size_t first_stream,
                              struct left_out *left_out)
{
    struct samples *samples = reading->samples;
    struct stretches all = {0};
    struct stretch kept;
    for (size_t i = first_stream; i < samples->streams; i++)
        add_stream(&all, samples, i);
    bool stands_out = find_kept(&all, 2, &kept);
    for (size_t i = first_stream; i < samples->streams && stands_out; i++)
        if (samples->stream[i].count > 0 && samples->stream[i].count < FEWEST_SAMPLES)
            restrict_stream(reading, i, &kept, left_out);
    free(all.item);
}

static void hold_against_itself(struct reading *reading, size_t stream, struct left_out *left_out)
{
    struct stretches all = {0};
    struct stretch kept;
    add_stream(&all, reading->samples, stream);
    if (find_kept(&all, FEWEST_SAMPLES - 1, &kept))
        restrict_stream(reading, stream, &kept, left_out);
    free(all.item);
}

static void note_left_out(struct reading *reading, const struct left_out *left_out)
{
    char time[INSTANT_TEXT_MAX];
    char gap[UNIT_NAME_MAX];
    char more[64] = "";
    int64_t days = left_out->gap / INSTANT_PER_SECOND / SECONDS_PER_DAY;
    if (left_out->values > 1)
        snprintf(more, sizeof more, " (%zu values like it in all)", left_out->values);
    reading_note_at(reading, left_out->first.line, NOTE_WARNING, "outlying rows",
                    "the row of %s is %s away from all the others: left out%s; mend its time where "
                    "it is wrong",
                    instant_format(time, left_out->first.first),
                    duration_format(gap, (double)(days * SECONDS_PER_DAY)), more);
}

void outlying_rows_leave_out(struct reading *reading, size_t first_stream)
{
    struct samples *samples = reading->samples;
    struct left_out left_out = {0};
    if (samples->leaps > 1)
        qsort(samples->leap, samples->leaps, sizeof *samples->leap, by_place);
    bool *has_leap = mem_alloc(samples->streams - first_stream + 1, sizeof *has_leap);
    bool any_short = false;
    for (size_t i = 0; i < samples->leaps; i++)
        has_leap[samples->leap[i].stream - first_stream] = true;
    for (size_t i = first_stream; i < samples->streams; i++) {
        size_t count = samples->stream[i].count;
        any_short = any_short || (count > 0 && count < FEWEST_SAMPLES);
    }
    if (any_short)
        hold_against_file(reading, first_stream, &left_out);
    for (size_t i = first_stream; i < samples->streams; i++)
        if (has_leap[i - first_stream] && samples->stream[i].count >= FEWEST_SAMPLES)
            hold_against_itself(reading, i, &left_out);
    free(has_leap);
    if (left_out.values > 0)
        note_left_out(reading, &left_out);
    samples->leaps = 0;
}
