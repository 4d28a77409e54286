// Rules as they are held against replays: what their limits are limits of.
#ifndef HEADROOM_INPUT_REPLAY_RULES_H
#define HEADROOM_INPUT_REPLAY_RULES_H

#include "advise/requirement.h"
#include "input/replay_runs.h"
#include "sim/outcome.h"

/// In what a limit of the measure is written.
enum limit_kind replay_rule_kind(const struct outcome_measure *measure);

/// Finds out for each rule which measure it is about, and adds the surges that it names to those of
/// --stress. Errors: unknown measures and scenarios, limits of another kind, measures of which
/// nothing is known without a price or a latency target.
int replay_rules_prepare(struct replay_setup *setup, struct requirements *rules,
                         struct surges *surges, struct err *err);

#endif
