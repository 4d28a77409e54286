#include "answer/check_reasons.h"

#include "answer/replay_course.h"
#include "answer/words.h"
#include "base/memory.h"
#include "input/read_series.h"
#include "policy/core/lint.h"
#include "policy/core/platform.h"
#include "sim/autoscaler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHANGES_SHOWN = 6 };

/// What trials share, and what each has for itself.
struct trials {
    const struct replay_runs *runs;
    const struct requirements *rules;
    instant now;
    struct replay_workspace workspace[POLICY_CHANGES_MAX];
    size_t lint_errors; ///< of the policy as it is
};

static size_t count_lint_errors(const struct policy_set *set)
{
    const struct lint_facts facts = {NAN, NAN, NAN, NAN};
    struct lint_report report = {0};
    policy_lint(set, &facts, &report);
    size_t errors = lint_report_count(&report, LINT_ERROR);
    lint_report_release(&report);
    return errors;
}

/// Replays every run with the changed policy. A change that lint refuses is none.
static bool try_policy(void *context, size_t worker, const struct policy_set *set,
                       double *instance_hours)
{
    struct trials *trials = context;
    const struct replay_runs *runs = trials->runs;
    struct outcome *outcome = mem_alloc(runs->count, sizeof *outcome);
    bool passes = count_lint_errors(set) <= trials->lint_errors;
    for (size_t i = 0; i < runs->count && passes; i++) {
        struct replay_input input = runs->run[i].input;
        input.policy = set;
        input.keeps_events = false;
        input.keeps_timeline = false;
        passes = replay(&input, &trials->workspace[worker], &outcome[i], NULL, NULL) == 0;
    }
    *instance_hours = outcome[0].instance_hours;
    passes = passes && check_replay_passes(runs, trials->rules, outcome, trials->now);
    free(outcome);
    return passes;
}

void check_changes_find(const struct replay_runs *runs, const struct requirements *rules,
                        instant now, struct smallest_changes *found)
{
    struct trials *trials = mem_alloc(1, sizeof *trials);
    const struct policy_set *set = &runs->setup->policy;
    trials->runs = runs;
    trials->rules = rules;
    trials->now = now;
    trials->lint_errors = count_lint_errors(set);
    smallest_changes_find(set, try_policy, trials, threads_option(runs->setup->invocation), found);
    for (size_t i = 0; i < POLICY_CHANGES_MAX; i++)
        replay_workspace_release(&trials->workspace[i]);
    free(trials);
}

const char *check_changes_words(struct arena *arena, const struct replay_runs *runs,
                                const struct smallest_changes *found)
{
    if (found->count == 0)
        return "no single change of minimum, maximum, target, threshold, warm-up, evaluation "
               "periods or warm pool would have passed";
    const struct passing_change *best = &found->item[0];
    return arena_printf(
        arena, "%s would have passed",
        policy_change_words(arena, &runs->setup->policy, &best->change, best->steps));
}

void check_changes_document(const struct replay_runs *runs, const struct smallest_changes *found,
                            struct document *document)
{
    struct arena *arena = &document->arena;
    double before = runs->run[0].outcome.instance_hours;
    document_heading(document, "The smallest single change");
    if (found->count == 0) {
        document_paragraph(document,
                           "None of %zu things was enough to change: minimum, maximum, targets, "
                           "thresholds, warm-up, evaluation periods, warm pool. It takes more than "
                           "one, or rules that allow more.",
                           found->tried);
        return;
    }
    document_paragraph(document, "Each of these alone would have passed, by replay; the cheapest "
                                 "is first. Each goes as far as it has to and no further.");
    for (size_t i = 0; i < found->count && i < CHANGES_SHOWN; i++) {
        const struct passing_change *item = &found->item[i];
        double more = item->instance_hours / before - 1;
        document_item(document, "%s: %s instance-hours, %s %s",
                      policy_change_words(arena, &runs->setup->policy, &item->change, item->steps),
                      words_number(arena, item->instance_hours), words_share(arena, fabs(more)),
                      more >= 0 ? "more" : "fewer");
    }
}

enum { REVERSALS_SHOWN = 6 };

static const char *span(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, round(seconds)));
}

static double seconds_between(instant from, instant to)
{
    return (double)(to - from) / (double)INSTANT_PER_SECOND;
}

// --- the dead time -------------------------------------------------------------------------------

/// The scale-out that answers a violation which begins at `from`; NULL where there is none.
static const struct scaling_event *find_reaction(const struct replay_run *run, instant from,
                                                 instant until)
{
    const struct event_log *log = &run->workspace.log;
    for (size_t i = 0; i < log->count; i++) {
        const struct scaling_event *event = &log->event[i];
        bool serves = event->ready == INSTANT_NONE || event->ready > from;
        if (event->cause != CAUSE_FAILURE && event->to > event->from && event->time < until &&
            serves)
            return event;
    }
    return NULL;
}

static void add_stage(struct table *table, const char *stage, const char *took, instant until)
{
    size_t row = table_add_row(table);
    table_put_text(table, row, "stage", stage);
    table_put_text(table, row, "took", took);
    table_put_time(table, row, "until", until);
}

