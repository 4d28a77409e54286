// Rules held against a plan table: each against the row that keeps it worst.
#ifndef HEADROOM_CMD_CHECK_PLAN_H
#define HEADROOM_CMD_CHECK_PLAN_H

#include "advise/verdict.h"
#include "cli/command.h"

/// Reads the plan, the only operand or standard input, and adds a verdict for each rule. Errors: no
/// rules, a plan that cannot be read or has no row, rules about columns that it does not have or
/// that are no numbers, scenarios, waivers where the plan has no time and --as-of is not given.
int check_plan(struct invocation *invocation, struct verdicts *verdicts, struct err *err);

#endif
