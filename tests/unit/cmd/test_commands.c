// What must hold of every command's tables, whichever commands there are.
#include "answer/answer.h"
#include "cmd/commands.h"
#include "tap.h"

#include <string.h>

static void check_options(const struct command *command)
{
    size_t listed[OPT_COUNT] = {0};
    struct err err = {0};
    for (size_t i = 0; i < COMMAND_OPTION_SETS && command->options[i] != NULL; i++)
        for (const struct option_use *use = command->options[i]; use->id != OPT_NONE; use++)
            listed[use->id]++;
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        if (listed[id] == 0)
            continue;
        char spelling[OPTION_TEXT_MAX];
        is_int(listed[id], 1, option_spelling(spelling, id));
        const char *initial = command_option_initial(command, id);
        if (initial != NULL)
            ok(option_check(id, initial, UNIT_HOURS_PER_MONTH, &err) == 0,
               "%s: the default of %s is a value of it (%s)", command->name, spelling, err.text);
    }
}

/// -h shows what most people need: options that the command takes, each once; all of them only
/// where they are few.
static void check_common(const struct command *command)
{
    size_t count = 0;
    while (count < COMMAND_COMMON && command->common[count] != OPT_NONE) {
        char spelling[OPTION_TEXT_MAX];
        option_spelling(spelling, command->common[count]);
        ok(command_option(command, command->common[count]) != NULL,
           "%s: -h shows %s, which it takes", command->name, spelling);
        for (size_t i = 0; i < count; i++)
            ok(command->common[i] != command->common[count], "%s: -h shows %s once", command->name,
               spelling);
        count++;
    }
    size_t taken = 0;
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        taken += command_option(command, id) != NULL;
    ok(command->hidden || count > 0 || taken <= 12, "%s: -h is short", command->name);
}

/// Clean and whatif show the columns of their input beside their own.
static bool is_named_by_data(const struct schema *schema)
{
    for (const struct schema_column *column = schema->column; column->name != NULL; column++)
        if (schema_is_named_by_data(column))
            return true;
    return false;
}

static void check_schemas(const struct command *command, const struct schema *const *schemas)
{
    for (size_t i = 0; i < COMMAND_SCHEMAS && schemas[i] != NULL; i++)
        for (const struct schema_column *column = schemas[i]->column; column->name != NULL;
             column++)
            ok(column->meaning != NULL && column->meaning[strlen(column->meaning) - 1] != '.',
               "%s: column %s has a meaning without a stop", command->name, column->name);
}

/// What a command puts out is bound to a struct, but for columns that the data name: no value can
/// get under another column's name.
static void check_bound(const struct command *command, const struct schema *schema,
                        const char *parts)
{
    is_text(schema_mistake(schema), NULL, schema->title);
    for (const struct schema_column *column = schema->column; column->name != NULL; column++)
        ok(column->place > 0 || schema_is_named_by_data(column) ||
               (parts != NULL && column->unit != NULL && strstr(parts, column->unit) != NULL),
           "%s: column %s shows a member", command->name, column->name);
}

static void check_command(const struct command *command)
{
    is_text(command_find(commands, command->name)->name, command->name, command->name);
    ok(command_find(commands, command->name) == command, "its name is its own");
    size_t length = strlen(command->summary);
    ok(length > 0 && command->summary[length - 1] != '.', "its summary has no stop");
    ok(command->hidden || (command->examples != NULL && command->examples->line != NULL),
       "it has an example");
    for (const struct example *example = command->examples;
         example != NULL && example->line != NULL; example++)
        ok(example->status != 1 || command->refusal != NULL || strchr(example->line, '|') != NULL,
           "who says no says when");
    check_options(command);
    check_common(command);
    check_schemas(command, command->inputs);
    check_schemas(command, command->outputs);
    for (size_t i = 0; i < COMMAND_SCHEMAS && command->outputs[i] != NULL; i++)
        if (command->outputs[i]->size > 0 || !is_named_by_data(command->outputs[i]))
            check_bound(command, command->outputs[i], NULL);
    if (command->facts != NULL)
        check_bound(command, command->facts, ANSWER_TABLE " " ANSWER_OBJECT);
}

int main(void)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        check_command(commands[i]);
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        char spelling[OPTION_TEXT_MAX];
        bool taken = false;
        for (size_t i = 0; commands[i] != NULL; i++)
            taken = taken || command_option(commands[i], id) != NULL;
        // What describes a tier is a column of a file.
        bool of_tier = option_at(id)->group == GROUP_TIERS && option_at(id)->assumption != NULL;
        ok(taken != of_tier, "a command, or else the file of tiers, takes %s",
           option_spelling(spelling, id));
    }
    return done();
}
