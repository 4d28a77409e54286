// The policies that headroom recommend gives to deploy: a group for each resource that needs some.
#ifndef HEADROOM_ANSWER_RECOMMEND_POLICIES_H
#define HEADROOM_ANSWER_RECOMMEND_POLICIES_H

#include "advise/strategy_policy.h"
#include "cli/invocation.h"
#include "policy/core/policy_write.h"

/// Zero-initialise; release with recommend_policies_release.
struct recommend_policies {
    struct policy_set **set; ///< each its own allocation
    size_t count, capacity;
};

/// Adds those of a resource; `question` says all but the platform. Notes are for --emit alone.
void recommend_policies_add(struct recommend_policies *policies, struct invocation *invocation,
                            struct strategy_question *question);

/// Stages the file of --emit. Errors: no resource has anything to deploy; those of policy_write.
int recommend_policies_emit(const struct recommend_policies *policies,
                            struct invocation *invocation, struct err *err);

/// The command lines that would deploy them, in the invocation's arena; NULL without any.
int recommend_policies_commands(const struct recommend_policies *policies,
                                struct invocation *invocation, const char **lines, struct err *err);

void recommend_policies_release(struct recommend_policies *policies);

#endif
