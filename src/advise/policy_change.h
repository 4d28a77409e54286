// Single changes of a scaling policy, each by as many steps as one likes: more instances at the
// least or at the most, a lower target or threshold, another warm-up, fewer or more datapoints, a
// longer stabilization window, a warm pool, signals and rules of other clouds (cloud_change.h).
#ifndef HEADROOM_ADVISE_POLICY_CHANGE_H
#define HEADROOM_ADVISE_POLICY_CHANGE_H

#include "policy/core/policy.h"

#include <stddef.h>

enum change_kind {
    CHANGE_MIN,            ///< the group's least size
    CHANGE_MAX,            ///< its greatest
    CHANGE_TARGET,         ///< of a target tracking policy
    CHANGE_THRESHOLD,      ///< of an alarm for scale-out
    CHANGE_WARMUP,         ///< of a policy
    CHANGE_EVALUATION,     ///< datapoints of an alarm
    CHANGE_REPLICA_TARGET, ///< of a metric of an HPA
    CHANGE_STABILIZATION,  ///< window in which an HPA holds back from scaling down
    CHANGE_POOL,           ///< a warm pool
    CHANGE_SIGNAL_TARGET,  ///< of a signal of a managed instance group
    CHANGE_HOLD,           ///< its stabilization period
    CHANGE_RULE_THRESHOLD, ///< of a rule of a VM scale set that scales out
    CHANGE_RULE_VALUE,     ///< what the rule adds
};

/// One thing that can be changed, step by step.
struct policy_change {
    enum change_kind kind;
    size_t place; ///< of the policy, alarm or metric
    double from;
    double step; ///< below 0: downward
    int most;    ///< steps that make sense
};

enum { POLICY_CHANGES_MAX = 64 };

/// Lists what can be changed in `set`; returns how many.
size_t policy_changes_list(const struct policy_set *set,
                           struct policy_change change[POLICY_CHANGES_MAX]);

/// `set` with a change of so many steps. It borrows all else from `set`, which has to outlive it;
/// release it with policy_change_undo.
void policy_change_make(const struct policy_set *set, const struct policy_change *change, int steps,
                        struct policy_set *changed);

void policy_change_undo(struct policy_set *changed);

/// "the target of cpu-60 from 60 to 54"; in the arena.
const char *policy_change_words(struct arena *arena, const struct policy_set *set,
                                const struct policy_change *change, int steps);

#endif
