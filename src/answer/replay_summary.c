#include "answer/replay_summary.h"

#include "answer/document.h"
#include "answer/replay_course.h"
#include "answer/words.h"
#include "answer/words_outcome.h"
#include "base/memory.h"
#include "base/number.h"
#include "drawing/chart.h"
#include "input/replay_runs.h"
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

static const char *paths_span(struct arena *arena, double ms)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, round(ms / 1000)));
}

/// "25m", or "25m of 45m" where the rows were not in violation all the time.
static const char *violation_span(struct arena *arena, const struct episode *episode, double ms)
{
    const char *violation = paths_span(arena, episode->violation_s * 1000);
    const char *rows = paths_span(arena, ms);
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
        const char *seen =
            event->onset == INSTANT_NONE
                ? ""
                : arena_printf(arena, ", %s after the metric crossed",
                               paths_span(arena, (double)(event->time - event->onset)));
        if (event->ready == INSTANT_NONE)
            return arena_printf(arena, "%s%s", words, seen);
        return arena_printf(arena, "%s at %s%s; served %s later", words,
                            words_time(arena, event->time), seen,
                            paths_span(arena, (double)(event->ready - event->time)));
    }
    return "nothing was done";
}

/// The longest times of violation, what was done about each and how long every stage of it took.
static void replay_violations_document(const struct replay_runs *runs, const struct replay_run *run,
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

/// Upper 95 % bound of a probability of which `hits` of `n` independent trials are known: exact
/// (Clopper and Pearson 1934); without a hit 1 - 0.05^(1/n), about ln(20)/n.
static double share_bound(size_t hits, size_t n)
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
    static const struct {
        const char *name;
        double q;
    } spreads[] = {{"median", 0.5}, {"p95", 0.95}, {"highest", 1}};
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL;
         measure++) {
        for (size_t i = 0; i < n; i++)
            value[i] = outcome_value(&runs->run[i].outcome, measure);
        if (isnan(quantile_present(value, n, 1)))
            continue;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "measure", measure->name);
        for (size_t k = 0; k < 3; k++)
            table_put_text(&table, row, spreads[k].name,
                           words_outcome(arena, measure, quantile_present(value, n, spreads[k].q)));
    }
    free(value);
    document_heading(document, "Measures over the paths");
    document_table(document, &table);
}

/// How many of the paths are in violation, with the bound of their share, and the measures' spread.
static void replay_paths_document(const struct replay_runs *runs, struct document *document)
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

/// The target as a share of the most that its metric can show; NaN where that has no end.
static double share_of_ceiling(const struct replay_runs *runs, const struct scaling_metric *metric,
                               double target)
{
    struct metric_binding binding;
    if (metric_bind(metric, "", &runs->setup->terms, &binding, NULL, NULL) != 0 ||
        !isfinite(binding.ceiling))
        return NAN;
    return target / binding.ceiling;
}

/// The lowest target, 0 .. 1, where all policies keep one of a metric that saturates; else NaN.
static double saturated_target(const struct replay_runs *runs)
{
    const struct policy_set *set = &runs->setup->policy;
    double lowest = INFINITY;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (!policy->enabled)
            continue;
        double share = policy->kind == POLICY_TARGET
                           ? share_of_ceiling(runs, &policy->metric, policy->target)
                           : (double)NAN;
        if (isnan(share))
            return NAN;
        lowest = fmin(lowest, share);
    }
    for (size_t i = 0; i < set->replicas.metrics; i++) {
        const struct replica_metric *metric = &set->replicas.metric[i];
        double share = metric->target_type == TARGET_UTILIZATION
                           ? share_of_ceiling(runs, &metric->metric, metric->target)
                           : (double)NAN;
        if (isnan(share))
            return NAN;
        lowest = fmin(lowest, share);
    }
    return lowest < 1 ? lowest : (double)NAN;
}

static void add_scenarios(const struct replay_runs *runs, double target, struct document *document)
{
    static const char *const names[] = {"violation",       "longest_violation_s", "lost",
                                        "worst_shortfall", "instances_max",       "flaps_hour"};
    struct arena *arena = &runs->setup->invocation->arena;
    struct table table = {0};
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "scenario", run->scenario);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const struct outcome_measure *measure = outcome_measure_find(names[k]);
            table_put_text(&table, row, names[k],
                           words_outcome(arena, measure, outcome_value(&run->outcome, measure)));
        }
        if (!isnan(target))
            table_put_number(&table, row, "cycles", STYLE_INTEGER,
                             run->factor > 0 ? stress_cycles(run->factor, target) : (double)NAN);
    }
    document_table(document, &table);
}

/// Adds a row a scenario and, where the metric of the policies saturates, the cycles of
/// stress_cycles.
static void replay_surges_document(const struct replay_runs *runs, struct document *document)
{
    struct invocation *invocation = runs->setup->invocation;
    double target = saturated_target(runs);
    document_heading(document, "Surges");
    add_scenarios(runs, target, document);
    document_paragraph(document,
                       "A surge rises from the mean demand to the multiple within %s, stays for %s "
                       "and falls again; it is measured from its rise to an hour after its fall.",
                       option_text(invocation, OPT_STRESS_RAMP),
                       option_text(invocation, OPT_STRESS_FOR));
    if (!isnan(target))
        document_paragraph(
            document,
            "cycles: the metric shows full utilization at the most, so that a decision for a "
            "target of %s makes the fleet at most %.3g times as large; a rise that comes at once "
            "takes so many of them. A metric that does not saturate, such as requests, takes one.",
            words_share(&document->arena, target), 1 / target);
}

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
    document_chart(document, &chart,
                   "Demand, what of it was in violation, and the capacity in service.");
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
