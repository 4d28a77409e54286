#include "advise/rule_scenario.h"

#include "sim/outcome.h"

#include <string.h>

static bool names(const struct requirement *rule, const char *scenario)
{
    return rule->scenario != NULL && strcmp(rule->scenario, scenario) == 0;
}

/// Whether a surge has a rule of its own for the measure.
static bool has_own_rule(const struct requirements *rules, const char *measure, const char *surge)
{
    for (size_t i = 0; i < rules->count; i++)
        if (names(&rules->item[i], surge) && strcmp(rules->item[i].measure, measure) == 0)
            return true;
    return false;
}

/// What an hour of a surge costs says nothing of a month.
static bool is_cost(const struct outcome_measure *measure)
{
    return measure->kind == MEASURE_MONEY || strcmp(measure->unit, "instance-hours") == 0;
}

bool rule_is_about(const struct requirements *rules, const struct requirement *rule,
                   enum scenario_kind kind, const char *scenario)
{
    if (rule->limit_text == NULL)
        return false;
    if (kind == SCENARIO_TRACE)
        return rule->scenario == NULL || names(rule, "trace");
    if (rule->scenario != NULL)
        return names(rule, scenario);
    return kind == SCENARIO_SURGE && !has_own_rule(rules, rule->measure, scenario) &&
           !is_cost(outcome_measure_find(rule->measure));
}
