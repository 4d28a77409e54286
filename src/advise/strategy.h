// How a resource should be scaled: a table of rules, the first that holds decides.
#ifndef HEADROOM_ADVISE_STRATEGY_H
#define HEADROOM_ADVISE_STRATEGY_H

#include "series/pattern.h"

#include <stdbool.h>
#include <stddef.h>

enum strategy {
    STRATEGY_REACTIVE, ///< target tracking
    STRATEGY_SCHEDULED,
    STRATEGY_PREDICTIVE,
    STRATEGY_HYBRID, ///< predictive for the season, target tracking for the rest
};

/// What the rules look at.
struct strategy_facts {
    enum pattern_class pattern;
    bool bursts;         ///< beyond the pattern
    bool stateful;       ///< holds data
    double skill;        ///< of the forecast against seasonal naive; NaN: no backtest
    double coverage_p95; ///< of its backtest
    double rise;         ///< factor by which demand grows until a unit serves
    double headroom;     ///< kept on top of the demand, as a share of it
};

struct strategy_rule {
    const char *id;
    enum strategy strategy;
    bool (*holds)(const struct strategy_facts *facts);
    const char *because; ///< a clause without a final stop
};

/// The p95 of a forecast that is trusted held for at least this share.
#define STRATEGY_COVERAGE 0.9

/// All rules in order; the last one always holds.
const struct strategy_rule *strategy_rules(size_t *count);

/// The first rule that holds.
const struct strategy_rule *strategy_choose(const struct strategy_facts *facts);

/// "reactive", "scheduled", "predictive", "hybrid".
const char *strategy_name(enum strategy strategy);

#endif
