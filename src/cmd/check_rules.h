// What a check is to hold: --require, --rules, or what is required where neither says anything.
#ifndef HEADROOM_CMD_CHECK_RULES_H
#define HEADROOM_CMD_CHECK_RULES_H

#include "advise/requirement.h"
#include "cli/command.h"

#include <stdbool.h>

/// What is required of a replay where nothing is said: violation at most 0.1 % of the time, at most
/// 2 flaps a day; and that lint finds no error, as always.
enum { CHECK_DEFAULT_RULES = 2 };

/// Whether the command line names rules.
bool check_rules_given(const struct invocation *invocation);

/// Reads the files of --rules, then --require. Errors: those of the files and of the rules.
int check_rules_read(struct invocation *invocation, const struct zone *zone,
                     struct requirements *rules, struct err *err);

/// Adds what is required where nothing is said.
int check_rules_add_defaults(struct requirements *rules, struct err *err);

/// Whether a waiver of the rules has an expiry to be compared with now.
bool check_rules_have_waiver(const struct requirements *rules);

/// Refuses a rule about what is none of `names`, with the nearest of them and the list.
int check_rules_refuse(const struct requirement *rule, const char *kind, const char *const *names,
                       size_t count, struct err *err);

#endif
