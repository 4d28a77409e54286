// One run of a command: its options with their types, its inputs, and what it has to say.
#ifndef HEADROOM_CLI_INVOCATION_H
#define HEADROOM_CLI_INVOCATION_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/notes.h"
#include "base/str.h"
#include "base/unit.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "time/instant.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>

struct command;

/// All values of one option as typed, in order.
struct option_values {
    const char **text;
    size_t count;
    size_t capacity;
};

/// What was put out so far; written in one go at the end.
struct staged_output {
    struct str bytes;
    char *parts;    ///< temporary path of what is written so far
    bool is_held;   ///< standard output waits for the end of the run too
    char *workbook; ///< temporary path of a workbook that is to become the file of -o
};

/// The environment variable that names a file of assumptions for every command that takes --assume.
#define ASSUME_VARIABLE "HEADROOM_ASSUME"

struct invocation {
    const struct command *command;
    const struct command *const *commands; ///< all of the program, ended by NULL
    int argc;
    char **argv;
    struct notes notes; ///< printed on stderr at the end, once a kind
    struct arena arena; ///< lives as long as the run
    /// What /mo means: 730 unless --hours-per-month or the assumptions say otherwise; set by the
    /// latter.
    double hours_per_month;
    /// Where neither --format nor -o says what to write: the command's own, unless it settles on
    /// another by its input.
    bool is_piped; ///< data come from standard input
    enum output_format usual_format;
    // Below: use the functions.
    struct option_values given[OPT_COUNT];
    const char **operand;
    size_t operands;
    size_t operand_capacity;
    struct staged_output output;
    struct failure *failure; ///< kinds of errors of single series
    size_t failures;
    size_t failure_capacity;
    size_t error_count; ///< of all kinds
    struct progress progress;
    enum option_id help; ///< OPT_HELP_SHORT or OPT_HELP when asked for
    bool show_usage;     ///< the error is best answered by the usage
    bool empty_part;     ///< the command ended because its part of --shard holds nothing
};

// --- options: values were checked when the command line was parsed, so these cannot fail
// -----------

/// Whether the command line has it.
bool option_given(const struct invocation *invocation, enum option_id id);

/// The last value as typed, else the default of the command, else NULL.
const char *option_text(const struct invocation *invocation, enum option_id id);

/// All values of a repeatable option; returns how many.
size_t option_all(const struct invocation *invocation, enum option_id id,
                  const char *const **values);

/// A quantity, given or by default. False when there is neither, or it is a column or a word.
bool option_quantity(const struct invocation *invocation, enum option_id id,
                     struct quantity *quantity);

/// Its value in the base unit (seconds, per second, ratio, per hour ...); NaN when there is none.
double option_number(const struct invocation *invocation, enum option_id id);

/// A whole number; `otherwise` when there is none, or it is a word.
size_t option_whole(const struct invocation *invocation, enum option_id id, size_t otherwise);

/// Index among the fixed values, given or by default; -1 when it is none of them.
int option_choice(const struct invocation *invocation, enum option_id id);

/// A time; local ones by `zone` (NULL: UTC); of OPT_AS_OF the word now is the clock's. INSTANT_NONE
/// when there is none, or it is another word.
/// Errors: the time does not exist in the zone.
int option_instant(const struct invocation *invocation, enum option_id id, const struct zone *zone,
                   instant *time, struct err *err);

// --- inputs
// ---------------------------------------------------------------------------------------

size_t operand_count(const struct invocation *invocation);
const char *operand_at(const struct invocation *invocation, size_t i);

/// The operands as input files, or "-" when there are none and standard input is not a terminal.
/// Call it only when the command needs data: this is what keeps other runs off standard input.
/// Errors: standard input is a terminal (the usage is shown), "-" twice.
int input_paths(struct invocation *invocation, const char *const **paths, size_t *count,
                struct err *err);

/// Opens one of them. Standard input without a byte is an error: the command before it failed.
int input_open(const char *path, struct byte_source **source, struct err *err);

// --- what to say
// ----------------------------------------------------------------------------------

/// Records that the series `key`, one of several, failed. At the end each kind of failure is said
/// once, with its first series and how many are like it; the status is 2 and nothing is written,
/// unless --keep-going: then what was put out for the others is written.
void invocation_fail_series(struct invocation *invocation, const char *key, const struct err *err);

/// Whether --strict is going to forbid all output because of a warning: files that a run changes
/// besides stay as they are then.
bool invocation_held_back(const struct invocation *invocation);

/// Foreign text, such as a column's name, fit for a message; in the arena.
const char *invocation_escape(struct invocation *invocation, const char *foreign);

/// The command line, quoted for a shell, as a reader can repeat it.
const char *invocation_command_line(struct invocation *invocation);

void invocation_release(struct invocation *invocation);

/// The file that ASSUME_VARIABLE names; NULL: none.
const char *team_assumptions(void);

#endif
