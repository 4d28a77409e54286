#include "advise/strategy.h"
#include "tap.h"

#include <math.h>
#include <string.h>

/// A season that is forecast well, and rises faster than instances start.
static const struct strategy_facts season = {
    .pattern = PATTERN_SEASONAL_BOTH,
    .skill = 0.3,
    .coverage_p95 = 0.95,
    .rise = 1.6,
    .headroom = 0.5,
};

static void chooses(struct strategy_facts facts, const char *id, enum strategy strategy)
{
    const struct strategy_rule *rule = strategy_choose(&facts);
    is_text(rule->id, id, "the rule");
    is_text(strategy_name(rule->strategy), strategy_name(strategy), id);
}

int main(void)
{
    struct strategy_facts facts = season;
    chooses(facts, "season", STRATEGY_PREDICTIVE);
    facts.bursts = true;
    chooses(facts, "season-and-bursts", STRATEGY_HYBRID);
    facts.coverage_p95 = 0.89;
    chooses(facts, "clock", STRATEGY_SCHEDULED);
    facts = season;
    facts.skill = -0.01;
    chooses(facts, "clock", STRATEGY_SCHEDULED);
    facts.pattern = PATTERN_SPIKY;
    chooses(facts, "no-pattern", STRATEGY_REACTIVE);
    facts = season;
    facts.rise = 1.5;
    chooses(facts, "keeps-up", STRATEGY_REACTIVE);
    facts.stateful = true;
    chooses(facts, "stateful", STRATEGY_SCHEDULED);
    facts = season;
    facts.skill = NAN;
    chooses(facts, "short-history", STRATEGY_REACTIVE);
    facts = season;
    facts.pattern = PATTERN_UNKNOWN;
    chooses(facts, "short-history", STRATEGY_REACTIVE);

    size_t count;
    const struct strategy_rule *rule = strategy_rules(&count);
    for (size_t i = 0; i < count; i++) {
        ok(rule[i].because[strlen(rule[i].because) - 1] != '.', "a clause: %s", rule[i].id);
        for (size_t k = 0; k < i; k++)
            ok(strcmp(rule[i].id, rule[k].id) != 0, "its own name: %s", rule[i].id);
    }
    return done();
}
