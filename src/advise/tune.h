// The cheapest policy that passes the rules: learnt from the first part of a trace, verified on the
// rest of it.
#ifndef HEADROOM_ADVISE_TUNE_H
#define HEADROOM_ADVISE_TUNE_H

#include "advise/tune_margin.h"
#include "advise/tune_rule.h"
#include "advise/tune_search.h"
#include "advise/tune_space.h"
#include "base/err.h"
#include "base/notes.h"
#include "sim/replay.h"
#include "sim/stress.h"

#include <stdbool.h>
#include <stddef.h>

enum { TUNE_SPACES_MAX = 2, TUNE_SURGES_MAX = 16, TUNE_SCENARIOS_MAX = 1 + TUNE_SURGES_MAX };

struct tune_question {
    const struct replay_input *replay; ///< of the whole trace; its policy is not looked at
    instant split;                     ///< where the rest begins
    struct stress surge[TUNE_SURGES_MAX];
    size_t surges;
    const struct tune_rule *rule;
    size_t rules;
    double margin;           ///< by which limits of the trace are tightened in learning, 0 .. 1
    bool finds_margin;       ///< that is the least; the one to take is found by cross-validation
    const struct zone *zone; ///< whose clock schedules follow; NULL: UTC
    double pool_cost;        ///< of an instance of the warm pool, as a share of one that serves
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
    TUNE_LEARNING, ///< up to the split; rules of the trace are tightened by the margin
    TUNE_REST,     ///< from the split on, the fleet being what it was then; rules as they are
    TUNE_PARTS
};

struct tune_scenes;

/// Zero-initialise; release with tune_release.
struct tune {
    const struct tune_question *question;
    struct tune_scenes *scenes; ///< what is replayed
    struct tune_trials trials;
    struct tune_margins margins; ///< where the margin is found
    size_t best;
};

/// Searches all spaces; where the margin is found, again for each that is taken. The answer is the
/// same for any number of threads. Errors: those of replay.
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

/// The margin by which limits of the scenario are tightened in a part.
double tune_margin(const struct tune *tune, const struct tune_rule *rule, enum tune_part part);

/// The cheaper policy that comes nearest in cost, and does not pass; SIZE_MAX where none is
/// cheaper.
size_t tune_next_cheaper(const struct tune *tune);

void tune_release(struct tune *tune);

#endif
