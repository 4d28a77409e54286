#include "cmd/replay_paths.h"

#include "answer/words.h"
#include "answer/words_outcome.h"
#include "base/memory.h"
#include "cmd/replay_course.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { VIOLATIONS_SHOWN = 5 };

#define CONFIDENCE 0.95

// --- times of violation --------------------------------------------------------------------------

/// Rows of a timeline in violation without a break.
struct episode {
    size_t first, rows;
    double violation_s;
    double worst; ///< shortfall
};

static int by_length(const void *a, const void *b)
{
    const struct episode *x = a, *y = b;
    if (x->violation_s != y->violation_s)
        return x->violation_s > y->violation_s ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static size_t find_episodes(const struct timeline *timeline, struct episode *episode)
{
    size_t count = 0;
    for (size_t i = 0; i < timeline->count; i++) {
        if (timeline->row[i].violation_s <= 0)
            continue;
        bool goes_on = i > 0 && timeline->row[i - 1].violation_s > 0;
        if (!goes_on)
            episode[count++] = (struct episode){.first = i};
        episode[count - 1].rows++;
        episode[count - 1].violation_s += timeline->row[i].violation_s;
        episode[count - 1].worst = fmax(episode[count - 1].worst, timeline->row[i].worst_shortfall);
    }
    qsort(episode, count, sizeof *episode, by_length);
    return count;
}

static const char *span(struct arena *arena, double ms)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, round(ms / 1000)));
}

/// "25m", or "25m of 45m" where the rows were not in violation all the time.
static const char *violation_span(struct arena *arena, const struct episode *episode, double ms)
{
    const char *violation = span(arena, episode->violation_s * 1000);
    const char *rows = span(arena, ms);
    return strcmp(violation, rows) == 0 ? rows : arena_printf(arena, "%s of %s", violation, rows);
}

/// The stages of the dead time of the scale-out that ended a violation.
static const char *reaction(struct arena *arena, const struct replay_run *run, instant from,
                            instant until)
{
    const struct event_log *log = &run->workspace.log;
    for (size_t i = 0; i < log->count; i++) {
        const struct scaling_event *event = &log->event[i];
        bool serves = event->ready == INSTANT_NONE || event->ready > from;
        if (event->to <= event->from || event->time >= until || !serves)
            continue;
        const char *words = replay_event_words(arena, run->input.policy, event);
        const char *seen = event->onset == INSTANT_NONE
                               ? ""
                               : arena_printf(arena, ", %s after the metric crossed",
                                              span(arena, (double)(event->time - event->onset)));
        if (event->ready == INSTANT_NONE)
            return arena_printf(arena, "%s%s", words, seen);
        return arena_printf(arena, "%s at %s%s; served %s later", words,
                            words_time(arena, event->time), seen,
                            span(arena, (double)(event->ready - event->time)));
    }
    return "nothing was done";
}

void replay_violations_document(const struct replay_runs *runs, const struct replay_run *run,
                                struct document *document)
{
    struct arena *arena = &runs->setup->invocation->arena;
    const struct timeline *timeline = &run->workspace.timeline;
    struct episode *episode = mem_alloc(timeline->count, sizeof *episode);
    size_t count = find_episodes(timeline, episode);
    if (count > 0)
        document_heading(document,
                         count > VIOLATIONS_SHOWN ? "The longest violations" : "Violations");
    int64_t row_ms = run->input.demand->tick_ms * (int64_t)run->input.demand->ticks_a_row;
    for (size_t i = 0; i < count && i < VIOLATIONS_SHOWN; i++) {
        instant from = timeline->row[episode[i].first].time;
        instant until = from + (int64_t)episode[i].rows * row_ms;
        document_item(document, "%s, for %s, up to %s short: %s", words_time(arena, from),
                      violation_span(arena, &episode[i], (double)(until - from)),
                      words_measure(arena, episode[i].worst, words_figure, &runs->setup->unit.unit),
                      reaction(arena, run, from, until));
    }
    free(episode);
}

// --- paths ---------------------------------------------------------------------------------------

double share_bound(size_t hits, size_t n)
{
    if (hits >= n)
        return 1;
    return beta_quantile(CONFIDENCE, (double)hits + 1, (double)(n - hits));
}

static void add_spread(const struct replay_runs *runs, struct document *document)
{
    struct table table = {0};
    struct arena *arena = &runs->setup->invocation->arena;
    size_t n = runs->setup->trace.count;
    double *value = mem_alloc(n, sizeof *value);
    table_add_column(&table, "measure", COLUMN_TEXT, STYLE_PLAIN);
    static const struct {
        const char *name;
        double q;
    } spreads[] = {{"median", 0.5}, {"p95", 0.95}, {"highest", 1}};
    for (size_t k = 0; k < 3; k++)
        table_add_column(&table, spreads[k].name, COLUMN_TEXT, STYLE_PLAIN);
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
         measure++) {
        for (size_t i = 0; i < n; i++)
            value[i] = outcome_value(&runs->run[i].outcome, measure);
        if (isnan(quantile_present(value, n, 1)))
            continue;
        size_t row = table_add_row(&table);
        table_set_text(&table, row, 0, measure->name);
        for (size_t k = 0; k < 3; k++)
            table_set_text(&table, row, k + 1,
                           words_outcome(arena, measure, quantile_present(value, n, spreads[k].q)));
    }
    free(value);
    document_heading(document, "Measures over the paths");
    document_table(document, &table);
}

void replay_paths_document(const struct replay_runs *runs, struct document *document)
{
    struct arena *arena = &runs->setup->invocation->arena;
    size_t n = runs->setup->trace.count;
    size_t hits = 0;
    for (size_t i = 0; i < n; i++)
        hits += runs->run[i].outcome.violation > 0;
    document_callout(document, hits == 0 ? TONE_GOOD : TONE_CAUTION,
                     "%zu of %zu paths have a violation: %s, at most %s with 95%% confidence.",
                     hits, n, words_share(arena, (double)hits / (double)n),
                     words_share(arena, share_bound(hits, n)));
    add_spread(runs, document);
    document_heading(document, "Notes");
    document_notes(document, &runs->setup->invocation->notes, NOTE_INFO);
}
