#include "advise/tune_rule.h"

#include <math.h>

/// By what a limit of 0 is taken to be missed: a thousandth.
#define LIMIT_LEAST 1e-3

/// A rule that is missed is strained so much above 1 at least.
#define EXCESS_LEAST 1e-6

static bool wants_little(const struct requirement *requirement)
{
    return requirement->comparison == REQUIRE_AT_MOST || requirement->comparison == REQUIRE_BELOW;
}

double tune_rule_actual(const struct tune_rule *rule, const struct outcome *outcome)
{
    double actual = outcome_value(outcome, rule->measure);
    return isnan(actual) ? INFINITY : actual;
}

double tune_rule_strain(const struct tune_rule *rule, double actual)
{
    const struct requirement *requirement = rule->requirement;
    double limit = requirement->limit;
    double strain;
    if (!wants_little(requirement))
        strain = limit <= 0 ? 0 : actual > 0 ? limit / actual : (double)INFINITY;
    else if (limit <= 0)
        strain = actual <= limit ? 0 : 1 + (actual - limit) / LIMIT_LEAST;
    else
        strain = fmax(actual, 0) / limit;
    return requirement_holds(requirement, actual) ? fmin(strain, 1)
                                                  : fmax(strain, 1 + EXCESS_LEAST);
}

double tune_rule_limit(const struct tune_rule *rule, double margin)
{
    double limit = rule->requirement->limit;
    return wants_little(rule->requirement) ? limit * (1 - margin) : limit / (1 - margin);
}
