// A rule that a policy is tuned for: its strain is the share of the limit that a replay takes.
#ifndef HEADROOM_ADVISE_TUNE_RULE_H
#define HEADROOM_ADVISE_TUNE_RULE_H

#include "advise/requirement.h"
#include "sim/outcome.h"

#include <stddef.h>

/// A rule held against one scenario.
struct tune_rule {
    const struct requirement *requirement; ///< its limit is settled
    const struct outcome_measure *measure;
    size_t scenario; ///< 0: the trace, else a surge and one
};

/// What an outcome says of the rule's measure; infinite where that is missing.
double tune_rule_actual(const struct tune_rule *rule, const struct outcome *outcome);

/// The share of the limit that `actual` takes: up to 1 the rule holds. For a limit at least to be
/// reached it is limit / actual; against a limit of 0 all that is not 0 is above 1.
double tune_rule_strain(const struct tune_rule *rule, double actual);

/// The limit, tightened by a margin (0 .. 1, below 1): where it holds the strain is at most
/// 1 - margin.
double tune_rule_limit(const struct tune_rule *rule, double margin);

#endif
