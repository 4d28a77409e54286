// What a check is to hold: --require, --rules, or what is required where neither says anything.
#ifndef HEADROOM_INPUT_CHECK_RULES_H
#define HEADROOM_INPUT_CHECK_RULES_H

#include "advise/requirement.h"
#include "cli/command.h"

#include <stdbool.h>

/// Whether the command line names rules.
bool check_rules_given(const struct invocation *invocation);

/// Reads the files of --rules, then --require. Errors: those of the files and of the rules.
int check_rules_read(struct invocation *invocation, const struct zone *zone,
                     struct requirements *rules, struct err *err);

/// Whether a waiver of the rules has an expiry to be compared with now.
bool check_rules_have_waiver(const struct requirements *rules);

/// Refuses a rule about what is none of `names`, with the nearest of them and the list.
int check_rules_refuse(const struct requirement *rule, const char *kind, const char *const *names,
                       size_t count, struct err *err);

#endif
