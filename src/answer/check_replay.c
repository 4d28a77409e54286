#include "answer/check_replay.h"

#include "answer/check_words.h"
#include "base/memory.h"
#include "input/check_rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURES_MAX = 64 };

/// The scenario that is no surge.
static const char trace_name[] = "trace";

// --- what rules are about ------------------------------------------------------------------------

static enum limit_kind kind_of(const struct outcome_measure *measure)
{
    static const enum limit_kind kind[] = {
        [MEASURE_SHARE] = LIMIT_SHARE,       [MEASURE_PERCENT] = LIMIT_PERCENT,
        [MEASURE_NUMBER] = LIMIT_NUMBER,     [MEASURE_SECONDS] = LIMIT_DURATION,
        [MEASURE_MONEY] = LIMIT_MONEY_MONTH,
    };
    // What the replayed time costs is a sum and no rate.
    return strcmp(measure->name, "cost") == 0 ? LIMIT_NUMBER : kind[measure->kind];
}

static int refuse_measure(const struct requirement *rule, struct err *err)
{
    const char *names[MEASURES_MAX];
    size_t count = 0;
    for (size_t i = 0; outcome_measures[i].name != NULL && count < MEASURES_MAX; i++)
        names[count++] = outcome_measures[i].name;
    return check_rules_refuse(rule, "measure of a replay", names, count, err);
}

/// Whether the measure can be told with what is known.
static int check_known(const struct replay_setup *setup, const struct requirement *rule,
                       const struct outcome_measure *measure, struct err *err)
{
    if (measure->kind == MEASURE_MONEY && isnan(setup->input.price_hour))
        return err_set(err, ERR_USAGE,
                       "%s: %s is not known without a price: give --price, such as 0.0832/h",
                       rule->place, measure->name);
    if (strncmp(measure->name, "latency_", 8) == 0 && setup->input.response == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: %s is not known without a model of response times: give --latency, "
                       "such as p99=200ms, --service-time and --workers",
                       rule->place, measure->name);
    return 0;
}

/// Writes the scenario as its run is called, and makes sure that it is replayed.
static int settle_scenario(struct replay_setup *setup, struct requirement *rule,
                           struct surges *surges, struct err *err)
{
    struct invocation *invocation = setup->invocation;
    if (rule->scenario == NULL || strcmp(rule->scenario, trace_name) == 0)
        return 0;
    struct quantity factor;
    if (quantity_parse(rule->place, rule->scenario, DIMENSION_MULTIPLE, UNIT_HOURS_PER_MONTH,
                       &factor, NULL) != 0)
        return err_set(err, ERR_USAGE,
                       "%s: \"%s\" is no scenario: write trace, or the factor of a surge such as "
                       "10x",
                       rule->place, invocation_escape(invocation, rule->scenario));
    if (surges_add(invocation, rule->place, rule->scenario, surges, err) != 0)
        return -1;
    rule->scenario = surge_name(&invocation->arena, factor.value);
    return 0;
}

int check_replay_prepare(struct replay_setup *setup, struct requirements *rules,
                         struct surges *surges, struct err *err)
{
    for (size_t i = 0; i < rules->count; i++) {
        struct requirement *rule = &rules->item[i];
        if (rule->limit_text == NULL)
            continue;
        const struct outcome_measure *measure = outcome_measure_find(rule->measure);
        if (measure == NULL)
            return refuse_measure(rule, err);
        if (check_known(setup, rule, measure, err) != 0 ||
            requirement_settle(rule, kind_of(measure), setup->invocation->hours_per_month, err) !=
                0 ||
            settle_scenario(setup, rule, surges, err) != 0)
            return -1;
    }
    return 0;
}

// --- which runs a rule is about ------------------------------------------------------------------

static bool is_surge(const struct replay_runs *runs, size_t run)
{
    return run >= runs->setup->trace.count;
}

/// Whether the scenario is of --stress, and not only of a rule.
static bool is_asked_for(const struct replay_runs *runs, size_t run)
{
    return run - runs->setup->trace.count < runs->asked_surges;
}

static bool names_run(const struct requirement *rule, const struct replay_run *run)
{
    return rule->scenario != NULL && strcmp(rule->scenario, run->scenario) == 0;
}

/// Whether a surge has a rule of its own for this measure.
static bool has_own_rule(const struct requirements *rules, const struct requirement *rule,
                         const struct replay_run *run)
{
    for (size_t i = 0; i < rules->count; i++)
        if (names_run(&rules->item[i], run) && strcmp(rules->item[i].measure, rule->measure) == 0)
            return true;
    return false;
}

static bool says_nothing_of_surges(const struct outcome_measure *measure)
{
    return measure->kind == MEASURE_MONEY || strcmp(measure->unit, "instance-hours") == 0;
}

static bool is_about(const struct replay_runs *runs, const struct requirements *rules,
                     const struct requirement *rule, size_t run)
{
    if (rule->limit_text == NULL)
        return false;
    if (!is_surge(runs, run))
        return rule->scenario == NULL || strcmp(rule->scenario, trace_name) == 0;
    if (rule->scenario != NULL)
        return names_run(rule, &runs->run[run]);
    return is_asked_for(runs, run) && !has_own_rule(rules, rule, &runs->run[run]) &&
           !says_nothing_of_surges(outcome_measure_find(rule->measure));
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
        .kind = kind_of(measure),
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
