#include "cmd/replay_summary.h"

#include "answer/chart.h"
#include "answer/words.h"
#include "answer/words_outcome.h"
#include "base/memory.h"
#include "base/number.h"
#include "cmd/replay_course.h"
#include "cmd/replay_paths.h"
#include "cmd/replay_surges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"scenario", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "trace, or the factor of a surge"},
    {"path", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "of a forecast, in place of the scenario"},
    {"measure", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "its name, as in MEASURES"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "of the value; missing for a count"},
    {"value", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "with the policy"},
    {"against", COLUMN_NUMBER, STYLE_PLAIN, NULL, true, "with the policy of --against"},
    {"fixed_peak", COLUMN_NUMBER, STYLE_PLAIN, NULL, true,
     "with as many instances all the time as the highest demand needs"},
    {"perfect", COLUMN_NUMBER, STYLE_PLAIN, NULL, true,
     "with perfect knowledge: at every moment what it needs, ready at once"},
    {"at", COLUMN_TIME, STYLE_PLAIN, NULL, false, "when it was worst"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_summary = {"the summary of a replay (--summary)", columns};

// --- as a table ----------------------------------------------------------------------------------

static const char *unit_of(const struct outcome_measure *measure)
{
    static const char *const unit[] = {
        [MEASURE_SHARE] = "share", [MEASURE_PERCENT] = "%", [MEASURE_NUMBER] = NULL,
        [MEASURE_SECONDS] = "s",   [MEASURE_MONEY] = NULL,
    };
    return unit[measure->kind] != NULL ? unit[measure->kind]
           : measure->unit[0] == '\0'  ? NULL
                                       : measure->unit;
}

static void set_value(struct table *table, size_t row, const char *column,
                      const struct outcome *outcome, const struct outcome_measure *measure)
{
    size_t at = table_find(table, column);
    if (at != SIZE_MAX)
        table_set_number(table, row, at, outcome_value(outcome, measure));
}

void replay_summary_fill(const struct replay_runs *runs, struct table *table)
{
    const char *skip[5] = {NULL};
    size_t skips = 0;
    bool compared = runs->setup->trace.count == 1;
    if (!runs->has_against)
        skip[skips++] = "against";
    if (!compared) {
        skip[skips++] = "fixed_peak";
        skip[skips++] = "perfect";
    }
    const char *scenario = replay_runs_column(runs);
    skip[skips++] = strcmp(scenario, "path") == 0 ? "scenario" : "path";
    schema_add_columns(table, &schema_summary, skip);
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
             measure++) {
            size_t row = table_add_row(table);
            table_set_text(table, row, table_find(table, scenario), run->scenario);
            table_set_text(table, row, table_find(table, "measure"), measure->name);
            table_set_text(table, row, table_find(table, "unit"), unit_of(measure));
            set_value(table, row, "value", &run->outcome, measure);
            set_value(table, row, "against", &run->against, measure);
            set_value(table, row, "fixed_peak", &run->fixed, measure);
            set_value(table, row, "perfect", &run->perfect, measure);
            table_set_time(table, row, table_find(table, "at"),
                           outcome_where(&run->outcome, measure));
        }
    }
}

// --- for people ----------------------------------------------------------------------------------

static const char *span(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, round(seconds)));
}

static const char *shown(struct arena *arena, const struct outcome *outcome,
                         const struct outcome_measure *measure)
{
    return words_outcome(arena, measure, outcome_value(outcome, measure));
}

static void add_measures(const struct replay_runs *runs, const struct replay_run *run,
                         struct document *document)
{
    struct table table = {0};
    struct arena *arena = &runs->setup->invocation->arena;
    table_add_column(&table, "measure", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "policy", COLUMN_TEXT, STYLE_PLAIN);
    if (run->has_against)
        table_add_column(&table, "against", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "fixed peak", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "perfect", COLUMN_TEXT, STYLE_PLAIN);
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
         measure++) {
        if (isnan(outcome_value(&run->outcome, measure)))
            continue;
        size_t row = table_add_row(&table);
        size_t at = 0;
        table_set_text(&table, row, at++, measure->name);
        table_set_text(&table, row, at++, shown(arena, &run->outcome, measure));
        if (run->has_against)
            table_set_text(&table, row, at++, shown(arena, &run->against, measure));
        table_set_text(&table, row, at++, shown(arena, &run->fixed, measure));
        table_set_text(&table, row, at, shown(arena, &run->perfect, measure));
    }
    document_heading(document, "Measures");
    document_table(document, &table);
    document_paragraph(document, "fixed peak: as many instances all the time as the highest demand "
                                 "needs; perfect: at every moment what it needs, ready at once. "
                                 "Neither has any headroom. man headroom-simulate explains the "
                                 "measures.");
}

