// --emit of headroom plan: what tells early that the plan is wrong.
#ifndef HEADROOM_CMD_PLAN_WATCH_EMIT_H
#define HEADROOM_CMD_PLAN_WATCH_EMIT_H

#include "advise/capacity_plan.h"
#include "cli/invocation.h"

/// Stages the file of --emit for a plan whose times are `clock` ahead of UTC. Errors: those of
/// answer/emit_watch.h.
int plan_watch_emit(struct invocation *invocation, const struct capacity_plan *plan, instant clock,
                    struct err *err);

#endif
