// Output that is whole or not at all: staged in memory by a command, or beside the file of -o, and
// written once when nothing failed.
#ifndef HEADROOM_CLI_OUTPUT_H
#define HEADROOM_CLI_OUTPUT_H

#include "base/err.h"
#include "table/table.h"

#include <stdbool.h>
#include <stddef.h>

struct invocation;

/// All but the last in the order of --format's values; those from OUTPUT_JUNIT to OUTPUT_GITHUB are
/// reports, for commands that take OPT_FORMAT_REPORT.
enum output_format {
    OUTPUT_TEXT,
    OUTPUT_CSV,
    OUTPUT_JSON,
    OUTPUT_MARKDOWN,
    OUTPUT_HTML,
    OUTPUT_SVG,
    OUTPUT_JUNIT,
    OUTPUT_SARIF,
    OUTPUT_GITHUB,
    OUTPUT_WORKBOOK
};

/// Columns of text in a pipe, a file and in help.
enum { OUTPUT_WIDTH = 80 };

/// What to write: --format, else the ending of -o, else the command's own.
enum output_format output_format(const struct invocation *invocation);

/// Checks --format and -o against each other; the dispatcher calls it before the command runs.
int output_check(const struct invocation *invocation, struct err *err);

/// Whether text may have colour: it goes to a terminal that shows it, and not to the file of -o.
bool output_in_colour(const struct invocation *invocation);

/// Columns of text there: those of the terminal that it goes to, from 60 to 200, else OUTPUT_WIDTH.
size_t output_width(const struct invocation *invocation);

/// Whether --top, --sort or --columns shape what people read.
bool output_is_shaped(const struct invocation *invocation);

/// Fills the zero-initialised `into` with the table as these options want it; `feet` rows stay at
/// its end. Errors: a column that it does not have.
int output_shape(const struct invocation *invocation, const struct table *table, size_t feet,
                 struct table *into, struct err *err);

/// Stages text in whatever format the caller rendered it.
void output_text(struct invocation *invocation, const char *text);

/// Stages a table in the format asked for, which is no report; a workbook gets it as its
/// only sheet, named after the command, and dated with the table's last time.
int output_table(struct invocation *invocation, const struct table *table, struct err *err);

enum { OUTPUT_CSV_PARTS_MAX = 8 };

/// Stages the next `count` stretches of a table (OUTPUT_CSV_PARTS_MAX at most) whose rows are made
/// one stretch after another, each written on a thread of its own, with the header before the
/// `first`; only for OUTPUT_CSV. Call it when nothing else can fail any more,
/// or after output_hold: what goes to standard output leaves as it comes, unless --strict is going
/// to forbid it, and what goes to the file of -o waits in a temporary file beside it.
int output_csv_parts(struct invocation *invocation, const struct table *table, size_t count,
                     bool first, struct err *err);

/// Lets those stretches wait, those of standard output in a temporary file: something can fail yet.
void output_hold(struct invocation *invocation);

/// For a command that writes its own workbook: gives the path to write; the end of the run renames
/// it to the file of -o. Only when output_format is OUTPUT_WORKBOOK.
int output_workbook_path(struct invocation *invocation, const char **path, struct err *err);

/// Gives an error about a workbook's temporary file the name that the user knows: that of -o.
void output_name_target(const struct invocation *invocation, struct err *err);

/// Writes what is staged to standard output or the file of -o. All errors are noticed.
int output_commit(struct invocation *invocation, struct err *err);

/// Writes text to standard output at once: help, which no option of the run concerns.
int output_print(const char *text, struct err *err);

/// Forgets what is staged and removes temporary files.
void output_discard(struct invocation *invocation);

#endif
