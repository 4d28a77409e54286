#include "series/grid_fill.h"

#include "base/memory.h"
#include "ingest/samples.h"
#include "series/month_step.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/// Growth of a counter from one reading to the next.
struct growth {
    instant from, to;
    double amount;
};

struct counter_repairs {
    size_t resets; ///< the counter fell: it restarted from zero, so the reading is the growth
    size_t wraps;  ///< it fell near 2^32 by what fits its usual growth: it wrapped
};

static const double wrap_32 = 4294967296.0;

/// A fall is a wrap when the counter was in the upper half of 32 bits and what it would have grown
/// by is like what it grew by before; otherwise its process restarted.
static bool is_wrap(double before, double after, double largest_growth)
{
    if (before < wrap_32 / 2 || before >= wrap_32)
        return false;
    double growth = after + wrap_32 - before;
    return growth <= 4 * largest_growth;
}

/// Writes at most count - 1 growths (readings that are NaN are passed over); returns how many.
/// A reset counts what came since it, as Prometheus' increase() does.
static size_t counter_growth(const struct sample *reading, size_t count, struct growth *growth,
                             struct counter_repairs *repairs)
{
    *repairs = (struct counter_repairs){0};
    size_t kept = 0;
    double largest = 0;
    const struct sample *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (isnan(reading[i].value))
            continue;
        if (before != NULL) {
            double amount = reading[i].value - before->value;
            if (amount >= 0) {
                largest = fmax(largest, amount);
            } else if (is_wrap(before->value, reading[i].value, largest)) {
                amount += wrap_32;
                repairs->wraps++;
            } else {
                amount = fmax(reading[i].value, 0);
                repairs->resets++;
            }
            growth[kept++] = (struct growth){before->time, reading[i].time, amount};
        }
        before = &reading[i];
    }
    return kept;
}

/// Index of the step, SIZE_MAX when it lies outside.
static size_t step_at(const struct series *series, const struct grid_index *index, instant time)
{
    int64_t i = grid_index_of(index, time);
    return i < 0 || i >= (int64_t)series->n ? SIZE_MAX : (size_t)i;
}

static void fill_levels(struct series *series, const struct grid_index *index,
                        const struct ordered_samples *samples, bool total, double factor)
{
    uint32_t *count = mem_alloc(series->n, sizeof *count);
    for (size_t k = 0; k < samples->count; k++) {
        size_t i = step_at(series, index, samples->sample[k].time);
        if (i == SIZE_MAX || isnan(samples->sample[k].value))
            continue;
        series->value[i] = (count[i] == 0 ? 0 : series->value[i]) + samples->sample[k].value;
        series->mark[i] = MARK_MEASURED;
        count[i]++;
    }
    for (size_t i = 0; i < series->n; i++)
        if (count[i] > 0)
            series->value[i] *= factor / (total ? (double)series->step_s : (double)count[i]);
    free(count);
}

static void fill_events(struct series *series, const struct grid_index *index,
                        const struct ordered_samples *samples)
{
    for (size_t i = 0; i < series->n; i++)
        series->value[i] = 0;
    for (size_t k = 0; k < samples->count; k++) {
        size_t i = step_at(series, index, samples->sample[k].time);
        if (i == SIZE_MAX)
            continue;
        // 1 where events are counted, a size where sizes are summed.
        if (!isnan(samples->sample[k].value))
            series->value[i] += samples->sample[k].value;
        series->mark[i] = MARK_MEASURED;
    }
    for (size_t i = 0; i < series->n; i++) {
        // Absent until the policy for gaps has looked at the silence around it.
        series->value[i] =
            series->mark[i] == MARK_MEASURED ? series->value[i] / (double)series->step_s : NAN;
    }
}

/// How much of a step its growths cover, and how much of that is of spans in which readings are
/// missing.
struct coverage {
    double known_ms, guessed_ms;
};