/// Demand, and above it the capacity; what is above the capacity is solid.
static void add_chart(const struct replay_runs *runs, const struct replay_run *run,
                      struct document *document)
{
    const struct timeline *timeline = &run->workspace.timeline;
    const struct demand *demand = run->input.demand;
    size_t n = timeline->count;
    double *well = mem_alloc(n, sizeof *well);
    double *violating = mem_alloc(n, sizeof *violating);
    double *capacity = mem_alloc(n, sizeof *capacity);
    for (size_t i = 0; i < n; i++) {
        const struct timeline_row *row = &timeline->row[i];
        well[i] = row->demand;
        violating[i] = row->violation_s > 0 ? row->demand : (double)NAN;
        capacity[i] = (double)row->in_service * runs->setup->terms.per_instance;
    }
    int64_t step_s = demand->tick_ms * (int64_t)demand->ticks_a_row / INSTANT_PER_SECOND;
    const struct chart_layer layers[] = {
        {"demand", CHART_DOTTED, demand->start, step_s, n, NULL, well},
        {"in violation", CHART_SOLID, demand->start, step_s, n, NULL, violating},
        {"capacity in service", CHART_LINE, demand->start, step_s, n, NULL, capacity},
    };
    const struct unit *unit = &runs->setup->unit.unit;
    const struct chart chart = {
        .y_title = unit->name[0] != '\0' ? unit->name : runs->setup->unit.name,
        .y_unit = unit,
        .layer = layers,
        .layers = sizeof layers / sizeof *layers,
        .now = INSTANT_NONE,
    };
    struct str text = {0};
    chart_render(&chart, &text);
    document_preformatted(document, str_text(&text));
    str_release(&text);
    free(well);
    free(violating);
    free(capacity);
}

static void add_verdict(const struct replay_runs *runs, const struct replay_run *run,
                        struct document *document)
{
    struct arena *arena = &runs->setup->invocation->arena;
    const struct outcome *outcome = &run->outcome;
    double saved = 1 - outcome->instance_hours / run->fixed.instance_hours;
    const char *hours =
        arena_printf(arena, "%s instance-hours, %s %s than a fixed fleet for the peak",
                     words_number(arena, outcome->instance_hours), words_share(arena, fabs(saved)),
                     saved >= 0 ? "fewer" : "more");
    if (outcome->violation <= 0)
        document_callout(document, TONE_GOOD, "No violation in %s; %s.",
                         span(arena, outcome->hours * 3600), hours);
    else
        document_callout(document, TONE_CAUTION,
                         "In violation for %s of %s (%s), at most %s on end, from %s; %s.",
                         span(arena, outcome->violation * outcome->hours * 3600),
                         span(arena, outcome->hours * 3600),
                         shown(arena, outcome, outcome_measure_find("violation")),
                         span(arena, outcome->longest_violation_s),
                         words_time(arena, outcome->longest_at), hours);
}

void replay_summary_document(const struct replay_runs *runs, struct document *document)
{
    const struct policy_set *set = &runs->setup->policy;
    const struct replay_run *run = &runs->run[0];
    document_title(document, "Replay of %s",
                   set->group.name == NULL ? "the policy" : set->group.name);
    if (runs->setup->trace.count > 1) {
        replay_paths_document(runs, document);
        return;
    }
    add_verdict(runs, run, document);
    add_chart(runs, run, document);
    replay_violations_document(runs, run, document);
    if (runs->count > 1)
        replay_surges_document(runs, document);
    add_measures(runs, run, document);
    document_heading(document, "Notes");
    document_notes(document, &runs->setup->invocation->notes, NOTE_INFO);
}
