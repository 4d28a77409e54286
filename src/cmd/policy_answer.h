// The answer of a command that makes a scaling policy: the policy as a file to deploy, the answer
// as a table, or the answer for people with the commands that would deploy the policy.
#ifndef HEADROOM_CMD_POLICY_ANSWER_H
#define HEADROOM_CMD_POLICY_ANSWER_H

#include "answer/document.h"
#include "policy/policy_write.h"
#include "terms/terms.h"

struct policy_answer {
    const struct sizing_options *options; ///< whose assumptions are noted beside a file or a table
    const struct policy_set *policy;
    enum policy_format format; ///< in which people are told to deploy it
    const void *found;         ///< handed to the two below
    void (*fill)(const void *found, struct table *table);
    /// `deploy` are command lines.
    void (*write)(const void *found, const char *deploy, struct document *document);
};

/// Stages what --emit and --format ask for. Errors: those of policy_write and of the output.
int policy_answer_put(const struct policy_answer *answer, struct err *err);

#endif
