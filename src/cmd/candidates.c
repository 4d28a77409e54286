// headroom __candidates WHAT COMMAND [FILE ...]: words that an option of a command may take, for
// the completions of shells. Says nothing when it has none: a completion has nobody to tell.
#include "cmd/commands.h"
#include "input/read_series.h"
#include "sim/outcome.h"

#include <string.h>

static void say(struct invocation *invocation, const char *word)
{
    output_text(invocation, arena_printf(&invocation->arena, "%s\n", word));
}

/// Whether one of the first `schemas` tables of a command has the column.
static bool is_given(const struct command *command, size_t schemas, const char *name)
{
    for (size_t i = 0; i < schemas; i++)
        for (const struct schema_column *column = command->outputs[i]->column; column->name != NULL;
             column++)
            if (strcmp(column->name, name) == 0)
                return true;
    return false;
}

/// The columns that the command gives and that are named beforehand.
static void say_columns(struct invocation *invocation, const struct command *command)
{
    for (size_t i = 0; i < COMMAND_SCHEMAS && command->outputs[i] != NULL; i++)
        for (const struct schema_column *column = command->outputs[i]->column; column->name != NULL;
             column++)
            if (strchr(column->name, '.') == NULL && !is_given(command, i, column->name))
                say(invocation, column->name);
}

/// What rules of --require may measure: a replay, or the rows of the answer.
static void say_measures(struct invocation *invocation, const struct command *command)
{
    if (command_option(command, OPT_STRESS) == NULL) {
        say_columns(invocation, command);
        return;
    }
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL; measure++)
        say(invocation, measure->name);
}

/// The keys of the series in the files, as --by and the other options of reading give them.
static void say_keys(struct invocation *invocation)
{
    struct series_input input = {0};
    struct err err = {0};
    size_t files = operand_count(invocation) - 2;
    if (files > 0 && read_series_of(invocation, invocation->operand + 2, files, &input, &err) == 0)
        for (size_t i = 0; i < input.set.count; i++) {
            const char *key = input.set.item[i].key;
            bool again = i > 0 && key != NULL && input.set.item[i - 1].key != NULL &&
                         strcmp(key, input.set.item[i - 1].key) == 0;
            if (key != NULL && !again && strchr(key, '\n') == NULL)
                say(invocation, key);
        }
    series_input_release(&input);
    notes_release(&invocation->notes);
}

static int run(struct invocation *invocation, struct err *err)
{
    (void)err;
    if (operand_count(invocation) < 2)
        return 0;
    const char *what = operand_at(invocation, 0);
    const struct command *command = command_find(invocation->commands, operand_at(invocation, 1));
    if (command == NULL)
        return 0;
    if (strcmp(what, "columns") == 0)
        say_columns(invocation, command);
    else if (strcmp(what, "measures") == 0)
        say_measures(invocation, command);
    else if (strcmp(what, "keys") == 0)
        say_keys(invocation);
    return 0;
}

const struct command cmd_candidates = {
    .name = "__candidates",
    .summary = "what may this option be?",
    .operands = "WHAT COMMAND [FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_reading},
    .hidden = true,
    .run = run,
};
