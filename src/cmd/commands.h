// All subcommands of the program. Each is defined at the end of its own file in this folder.
#ifndef HEADROOM_CMD_COMMANDS_H
#define HEADROOM_CMD_COMMANDS_H

#include "cli/command.h"

/// In the order in which help lists them, ended by NULL.
extern const struct command *const commands[];

/// Sets the libraries up; call once before a command runs.
void commands_prepare(void);

#endif
