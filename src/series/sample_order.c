#include "series/sample_order.h"

#include "base/memory.h"
#include "series/step.h"

#include <math.h>
#include <stdlib.h>

/// A sample with its place in the input, which decides between equal times.
struct placed {
    instant time;
    double value;
    size_t place;
    size_t source;
};

/// What was found while merging, for one note or one error.
struct conflict {
    size_t count;
    struct placed first, second;
};

static int by_time_then_place(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/// Events of one time go by their values, so that sums do not depend on the order of the rows.
static int by_time_then_value(const void *left, const void *right)
{
    const struct sample *a = left;
    const struct sample *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (isnan(a->value) || isnan(b->value))
        return (isnan(a->value) ? 1 : 0) - (isnan(b->value) ? 1 : 0);
    return a->value < b->value ? -1 : a->value > b->value;
}

/// The samples of one stream, in the order of its file.
struct run {
    struct sample *sample;
    size_t count;
    size_t source;
};

/// Whether nothing is to be sorted or merged: times increase, those of events may repeat.
static bool is_ordered(const struct run *run, bool events)
{
    for (size_t i = 1; i < run->count; i++)
        if (events ? run->sample[i].time < run->sample[i - 1].time
                   : run->sample[i].time <= run->sample[i - 1].time)
            return false;
    return true;
}

/// Rows that come before the row above them; a file written newest first counts none.
static size_t out_of_order(const struct run *run)
{
    size_t falls = 0;
    size_t rises = 0;
    for (size_t i = 1; i < run->count; i++) {
        if (run->sample[i].time < run->sample[i - 1].time)
            falls++;
        else if (run->sample[i].time > run->sample[i - 1].time)
            rises++;
    }
    return rises == 0 ? 0 : falls;
}

/// Takes the samples of all streams; the runs are malloc'ed.
static struct run *take_runs(struct samples *samples, const size_t *stream, size_t streams,
                             size_t *total)
{
    struct run *run = mem_alloc(streams, sizeof *run);
    *total = 0;
    for (size_t i = 0; i < streams; i++) {
        run[i].count = samples->stream[stream[i]].count;
        run[i].source = samples->stream[stream[i]].source;
        run[i].sample = samples_drain(samples, stream[i]);
        *total += run[i].count;
    }
    return run;
}

static void free_runs(struct run *run, size_t runs)
{
    for (size_t i = 0; i < runs; i++)
        free(run[i].sample);
    free(run);
}

static void note_order(const struct run *run, const char *metric, struct notes *notes)
{
    size_t falls = out_of_order(run);
    if (falls > 0)
        notes_add(notes, NOTE_WARNING, "order", "%s: %zu row%s not in time order: sorted", metric,
                  falls, falls == 1 ? " is" : "s are");
}

/// Events are sorted and nothing more; their order in the file says nothing, so no note either.
static void order_events(const struct run *run, size_t runs, size_t total,
                         struct ordered_samples *ordered)
{
    ordered->owned = mem_alloc(total, sizeof *ordered->owned);
    for (size_t i = 0; i < runs; i++)
        for (size_t k = 0; k < run[i].count; k++)
            ordered->owned[ordered->count++] = run[i].sample[k];
    if (ordered->count > 1)
        qsort(ordered->owned, ordered->count, sizeof *ordered->owned, by_time_then_value);
}

static struct placed *collect(const struct run *run, size_t runs, size_t total, const char *metric,
                              struct notes *notes)
{
    struct placed *placed = mem_alloc(total, sizeof *placed);
    size_t place = 0;
    for (size_t i = 0; i < runs; i++) {
        note_order(&run[i], metric, notes);
        for (size_t k = 0; k < run[i].count; k++, place++)
            placed[place] = (struct placed){run[i].sample[k].time, run[i].sample[k].value, place,
                                            run[i].source};
    }
    if (total > 1)
        qsort(placed, total, sizeof *placed, by_time_then_place);
    return placed;
}

/// The usual spacing, duplicates left out, in milliseconds; 0 when it cannot be seen.
static int64_t usual_spacing_ms(const struct placed *placed, size_t count)
{
    struct sample *distinct = mem_alloc(count, sizeof *distinct);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || placed[i].time != distinct[kept - 1].time)
            distinct[kept++] = (struct sample){placed[i].time, placed[i].value};
    struct step step;
    int64_t spacing = 0;
    if (step_detect(distinct, kept, &step))
        spacing = step.step_s * INSTANT_PER_SECOND;
    free(distinct);
    return spacing;
}

/// A source that writes local times while it samples in another clock stamps a whole skipped hour
/// with one time: the run of equal stamps then fills exactly the gap before it.
static void spread_collapsed_runs(struct placed *placed, size_t count, const char *metric,
                                  struct notes *notes)
{
    enum { SHORTEST_RUN = 3 };
    int64_t spacing = 0;
    for (size_t i = 1; i < count;) {
        size_t end = i + 1;
        while (end < count && placed[end].time == placed[i].time)
            end++;
        size_t run = end - i;
        if (run >= SHORTEST_RUN && spacing == 0)
            spacing = usual_spacing_ms(placed, count);
        if (run >= SHORTEST_RUN && spacing > 0) {
            int64_t missing = placed[i].time - placed[i - 1].time - (int64_t)run * spacing;
            if (llabs(missing) < spacing) {
                char text[INSTANT_TEXT_MAX];
                notes_add(notes, NOTE_WARNING, "clock-change",
                          "%s: %zu rows share the time %s behind a gap of as many steps: spread "
                          "over the gap",
                          metric, run, instant_format(text, placed[i].time));
                for (size_t k = 0; k < run; k++)
                    placed[i + k].time = placed[i - 1].time + (int64_t)(k + 1) * spacing;
            }
        }
        i = end;
    }
}

