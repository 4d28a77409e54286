// Errors of single series among several: one line a kind, with how many are like it.
#ifndef HEADROOM_CLI_FAILURES_H
#define HEADROOM_CLI_FAILURES_H

#include "cli/invocation.h"

/// Appends what invocation_fail_series has recorded, a line a kind in the order of their first.
void failures_write(const struct invocation *invocation, struct str *out);

void failures_release(struct invocation *invocation);

#endif
