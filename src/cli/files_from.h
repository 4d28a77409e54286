// --files-from FILE: operands that a file lists, for more of them than a command line holds.
#ifndef HEADROOM_CLI_FILES_FROM_H
#define HEADROOM_CLI_FILES_FROM_H

#include "cli/invocation.h"

/// Appends the lines of the file ("-": standard input) to the operands; blank lines are passed
/// over. Errors: it cannot be read, it names no file, "-" is an operand too.
int files_from_option(struct invocation *invocation, struct err *err);

#endif
