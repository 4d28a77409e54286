// What the program says on standard error: one line a matter, "headroom: ..." in front.
#ifndef HEADROOM_CLI_DIAGNOSTICS_H
#define HEADROOM_CLI_DIAGNOSTICS_H

#include "base/err.h"
#include "base/notes.h"

#include <stdbool.h>
#include <stddef.h>

/// How much of the notes is shown.
enum chattiness { SAY_NOTHING, SAY_WARNINGS, SAY_USUAL, SAY_ALL };

/// Whether colour and progress are wanted on a descriptor: it is a terminal, and neither NO_COLOR
/// (https://no-color.org) nor a dumb terminal says no.
bool terminal_for_people(int descriptor);

/// Prints notes that `chattiness` lets through, each once with its count: "(3 like it)".
void diagnose_notes(const struct notes *notes, enum chattiness chattiness);

/// How many kinds of warnings there are.
size_t diagnose_count_warnings(const struct notes *notes);

void diagnose_error(const struct err *err);

/// Prints ready lines as they are.
void diagnose_lines(const char *lines);

#endif
