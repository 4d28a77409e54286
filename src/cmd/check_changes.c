#include "answer/words.h"
#include "base/memory.h"
#include "cmd/check_reasons.h"
#include "input/read_series.h"
#include "policy/core/lint.h"

#include <math.h>
#include <stdlib.h>

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
    const struct lint_facts facts = {NAN, NAN, NAN};
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
