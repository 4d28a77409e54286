// From the command line to the exit status: finds the command, runs it, says what it noted, writes
// what it staged.
#ifndef HEADROOM_CLI_DISPATCH_H
#define HEADROOM_CLI_DISPATCH_H

#include "cli/command.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_ANSWER_NO = 1, ///< a check failed, or a need cannot be met
    EXIT_TROUBLE = 2,   ///< usage, data or system; nothing was written
};

/// Runs the command named by argv[1]; `commands` is ended by NULL and has "help", which also
/// answers an empty command line, -h and --help, and "version", which answers --version.
enum exit_status dispatch(const struct command *const *commands, int argc, char **argv);

#endif
