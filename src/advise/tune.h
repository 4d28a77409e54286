// The cheapest policy that passes the rules: learnt from the first part of a trace, verified on the
// rest of it.
#ifndef HEADROOM_ADVISE_TUNE_H
#define HEADROOM_ADVISE_TUNE_H

#include "advise/requirement.h"
#include "advise/tune_search.h"
#include "advise/tune_space.h"
#include "base/err.h"
#include "base/notes.h"
#include "sim/replay.h"
#include "sim/stress.h"

#include <stdbool.h>
#include <stddef.h>

enum { TUNE_SPACES_MAX = 2, TUNE_SURGES_MAX = 16, TUNE_SCENARIOS_MAX = 1 + TUNE_SURGES_MAX };

/// A rule held against one scenario.
struct tune_rule {
    const struct requirement *requirement; ///< its limit is settled
    const struct outcome_measure *measure;
    size_t scenario; ///< 0: the trace, else a surge and one
};

struct tune_question {
    const struct replay_input *replay; ///< of the whole trace; its policy is not looked at
    instant split;                     ///< where the rest begins
    struct stress surge[TUNE_SURGES_MAX];
    size_t surges;
    const struct tune_rule *rule;
    size_t rules;
    double margin;    ///< by which limits are tightened in learning, 0 .. 1
    double pool_cost; ///< of an instance of the warm pool, as a share of one that serves
    struct tune_space space[TUNE_SPACES_MAX];
    size_t spaces;
    struct tune_effort effort;
    void (*progress)(void *context); ///< each policy that is tried; any thread
    void *progress_context;
};

/// What a policy came to in one part.
struct tune_result {
    struct outcome outcome[TUNE_SCENARIOS_MAX]; ///< of the trace, then of the surges
    double instances; ///< paid for on average in the trace, with its warm pool's share
    size_t failed;    ///< the rule that it misses by most; SIZE_MAX: none
};

enum tune_part {
    TUNE_LEARNING, ///< up to the split; rules are tightened by the margin
    TUNE_REST,     ///< from the split on, the fleet being what it was then; rules as they are
    TUNE_PARTS
};

struct tune_scenes;

/// Zero-initialise; release with tune_release.
struct tune {
    const struct tune_question *question;
    struct tune_scenes *scenes; ///< what is replayed
    struct tune_trials trials;
    size_t best;
};

/// Searches all spaces. The answer is the same for any number of threads. Errors: those of replay.
int tune_run(struct tune *tune, const struct tune_question *question, struct notes *notes,
             struct err *err);

/// What a trial came to; learning has the scenarios that rules are about, the rest has all.
int tune_judge(struct tune *tune, enum tune_part part, const struct tune_trial *trial,
               struct tune_result *result, struct err *err);

/// The same of a policy that is none of the trials, without a warm pool.
int tune_judge_policy(struct tune *tune, enum tune_part part, const struct policy_set *set,
                      struct tune_result *result, struct err *err);

/// The same of a fleet for the highest demand of the whole trace that never changes; surges are
/// those of its policy.
int tune_judge_fixed(struct tune *tune, enum tune_part part, struct tune_result *result,
                     struct err *err);

/// The limit of a rule as it holds in a part.
double tune_limit(const struct tune_question *question, const struct tune_rule *rule,
                  enum tune_part part);

/// What an outcome says of a rule's measure; infinite where that is missing.
double tune_actual(const struct tune_rule *rule, const struct tune_result *result);

/// The cheaper policy that comes nearest in cost, and does not pass; SIZE_MAX where none is
/// cheaper.
size_t tune_next_cheaper(const struct tune *tune);

void tune_release(struct tune *tune);

#endif
