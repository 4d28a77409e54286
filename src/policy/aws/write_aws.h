// The writers of policies of AWS.
#ifndef HEADROOM_POLICY_AWS_WRITE_AWS_H
#define HEADROOM_POLICY_AWS_WRITE_AWS_H

#include "policy/core/policy_write.h"

void write_aws_cli(const struct policy_sets *sets, struct str *out, struct notes *notes);
void write_cloudformation(const struct policy_sets *sets, struct str *out, struct notes *notes);
void write_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes);

/// The commands that deploy what they wrote.
void aws_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                struct str *out);

/// What a reader of the deployed file would miss, as it came from another resource.
void aws_note_blanks(const struct policy_sets *sets, struct notes *notes);

/// Whether the AWS JSON is one flat object (the input of one put command) instead of lists.
bool aws_is_single(const struct policy_set *set);

#endif
