#include "series/grid.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/str.h"
#include "base/vec.h"
#include "series/event_step.h"
#include "series/grid_group.h"
#include "series/step.h"
#include "series/stock_or_flow.h"
#include "series/stream_groups.h"
#include "series/unrelated_files.h"

#include <stdlib.h>
#include <string.h>

/// The first and the last time that have a value; INSTANT_NONE without any.
static void find_span(const struct samples *samples, instant *first, instant *last)
{
    *first = *last = INSTANT_NONE;
    for (size_t s = 0; s < samples->streams; s++) {
        struct sample_walk walk = {.stream = &samples->stream[s]};
        struct sample sample;
        while (sample_walk_next(&walk, &sample)) {
            *first = *first == INSTANT_NONE || sample.time < *first ? sample.time : *first;
            *last = sample.time > *last ? sample.time : *last;
        }
    }
}

/// Now is the last time that has a value; --window counts back from it.
static instant last_time(const struct samples *samples)
{
    instant first, last;
    find_span(samples, &first, &last);
    return last;
}

/// The step that the beginning of a stream shows; 0 when it shows none.
static int64_t beginning_step_s(const struct sample_stream *stream)
{
    enum { BEGINNING = 4096 };
    struct sample *sample = mem_alloc(BEGINNING, sizeof *sample);
    struct sample_walk walk = {.stream = stream};
    struct step step = {0};
    size_t count = 0;
    bool increasing = true;
    while (increasing && count < BEGINNING && sample_walk_next(&walk, &sample[count])) {
        increasing = count == 0 || sample[count].time > sample[count - 1].time;
        count++;
    }
    if (!increasing || !step_detect(sample, count, &step))
        step.step_s = 0;
    free(sample);
    return step.step_s;
}

/// The step of the first stream of levels, totals or a counter that shows one; 0 when none does.
static int64_t usual_step_s(const struct samples *samples)
{
    int64_t step_s = 0;
    for (size_t s = 0; s < samples->streams && step_s == 0; s++)
        if (!is_of_events(samples->stream[s].kind) && samples->stream[s].count > 1)
            step_s = beginning_step_s(&samples->stream[s]);
    return step_s;
}

/// One group's series, with all that building them changes.
struct outcome {
    struct series_set set;
    struct notes notes;
    struct err err;
    int status;
};

/// Groups that are built at a time.
struct batch {
    const struct grid_build *build;
    const struct stream_groups *groups;
    size_t first; ///< group of the first outcome
    struct outcome *outcome;
};

static void build_one(void *context, size_t item)
{
    const struct batch *batch = context;
    const size_t *first = &batch->groups->first[batch->first + item];
    struct outcome *outcome = &batch->outcome[item];
    struct grid_build build = *batch->build;
    build.notes = &outcome->notes;
    outcome->status = grid_group_build(&build, batch->groups->stream + first[0],
                                       first[1] - first[0], &outcome->set, &outcome->err);
    // Large exports need not be in memory twice.
    for (size_t i = first[0]; i < first[1]; i++)
        samples_empty(build.samples, batch->groups->stream[i]);
}

/// Adds what one group gave to that of the groups before it, unless one of those failed.
static int collect(struct outcome *outcome, int status, struct series_set *set, struct notes *notes,
                   struct err *err)
{
    if (status == 0) {
        notes_join(notes, &outcome->notes);
        for (size_t i = 0; i < outcome->set.count; i++)
            VEC_PUSH(set->item, set->count, set->capacity, outcome->set.item[i]);
        outcome->set.count = 0;
        status = outcome->status;
        if (status != 0 && err != NULL)
            *err = outcome->err;
    }
    notes_release(&outcome->notes);
    series_set_release(&outcome->set);
    return status;
}

/// Columns that come to one name, requests/s and requests_per_second, are told apart by a number.
static void number_namesakes(struct series_set *set, struct notes *notes)
{
    struct key_index names = {0};
    for (size_t i = 0; i < set->count; i++) {
        struct series *series = &set->item[i];
        struct str text = {0};
        bool added = false;
        size_t number = 1;
        while (!added) {
            str_clear(&text);
            str_append(&text, series->name);
            if (number > 1)
                str_appendf(&text, "_%zu", number);
            size_t length = text.length;
            str_append_char(&text, '\x1F');
            str_append(&text, series->key == NULL ? "" : series->key);
            key_index_put(&names, text.data, text.length, &added);
            text.data[length] = '\0';
            number++;
        }
        if (strcmp(text.data, series->name) != 0) {
            notes_add(notes, NOTE_WARNING, "namesakes",
                      "two columns come to the name %s: the later one is called %s", series->name,
                      text.data);
            free(series->name);
            series->name = mem_strdup(text.data);
        }
        str_release(&text);
    }
    key_index_release(&names);
}

