#include "answer/check_replay.h"

#include "advise/rule_scenario.h"
#include "answer/check_words.h"
#include "input/replay_rules.h"

#include <math.h>
#include <string.h>

// --- which runs a rule is about ------------------------------------------------------------------

static bool is_surge(const struct replay_runs *runs, size_t run)
{
    return run >= runs->setup->trace.count;
}

static bool is_about(const struct replay_runs *runs, const struct requirements *rules,
                     const struct requirement *rule, size_t run)
{
    size_t traces = runs->setup->trace.count;
    enum scenario_kind kind = !is_surge(runs, run)                ? SCENARIO_TRACE
                              : run - traces < runs->asked_surges ? SCENARIO_SURGE
                                                                  : SCENARIO_NAMED_SURGE;
    return rule_is_about(rules, rule, kind, runs->run[run].scenario);
}

// --- judging -------------------------------------------------------------------------------------

/// A share of nothing served well, or an endless response time, is not missing but endless.
static double value_of(const struct outcome *outcome, const struct outcome_measure *measure)
{
    double value = outcome_value(outcome, measure);
    return isnan(value) ? INFINITY : value;
}

static void judge(const struct replay_runs *runs, const struct requirement *rule, size_t at,
                  instant now, struct verdicts *verdicts)
{
    const struct outcome_measure *measure = outcome_measure_find(rule->measure);
    const struct replay_run *run = &runs->run[at];
    struct verdict verdict = {
        .rule = rule->text,
        .source = VERDICT_REPLAY,
        .kind = replay_rule_kind(measure),
        .actual = value_of(&run->outcome, measure),
        .limit = rule->limit,
        .where = run->scenario,
        .origin = runs->setup->policy.group.origin,
        .at = outcome_where(&run->outcome, measure),
    };
    check_words_judge(rule, now, verdicts, &verdict);
}

void check_replay_judge(const struct replay_runs *runs, const struct requirements *rules,
                        instant now, struct verdicts *verdicts)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct requirement *rule = &rules->item[i];
        const struct outcome_measure *measure = outcome_measure_find(rule->measure);
        size_t worst = SIZE_MAX;
        for (size_t run = 0; run < runs->count; run++) {
            if (!is_about(runs, rules, rule, run))
                continue;
            if (is_surge(runs, run))
                judge(runs, rule, run, now, verdicts);
            else if (worst == SIZE_MAX ||
                     requirement_is_worse(rule, value_of(&runs->run[run].outcome, measure),
                                          value_of(&runs->run[worst].outcome, measure)))
                worst = run;
            if (run + 1 == runs->setup->trace.count && worst != SIZE_MAX)
                judge(runs, rule, worst, now, verdicts);
        }
    }
}

bool check_replay_passes(const struct replay_runs *runs, const struct requirements *rules,
                         const struct outcome *outcome, instant now)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct requirement *rule = &rules->item[i];
        bool waived = rule->waiver.reason != NULL && now < rule->waiver.expires;
        for (size_t run = 0; run < runs->count && !waived; run++)
            if (is_about(runs, rules, rule, run) &&
                !requirement_holds(rule,
                                   value_of(&outcome[run], outcome_measure_find(rule->measure))))
                return false;
    }
    return true;
}

const struct replay_run *check_replay_run(const struct replay_runs *runs,
                                          const struct verdict *verdict)
{
    for (size_t i = 0; i < runs->count; i++)
        if (verdict->source == VERDICT_REPLAY && strcmp(runs->run[i].scenario, verdict->where) == 0)
            return &runs->run[i];
    return NULL;
}
