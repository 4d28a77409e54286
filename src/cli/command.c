#include "cli/command.h"

#include <stdint.h>
#include <string.h>

const struct option_use options_output[] = {
    {.id = OPT_FORMAT}, {.id = OPT_JSON},    {.id = OPT_CSV},   {.id = OPT_OUTPUT}, {.id = OPT_TOP},
    {.id = OPT_SORT},   {.id = OPT_COLUMNS}, {.id = OPT_ASCII}, {.id = OPT_NONE}};

const struct option_use options_messages[] = {
    {.id = OPT_STRICT}, {.id = OPT_QUIET}, {.id = OPT_VERBOSE}, {.id = OPT_NONE}};

/// What every command understands.
static const struct option_use options_help[] = {
    {.id = OPT_HELP_SHORT}, {.id = OPT_HELP}, {.id = OPT_NONE}};

/// What every command understands that reads any number of files.
static const struct option_use options_files[] = {{.id = OPT_FILES_FROM}, {.id = OPT_NONE}};

static const struct option_use *find_in(const struct option_use *set, enum option_id id)
{
    for (; set != NULL && set->id != OPT_NONE; set++)
        if (set->id == id)
            return set;
    return NULL;
}

const struct option_use *command_option(const struct command *command, enum option_id id)
{
    for (size_t i = 0; i < COMMAND_OPTION_SETS && command->options[i] != NULL; i++) {
        const struct option_use *use = find_in(command->options[i], id);
        if (use != NULL)
            return use;
    }
    const struct option_use *use = find_in(options_help, id);
    return use == NULL && command->operands_max == SIZE_MAX ? find_in(options_files, id) : use;
}

enum option_id command_option_named(const struct command *command, const char *name, size_t length)
{
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const char *known = option_at(id)->name;
        if (known != NULL && strlen(known) == length && memcmp(known, name, length) == 0 &&
            command_option(command, id) != NULL)
            return id;
    }
    return OPT_NONE;
}

const char *command_option_initial(const struct command *command, enum option_id id)
{
    const struct option_use *use = command_option(command, id);
    if (use == NULL)
        return NULL;
    return use->initial != NULL ? use->initial : option_at(id)->initial;
}

void command_each_option(const struct command *command,
                         void (*each)(void *context, const struct option_use *use), void *context)
{
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const struct option_use *use = command_option(command, id);
        if (use != NULL)
            each(context, use);
    }
}

const struct command *command_find(const struct command *const *commands, const char *name)
{
    for (; *commands != NULL; commands++)
        if (strcmp((*commands)->name, name) == 0)
            return *commands;
    return NULL;
}
