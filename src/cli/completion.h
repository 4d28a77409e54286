// Completions for interactive shells, made from the commands and the catalogue of options:
// subcommands, options, fixed values, files, and the columns of the files already on the line.
#ifndef HEADROOM_CLI_COMPLETION_H
#define HEADROOM_CLI_COMPLETION_H

#include "base/str.h"
#include "cli/command.h"

/// For bash 3.2 and newer.
void completion_bash(const struct command *const *commands, struct str *out);

/// For zsh, as a function _headroom of $fpath.
void completion_zsh(const struct command *const *commands, struct str *out);

void completion_fish(const struct command *const *commands, struct str *out);

#endif
