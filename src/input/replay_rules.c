#include "input/replay_rules.h"

#include "input/check_rules.h"

#include <math.h>
#include <string.h>

enum { MEASURES_MAX = 64 };

enum limit_kind replay_rule_kind(const struct outcome_measure *measure)
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
    if (rule->scenario == NULL || strcmp(rule->scenario, "trace") == 0)
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

int replay_rules_prepare(struct replay_setup *setup, struct requirements *rules,
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
            requirement_settle(rule, replay_rule_kind(measure), setup->invocation->hours_per_month,
                               err) != 0 ||
            settle_scenario(setup, rule, surges, err) != 0)
            return -1;
    }
    return 0;
}