static int build_all(const struct grid_build *build, struct series_set *set, struct err *err)
{
    enum { BATCH = 64 };
    struct stream_groups groups;
    stream_groups_init(&groups, build->samples);
    unrelated_files_note(build->samples, &groups, build->notes);
    struct outcome *outcome = mem_alloc(BATCH, sizeof *outcome);
    int status = 0;
    for (size_t first = 0; first < groups.count && status == 0; first += BATCH) {
        size_t count = groups.count - first < BATCH ? groups.count - first : BATCH;
        struct batch batch = {build, &groups, first, outcome};
        for (size_t i = 0; i < count; i++)
            outcome[i] = (struct outcome){0};
        parallel_run(count, build->options->threads, build_one, &batch);
        for (size_t i = 0; i < count; i++)
            status = collect(&outcome[i], status, set, build->notes, err);
    }
    free(outcome);
    stream_groups_release(&groups);
    number_namesakes(set, build->notes);
    return status;
}

/// first, last: of all samples, INSTANT_NONE where no bounds were given.
static int refuse_empty(const struct samples *samples, instant first, instant last, struct err *err)
{
    const char *file = samples->sources > 0 ? samples->source[0].path : "input";
    char from[INSTANT_TEXT_MAX];
    char to[INSTANT_TEXT_MAX];
    if (first != INSTANT_NONE)
        return err_at(err, file, 0, NULL,
                      "no values between --since and --until: all are from %s to %s",
                      instant_format(from, first), instant_format(to, last));
    return err_at(err, file, 0, NULL, "no values; --value names the column that has them");
}

/// Of the highest value of a step, "max" says no limit.
static bool tells_limit(const char *name)
{
    const char *max = strstr(name, "max");
    return name_tells_free(name) || (name_tells_limit(name) && (max == NULL || max == name));
}

/// A column of each source that tells a limit, or what is left, whether it was read or not.
static const char **find_limits(const struct samples *samples)
{
    const char **limit = mem_alloc(samples->sources, sizeof *limit);
    for (size_t s = 0; s < samples->streams; s++) {
        const struct sample_stream *stream = &samples->stream[s];
        if (limit[stream->source] == NULL && tells_limit(stream->metric))
            limit[stream->source] = stream->metric;
    }
    for (size_t i = 0; i < samples->sources; i++)
        for (size_t c = 0; c < samples->source[i].lefts && limit[i] == NULL; c++)
            if (tells_limit(samples->source[i].left[c].name))
                limit[i] = samples->source[i].left[c].name;
    return limit;
}

int grid_build(struct samples *samples, const struct grid_options *options, struct series_set *set,
               struct notes *notes, struct err *err)
{
    struct grid_build build = {.samples = samples,
                               .options = options,
                               .since = options->since,
                               .until = options->until,
                               .usual_step_s = usual_step_s(samples),
                               .notes = notes};
    build.limit = find_limits(samples);
    build.event_step_s = event_step_s(samples, options->step_s, notes);
    if (options->window_s > 0) {
        instant last = options->until != INSTANT_NONE ? options->until - 1 : last_time(samples);
        // Without a sample there is nothing to count back from.
        instant from =
            last == INSTANT_NONE ? last : last - options->window_s * INSTANT_PER_SECOND + 1;
        build.since = build.since == INSTANT_NONE || from > build.since ? from : build.since;
    }
    // Building takes the samples away.
    instant first = INSTANT_NONE;
    instant last = INSTANT_NONE;
    if (build.since != INSTANT_NONE || build.until != INSTANT_NONE)
        find_span(samples, &first, &last);
    int status = build_all(&build, set, err);
    free(build.limit);
    if (status == 0 && set->count == 0) {
        status = refuse_empty(samples, first, last, err);
    }
    if (status != 0)
        series_set_release(set);
    return status;
}
