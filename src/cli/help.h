// Help for people, in 80 columns, made from the command's tables.
#ifndef HEADROOM_CLI_HELP_H
#define HEADROOM_CLI_HELP_H

#include "base/str.h"
#include "cli/command.h"

/// The program: what it is, its commands with a line each, where to read on.
void help_overview(const struct command *const *commands, struct str *out);

/// One line: "usage: headroom size [OPTION ...] [FILE]".
void help_usage(const struct command *command, struct str *out);

/// -h: the question it answers, examples, and the common options.
void help_short(const struct command *command, struct str *out);

/// --help: that, and every option, the columns in and out, and the exit statuses.
void help_whole(const struct command *command, struct str *out);

#endif
