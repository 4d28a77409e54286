// --emit: the platform for which a policy is written.
#ifndef HEADROOM_INPUT_EMIT_OPTION_H
#define HEADROOM_INPUT_EMIT_OPTION_H

#include "cli/invocation.h"
#include "policy/core/policy_write.h"

/// The format that --emit names; only where it is given.
enum policy_format emitted_format(const struct invocation *invocation);

#endif
