// --emit: a scaling policy as a file to deploy.
#ifndef HEADROOM_ANSWER_EMIT_POLICY_H
#define HEADROOM_ANSWER_EMIT_POLICY_H

#include "input/emit_option.h"
#include "policy/core/policy_write.h"

/// Stages the policy in the format of --emit. Errors: those of policy_write.
int emit_policy(struct invocation *invocation, const struct policy_set *set, struct err *err);

/// The command lines that would deploy the policy: that of headroom which writes the file in
/// `format`, then those of the platform; for a document, in the invocation's arena.
int emit_commands(struct invocation *invocation, const struct policy_set *set,
                  enum policy_format format, const char **lines, struct err *err);

/// The same for the policies of several groups in one file.
int emit_policies(struct invocation *invocation, const struct policy_sets *sets, struct err *err);
int emit_policies_commands(struct invocation *invocation, const struct policy_sets *sets,
                           enum policy_format format, const char **lines, struct err *err);

#endif
