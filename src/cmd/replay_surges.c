#include "cmd/replay_surges.h"

#include "answer/words.h"
#include "answer/words_outcome.h"

#include <math.h>

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
    table_add_column(&table, "scenario", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        table_add_column(&table, names[k], COLUMN_TEXT, STYLE_PLAIN);
    size_t cycles =
        isnan(target) ? SIZE_MAX : table_add_column(&table, "cycles", COLUMN_NUMBER, STYLE_INTEGER);
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        size_t row = table_add_row(&table);
        table_set_text(&table, row, 0, run->scenario);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const struct outcome_measure *measure = outcome_measure_find(names[k]);
            table_set_text(&table, row, k + 1,
                           words_outcome(arena, measure, outcome_value(&run->outcome, measure)));
        }
        if (cycles != SIZE_MAX && run->factor > 0)
            table_set_number(&table, row, cycles, stress_cycles(run->factor, target));
    }
    document_table(document, &table);
}

void replay_surges_document(const struct replay_runs *runs, struct document *document)
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