/// How long new instances count as warming after they serve; NaN where that is not known.
static double warmup_of(const struct policy_set *set, const struct scaling_event *event)
{
    bool aws = event->cause == CAUSE_TARGET || event->cause == CAUSE_ALARM;
    if (!aws || !set->platform->warms_up || event->policy == SIZE_MAX)
        return NAN;
    return policy_warmup_s(&set->policy[event->policy], &set->group);
}

/// Launch, lifecycle hooks and readiness, which a replay takes together.
static const char *launch_words(struct arena *arena, const struct policy_set *set)
{
    double hook_s = set->group.launch_hook_s;
    if (set->platform->has_replicas)
        return "launch and readiness";
    return isnan(hook_s) ? "launch, hook and readiness"
                         : arena_printf(arena, "launch, hook (at most %s) and readiness",
                                        span(arena, hook_s));
}

/// Each stage between the metric's crossing and the instances that count.
static void add_dead_time(const struct replay_run *run, const struct scaling_event *event,
                          struct document *document)
{
    struct arena *arena = &document->arena;
    const struct policy_set *set = run->input.policy;
    struct table table = {0};
    table_add_column(&table, "stage", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "took", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "until", COLUMN_TIME, STYLE_PLAIN);
    if (event->onset != INSTANT_NONE && event->published != INSTANT_NONE) {
        double delay_s = replay_timing_of(&run->input).metric_delay_s;
        instant measured = event->published - (instant)(delay_s * (double)INSTANT_PER_SECOND);
        add_stage(&table, "datapoints past the threshold (period x M)",
                  span(arena, seconds_between(event->onset, measured)), measured);
        add_stage(&table, "until they are published", span(arena, delay_s), event->published);
        add_stage(&table, "until they are evaluated",
                  span(arena, seconds_between(event->published, event->time)), event->time);
    }
    if (event->ready != INSTANT_NONE)
        add_stage(&table, launch_words(arena, set),
                  span(arena, seconds_between(event->time, event->ready)), event->ready);
    double warmup_s = warmup_of(set, event);
    if (event->ready != INSTANT_NONE && !isnan(warmup_s))
        add_stage(&table, "warm-up, until they count as capacity", span(arena, warmup_s),
                  event->ready + (instant)(warmup_s * (double)INSTANT_PER_SECOND));
    document_table(document, &table);
}

static void explain_violation(const struct replay_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct outcome *outcome = &run->outcome;
    instant from = outcome->longest_at;
    if (from == INSTANT_NONE)
        return;
    instant until = from + (instant)(outcome->longest_violation_s * (double)INSTANT_PER_SECOND);
    const struct scaling_event *event = find_reaction(run, from, until);
    const char *when =
        arena_printf(arena, "The longest violation was from %s, for %s.", words_time(arena, from),
                     span(arena, outcome->longest_violation_s));
    if (event == NULL) {
        document_paragraph(document, "%s Nothing was done about it%s.", when,
                           outcome->instances_max >= run->input.policy->group.max
                               ? ": the group was at its maximum"
                               : ": no alarm came on in time");
        return;
    }
    const char *crossed = event->onset == INSTANT_NONE
                              ? ""
                              : arena_printf(arena, ", after the metric had crossed at %s",
                                             words_time(arena, event->onset));
    document_paragraph(
        document, "%s The reaction was %s, decided at %s%s%s.", when,
        replay_event_words(arena, run->input.policy, event), words_time(arena, event->time),
        crossed,
        (double)event->to >= run->input.policy->group.max ? "; that is the group's maximum" : "");
    add_dead_time(run, event, document);
}

// --- back and forth ------------------------------------------------------------------------------

static void explain_flaps(const struct replay_run *run, struct document *document)
{
    const struct event_log *log = &run->workspace.log;
    size_t shown = 0;
    int direction = 0;
    document_paragraph(document, "Changes of direction, the first of %s an hour:",
                       words_number(&document->arena, run->outcome.flaps_hour));
    for (size_t i = 0; i < log->count && shown < REVERSALS_SHOWN; i++) {
        const struct scaling_event *event = &log->event[i];
        int now = event->to > event->from ? 1 : -1;
        if (event->cause == CAUSE_FAILURE || now == direction)
            continue;
        direction = now;
        shown++;
        document_item(document, "%s: %s", words_time(&document->arena, event->time),
                      replay_event_words(&document->arena, run->input.policy, event));
    }
}

static bool is_about_changes(const struct verdict *verdict)
{
    return strstr(verdict->rule, "flaps_") != NULL || strstr(verdict->rule, "changes") != NULL ||
           strstr(verdict->rule, "instability") != NULL;
}

void check_reasons_document(const struct replay_runs *runs, const struct verdicts *verdicts,
                            struct document *document)
{
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        bool violates = false;
        bool flaps = false;
        for (size_t k = 0; k < verdicts->count; k++) {
            const struct verdict *verdict = &verdicts->item[k];
            if (verdict->status != VERDICT_FAIL || check_replay_run(runs, verdict) != run)
                continue;
            flaps = flaps || is_about_changes(verdict);
            violates = violates || !is_about_changes(verdict);
        }
        if (!violates && !flaps)
            continue;
        document_heading(document, "Why: %s", run->scenario);
        if (violates)
            explain_violation(run, document);
        if (flaps)
            explain_flaps(run, document);
    }
}