/// Spreads the growth of one span over the steps that it overlaps.
static void add_growth(struct series *series, const struct grid_index *index,
                       const struct growth *growth, struct coverage *covered)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    double rate = growth->amount / (double)(growth->to - growth->from);
    bool guessed = growth->to - growth->from > step_ms * 3 / 2;
    int64_t i = step_months(series->step_s) > 0 ? grid_index_of(index, growth->from)
                                                : (growth->from - series->start) / step_ms;
    for (i = i < 0 ? 0 : i; i < (int64_t)series->n; i++) {
        instant begin = grid_index_begin(index, i);
        instant end = grid_index_begin(index, i + 1);
        instant from = growth->from > begin ? growth->from : begin;
        instant to = growth->to < end ? growth->to : end;
        if (to <= from)
            return;
        double part_ms = (double)(to - from);
        series->value[i] = (covered[i].known_ms > 0 ? series->value[i] : 0) + rate * part_ms;
        covered[i].known_ms += part_ms;
        covered[i].guessed_ms += guessed ? part_ms : 0;
        // Readings are seldom right at the edge of a step: what most of it says counts.
        series->mark[i] =
            covered[i].guessed_ms * 2 > covered[i].known_ms ? MARK_FILLED : MARK_MEASURED;
    }
}

static void note_repairs(const char *name, const struct counter_repairs *repairs, size_t readings,
                         struct notes *notes)
{
    if (repairs->wraps > 0)
        notes_add(notes, NOTE_WARNING, "wraps", "%s: the counter wrapped at 32 bits %zu time%s",
                  name, repairs->wraps, repairs->wraps == 1 ? "" : "s");
    if (repairs->resets * 5 > readings)
        notes_add(notes, NOTE_WARNING, "resets",
                  "%s: the counter falls in %zu of %zu readings; --gauge reads it as a level", name,
                  repairs->resets, readings);
    else if (repairs->resets > 0)
        notes_add(notes, NOTE_WARNING, "resets",
                  "%s: the counter restarted %zu time%s: counted on from zero", name,
                  repairs->resets, repairs->resets == 1 ? "" : "s");
}

static void fill_counter(struct series *series, const struct grid_index *index,
                         const struct ordered_samples *samples, double factor, struct notes *notes)
{
    // Over a longer silence the growth is known but not its course: those steps stay missing.
    enum { LONGEST_SPAN_STEPS = 12 };
    struct counter_repairs repairs;
    struct growth *growth = mem_alloc(samples->count, sizeof *growth);
    struct coverage *covered = mem_alloc(series->n, sizeof *covered);
    size_t growths = counter_growth(samples->sample, samples->count, growth, &repairs);
    note_repairs(series->name, &repairs, samples->count, notes);
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    for (size_t k = 0; k < growths; k++)
        if (growth[k].to - growth[k].from <= LONGEST_SPAN_STEPS * step_ms)
            add_growth(series, index, &growth[k], covered);
    for (size_t i = 0; i < series->n; i++) {
        if (covered[i].known_ms * 2 >= (double)step_ms) {
            series->value[i] *= factor * INSTANT_PER_SECOND / covered[i].known_ms;
        } else {
            series->value[i] = NAN;
            series->mark[i] = MARK_ABSENT;
        }
    }
    while (series->n > 0 && covered[series->n - 1].known_ms * 2 < (double)step_ms)
        series->n--;
    free(covered);
    free(growth);
}

void grid_fill(struct series *series, const struct grid_index *index,
               const struct ordered_samples *samples, enum sample_kind kind, double factor,
               struct notes *notes)
{
    switch (kind) {
    case SAMPLE_GAUGE:
    case SAMPLE_MEASUREMENT:
        fill_levels(series, index, samples, false, factor);
        break;
    case SAMPLE_TOTAL:
        fill_levels(series, index, samples, true, factor);
        break;
    case SAMPLE_COUNTER:
        fill_counter(series, index, samples, factor, notes);
        break;
    case SAMPLE_EVENT:
        fill_events(series, index, samples);
        break;
    }
}
