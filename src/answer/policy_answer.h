// The answer of a command that makes a scaling policy: the policy as a file to deploy by --emit,
// else the answer with the commands that would deploy it.
#ifndef HEADROOM_ANSWER_POLICY_ANSWER_H
#define HEADROOM_ANSWER_POLICY_ANSWER_H

#include "answer/answer.h"
#include "policy/core/policy_write.h"
#include "terms/terms.h"

/// Stages what --emit and --format ask for; the terms of `options` are listed as what was assumed.
/// `format` is that in which people are told to deploy `policy`; without one (NULL) there is
/// nothing to deploy. Errors: those of policy_sets_write and of the output.
int policy_answer_put(struct answer *answer, const struct sizing_options *options,
                      const struct policy_set *policy, enum policy_format format, struct err *err);

#endif
