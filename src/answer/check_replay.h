// Rules held against replays of a policy: the trace, and the surges that rules or --stress name.
#ifndef HEADROOM_ANSWER_CHECK_REPLAY_H
#define HEADROOM_ANSWER_CHECK_REPLAY_H

#include "advise/verdict.h"
#include "input/replay_runs.h"

/// Adds a verdict for each rule and scenario that it is about: the one named; else the trace and
/// each surge of --stress that no other rule names with this measure, but for hours and money,
/// of which a surge says nothing. Of paths the worst counts.
void check_replay_judge(const struct replay_runs *runs, const struct requirements *rules,
                        instant now, struct verdicts *verdicts);

/// Whether every rule without a waiver holds for the outcomes, one a run.
bool check_replay_passes(const struct replay_runs *runs, const struct requirements *rules,
                         const struct outcome *outcome, instant now);

/// The run that a verdict of a replay is about; NULL where there is none.
const struct replay_run *check_replay_run(const struct replay_runs *runs,
                                          const struct verdict *verdict);

#endif
