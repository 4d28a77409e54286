// The command line in the manner of GNU: --name value, --name=value, -o FILE, -oFILE, bundled
// flags, -- and options after operands. No abbreviations: a script must not change its meaning with
// a new option.
#ifndef HEADROOM_CLI_ARGUMENT_PARSE_H
#define HEADROOM_CLI_ARGUMENT_PARSE_H

#include "base/err.h"
#include "cli/invocation.h"

/// Parses what follows the command's name into invocation->given and ->operand and checks every
/// value. Stops at -h or --help (invocation->help). Errors are of kind ERR_USAGE and say what is
/// right: unknown options with the nearest one or the commands that have it, missing and
/// superfluous values, two options that exclude each other, too many operands.
int argument_parse(struct invocation *invocation, int argc, char *const argv[], struct err *err);

#endif
