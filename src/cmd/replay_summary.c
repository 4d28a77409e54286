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

struct summary_cells {
    const char *scenario, *path, *measure, *unit;
    double value, against, fixed_peak, perfect;
    instant at;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct summary_cells, scenario, STYLE_PLAIN, NULL,
                   "trace, or the factor of a surge"),
    FIELD_OPTIONAL(struct summary_cells, path, STYLE_PLAIN, NULL,
                   "of a forecast, in place of the scenario"),
    FIELD(struct summary_cells, measure, STYLE_PLAIN, NULL, "its name, as in MEASURES"),
    FIELD_OPTIONAL(struct summary_cells, unit, STYLE_PLAIN, NULL,
                   "of the value; missing for a count"),
    FIELD(struct summary_cells, value, STYLE_PLAIN, NULL, "with the policy"),
    FIELD_OPTIONAL(struct summary_cells, against, STYLE_PLAIN, NULL,
                   "with the policy of --against"),
    FIELD_OPTIONAL(struct summary_cells, fixed_peak, STYLE_PLAIN, NULL,
                   "with as many instances all the time as the highest demand needs"),
    FIELD_OPTIONAL(struct summary_cells, perfect, STYLE_PLAIN, NULL,
                   "with perfect knowledge: at every moment what it needs, ready at once"),
    FIELD(struct summary_cells, at, STYLE_PLAIN, NULL, "when it was worst"),
    FIELD_END,
};

const struct schema schema_summary = {"the summary of a replay (--summary)", columns,
                                      sizeof(struct summary_cells)};

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
    struct record_writer writer;
    record_begin(&writer, table, &schema_summary, skip);
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
             measure++) {
            struct summary_cells cells;
            record_clear(&schema_summary, &cells);
            cells.scenario = cells.path = run->scenario;
            cells.measure = measure->name;
            cells.unit = unit_of(measure);
            cells.value = outcome_value(&run->outcome, measure);
            cells.against = outcome_value(&run->against, measure);
            cells.fixed_peak = outcome_value(&run->fixed, measure);
            cells.perfect = outcome_value(&run->perfect, measure);
            cells.at = outcome_where(&run->outcome, measure);
            record_add(&writer, &cells);
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

struct measure_cells {
    const char *measure, *policy, *against, *fixed_peak, *perfect;
};

static const struct schema_column measure_columns[] = {
    FIELD(struct measure_cells, measure, STYLE_PLAIN, NULL, "its name"),
    FIELD(struct measure_cells, policy, STYLE_PLAIN, NULL, "with the policy"),
    FIELD_OPTIONAL(struct measure_cells, against, STYLE_PLAIN, NULL, "with that of --against"),
    FIELD_NAMED(struct measure_cells, fixed_peak, "fixed peak", STYLE_PLAIN, NULL, "with a fleet"),
    FIELD(struct measure_cells, perfect, STYLE_PLAIN, NULL, "with perfect knowledge"),
    FIELD_END,
};

static const struct schema schema_measures = {"the measures of a replay", measure_columns,
                                              sizeof(struct measure_cells)};

static void add_measures(const struct replay_runs *runs, const struct replay_run *run,
                         struct document *document)
{
    static const char *const without_against[] = {"against", NULL};
    struct table table = {0};
    struct arena *arena = &runs->setup->invocation->arena;
    struct record_writer writer;
    record_begin(&writer, &table, &schema_measures, run->has_against ? NULL : without_against);
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
         measure++) {
        if (isnan(outcome_value(&run->outcome, measure)))
            continue;
        struct measure_cells cells;
        record_clear(&schema_measures, &cells);
        cells.measure = measure->name;
        cells.policy = shown(arena, &run->outcome, measure);
        cells.against = shown(arena, &run->against, measure);
        cells.fixed_peak = shown(arena, &run->fixed, measure);
        cells.perfect = shown(arena, &run->perfect, measure);
        record_add(&writer, &cells);
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
