// The generated parts of the man pages, in mdoc. Prose is written by hand around them: a page holds
// pairs of comment lines, .\" generated: NAME and .\" end generated, and what is between is
// replaced.
#ifndef HEADROOM_CLI_MAN_H
#define HEADROOM_CLI_MAN_H

#include "base/err.h"
#include "base/str.h"
#include "cli/command.h"

/// Writes what belongs between the markers of a region, in whole lines.
typedef void man_region_fn(const void *subject, struct str *out);

struct man_region {
    const char *name; ///< "OPTIONS"; NULL ends a list
    man_region_fn *write;
};

/// Regions of headroom-COMMAND(1): SYNOPSIS OPTIONS INPUT OUTPUT EXAMPLES; the subject is a struct
/// command.
extern const struct man_region man_command_regions[];

/// Regions of headroom(1): COMMANDS ASSUMPTIONS; the subject is the list of commands.
extern const struct man_region man_program_regions[];

/// Copies `page` to `out` with all regions written anew. `path` is for messages. Errors: a region
/// that is not known or not ended.
int man_rewrite(const char *path, const char *page, const struct man_region *regions,
                const void *subject, struct str *out, struct err *err);

/// A page to begin with, for a command that has none: all sections, the prose still the summary.
void man_skeleton(const struct command *command, struct str *out);

/// Appends filled text in lines of at most 78 bytes, with what mdoc would take for a request
/// escaped.
void man_text(struct str *out, const char *text);

/// The same of a program: hyphens stay those of ASCII, so that it can be copied from the page.
void man_code(struct str *out, const char *text);

/// The same of a sentence without its capital and its stop.
void man_sentence(struct str *out, const char *text);

#endif
