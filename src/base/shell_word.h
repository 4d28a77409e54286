// Words for the command line of a POSIX shell.
#ifndef HEADROOM_BASE_SHELL_WORD_H
#define HEADROOM_BASE_SHELL_WORD_H

#include "base/str.h"

/// Appends a word as it is, or in single quotes where a shell would read more into it.
void append_shell_word(struct str *out, const char *text);

#endif