static bool same_value(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/// Merges equal times in place; returns how many samples remain.
static size_t merge(const struct placed *placed, size_t count, enum ingest_prefer prefer,
                    struct sample *out, size_t *equal, struct conflict *conflict)
{
    size_t kept = 0;
    size_t last = 0;
    size_t meant = 1; // values in the mean at hand
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || placed[i].time != out[kept - 1].time) {
            out[kept++] = (struct sample){placed[i].time, placed[i].value};
            last = i;
            meant = 1;
        } else if (prefer == PREFER_MEAN && !isnan(placed[i].value) &&
                   !isnan(out[kept - 1].value)) {
            double *mean = &out[kept - 1].value;
            conflict->count += !same_value(placed[i].value, *mean);
            *mean += (placed[i].value - *mean) / (double)++meant;
        } else if (same_value(placed[i].value, out[kept - 1].value)) {
            (*equal)++;
        } else if (isnan(placed[i].value)) {
            continue;
        } else if (isnan(out[kept - 1].value)) {
            out[kept - 1].value = placed[i].value;
            last = i;
        } else {
            if (conflict->count++ == 0) {
                conflict->first = placed[last];
                conflict->second = placed[i];
            }
            if (prefer == PREFER_LAST) {
                out[kept - 1].value = placed[i].value;
                last = i;
            }
        }
    }
    return kept;
}

static int conflict_error(const struct samples *samples, const struct sample_stream *stream,
                          const struct conflict *conflict, size_t kept, struct err *err)
{
    char text[INSTANT_TEXT_MAX];
    const char *plural = conflict->count == 1 ? "" : "s";
    instant_format(text, conflict->first.time);
    const char *first = samples->source[conflict->first.source].path;
    const char *second = samples->source[conflict->second.source].path;
    if (conflict->first.source != conflict->second.source)
        return err_at(
            err, second, 0, stream->metric,
            "%s is %.10g here and %.10g in \"%s\" (%zu time%s like it); --prefer first or "
            "last says which file counts",
            text, conflict->second.value, conflict->first.value, first, conflict->count, plural);
    const char *remedy =
        "; --prefer first or last says which row counts, --prefer mean takes their mean";
    // A few double rows are accidents; many are several series in one.
    if (conflict->count > 2 && conflict->count * 5 > kept)
        remedy = "; --by COLUMN names what tells the rows apart, --count counts "
                 "rows that are events, --prefer mean takes the mean of several samples";
    else if (samples->source[conflict->first.source].zone_assumed)
        remedy = "; if a local clock went back an hour, --tz ZONE settles it, else --prefer first "
                 "or last";
    return err_at(err, first, 0, stream->metric,
                  "two rows for %s differ, %.10g and %.10g (%zu time%s like it)%s", text,
                  conflict->first.value, conflict->second.value, conflict->count, plural, remedy);
}

/// Joins runs of levels, totals or a counter into one time line.
static int order_readings(const struct samples *samples, const struct sample_stream *first,
                          struct placed *placed, size_t count, enum ingest_prefer prefer,
                          struct ordered_samples *ordered, struct notes *notes, struct err *err)
{
    spread_collapsed_runs(placed, count, first->metric, notes);
    struct sample *merged = mem_alloc(count, sizeof *merged);
    struct conflict conflict = {0};
    size_t equal = 0;
    size_t kept = merge(placed, count, prefer, merged, &equal, &conflict);
    if (conflict.count > 0 && prefer == PREFER_NONE) {
        free(merged);
        return conflict_error(samples, first, &conflict, kept, err);
    }
    if (equal > 0)
        notes_add(notes, NOTE_WARNING, "duplicates",
                  "%s: %zu row%s a time with the same value: merged", first->metric, equal,
                  equal == 1 ? " repeats" : "s repeat");
    if (conflict.count > 0)
        notes_add(notes, NOTE_WARNING, "conflicts",
                  "%s: %zu row%s a time with another value: the %s counts", first->metric,
                  conflict.count, conflict.count == 1 ? " repeats" : "s repeat",
                  prefer == PREFER_MEAN   ? "mean"
                  : prefer == PREFER_LAST ? "last"
                                          : "first");
    ordered->owned = merged;
    ordered->count = kept;
    return 0;
}

int samples_order(struct samples *samples, const size_t *stream, size_t streams, bool events,
                  enum ingest_prefer prefer, struct ordered_samples *ordered, struct notes *notes,
                  struct err *err)
{
    *ordered = (struct ordered_samples){0};
    const struct sample_stream *first = &samples->stream[stream[0]];
    size_t total = 0;
    struct run *run = take_runs(samples, stream, streams, &total);
    int result = 0;
    if (streams == 1 && is_ordered(&run[0], events)) {
        ordered->owned = run[0].sample;
        ordered->count = run[0].count;
        run[0].sample = NULL;
        free_runs(run, streams);
    } else if (events) {
        order_events(run, streams, total, ordered);
        free_runs(run, streams);
    } else {
        struct placed *placed = collect(run, streams, total, first->metric, notes);
        free_runs(run, streams);
        result = order_readings(samples, first, placed, total, prefer, ordered, notes, err);
        free(placed);
    }
    ordered->sample = ordered->owned;
    return result;
}

void ordered_samples_release(struct ordered_samples *ordered)
{
    free(ordered->owned);
    *ordered = (struct ordered_samples){0};
}
