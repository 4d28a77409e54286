#include "advise/strategy.h"

#include <math.h>

static bool is_short(const struct strategy_facts *facts)
{
    return facts->pattern == PATTERN_UNKNOWN || isnan(facts->skill);
}

static bool is_stateful(const struct strategy_facts *facts)
{
    return facts->stateful;
}

static bool keeps_up(const struct strategy_facts *facts)
{
    return facts->rise <= 1 + facts->headroom;
}

static bool is_regular(const struct strategy_facts *facts)
{
    return facts->pattern == PATTERN_SEASONAL_DAILY || facts->pattern == PATTERN_SEASONAL_WEEKLY ||
           facts->pattern == PATTERN_SEASONAL_BOTH || facts->pattern == PATTERN_CYCLICAL;
}

static bool is_trusted(const struct strategy_facts *facts)
{
    return is_regular(facts) && facts->skill >= 0 && facts->coverage_p95 >= STRATEGY_COVERAGE;
}

static bool is_trusted_with_bursts(const struct strategy_facts *facts)
{
    return is_trusted(facts) && facts->bursts;
}

static bool always(const struct strategy_facts *facts)
{
    (void)facts;
    return true;
}

static const struct strategy_rule rules[] = {
    {"stateful", STRATEGY_SCHEDULED, is_stateful,
     "it holds data, which has to move when it grows: in a window ahead of the need, never by a "
     "metric"},
    {"short-history", STRATEGY_REACTIVE, is_short,
     "there is too little history to learn from, and target tracking needs none"},
    {"keeps-up", STRATEGY_REACTIVE, keeps_up,
     "instances serve before demand has used up the headroom, so target tracking keeps up"},
    {"season-and-bursts", STRATEGY_HYBRID, is_trusted_with_bursts,
     "demand rises faster than instances start: the season is forecast better than by repeating "
     "the "
     "last one, and target tracking is there for bursts"},
    {"season", STRATEGY_PREDICTIVE, is_trusted,
     "demand rises faster than instances start, and its season is forecast better than by "
     "repeating "
     "the last one"},
    {"clock", STRATEGY_SCHEDULED, is_regular,
     "demand rises faster than instances start, at known hours, by amounts that the forecast does "
     "not hit"},
    {"no-pattern", STRATEGY_REACTIVE, always,
     "demand rises faster than instances start and no pattern says when: more headroom or a warm "
     "pool, with target tracking"},
};

const struct strategy_rule *strategy_rules(size_t *count)
{
    *count = sizeof rules / sizeof *rules;
    return rules;
}

const struct strategy_rule *strategy_choose(const struct strategy_facts *facts)
{
    const struct strategy_rule *rule = rules;
    while (!rule->holds(facts))
        rule++;
    return rule;
}

const char *strategy_name(enum strategy strategy)
{
    static const char *const name[] = {"reactive", "scheduled", "predictive", "hybrid"};
    return name[strategy];
}
