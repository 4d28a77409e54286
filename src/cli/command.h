// A subcommand is a value: everything that the parser, help, man pages and completions need to know
// of it.
#ifndef HEADROOM_CLI_COMMAND_H
#define HEADROOM_CLI_COMMAND_H

#include "cli/invocation.h"
#include "cli/option.h"
#include "cli/output.h"
#include "table/schema.h"

#include <stdbool.h>

/// One option of a command. The catalogue says what it means; a command only adds what is its own.
struct option_use {
    enum option_id id;
    const char *initial; ///< default in this command; NULL: the catalogue's
    const char *help;    ///< a further sentence in this command; NULL for none
};

/// A command line that help and man show and the tests run from the top of the source tree.
struct example {
    const char *line;  ///< "headroom size --demand 10k/s --per-instance 500/s"; may be a pipeline
    const char *shows; ///< one sentence without a final stop
    int status;        ///< exit status that it has
};

enum { COMMAND_OPTION_SETS = 12, COMMAND_SCHEMAS = 10, COMMAND_COMMON = 10 };

struct command {
    const char *name;
    const char *summary;       ///< the question it answers, without a final stop
    const char *operands;      ///< "[FILE ...]"; NULL when there are none
    size_t operands_max;       ///< SIZE_MAX: any number
    enum output_format format; ///< where neither --format nor -o says it
    /// Lists of options, each ended by {.id = OPT_NONE}; -h and --help are understood by every
    /// command.
    const struct option_use *options[COMMAND_OPTION_SETS];
    /// What most people need, in the order in which -h shows it; OPT_NONE ends a shorter list, and
    /// an empty one means all options.
    enum option_id common[COMMAND_COMMON];
    const struct schema *inputs[COMMAND_SCHEMAS];
    const struct schema *outputs[COMMAND_SCHEMAS];
    const struct schema *facts;     ///< of the JSON object of an answer; NULL: JSON is the table
    const struct example *examples; ///< ended by a line of NULL
    const char *const *see_also; ///< further pages, "headroom-size(1)", ended by NULL; may be NULL
    const char *refusal; ///< what exit status 1 says, without a final stop; NULL: it never says no
    bool hidden;         ///< left out of lists (helpers of completions)
    /// Returns 0 when done, 1 when the answer is no, -1 with `err` filled. Output is staged with
    /// the functions of cli/output.h and written after this returned, if nothing went wrong.
    int (*run)(struct invocation *invocation, struct err *err);
};

/// --format and -o: of every command that puts a table or a text out.
extern const struct option_use options_output[];

/// -q, -v and --strict: of every command that reads data or assumes something.
extern const struct option_use options_messages[];

/// How `command` uses the option, NULL when it does not take it.
const struct option_use *command_option(const struct command *command, enum option_id id);

/// The option of this long name (without "--", `length` bytes) that `command` takes; OPT_NONE when
/// it takes none.
enum option_id command_option_named(const struct command *command, const char *name, size_t length);

/// The default of an option in a command as text, NULL when there is none.
const char *command_option_initial(const struct command *command, enum option_id id);

/// Calls `each` for every option of `command`, in the catalogue's order.
void command_each_option(const struct command *command,
                         void (*each)(void *context, const struct option_use *use), void *context);

/// The command named `name` in a list ended by NULL, NULL when there is none.
const struct command *command_find(const struct command *const *commands, const char *name);

#endif
