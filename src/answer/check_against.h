// What changes against the policy that is in use: settings, and what replays of both come to.
#ifndef HEADROOM_ANSWER_CHECK_AGAINST_H
#define HEADROOM_ANSWER_CHECK_AGAINST_H

#include "answer/answer.h"
#include "input/replay_runs.h"

/// Adds the settings of one group that differ: `before` is in use, `after` is checked.
void check_against_settings(const struct policy_set *before, const struct policy_set *after,
                            struct answer *answer);

/// The same for the groups of two lists, paired by name; one is the other, whatever it is called.
void check_against_groups(const struct policy_list *before, const struct policy_list *after,
                          struct answer *answer);

/// Adds what the replays of both came to, a row for each measure and scenario.
void check_against_measures(const struct replay_runs *runs, struct answer *answer);

#endif
