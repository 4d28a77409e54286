// headroom __columns FILE ...: the columns of files, for the completions of shells. Says nothing
// when a file cannot be read: a completion has nobody to tell.
#include "base/str.h"
#include "cli/command.h"
#include "ingest/ingest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A name that fits on a line of its own.
static bool is_plain(const char *name)
{
    if (*name == '\0')
        return false;
    for (; *name != '\0'; name++)
        if ((unsigned char)*name < 0x20 || *name == 0x7F)
            return false;
    return true;
}

static bool seen_before(char *const *names, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(names[k], names[i]) == 0)
            return true;
    return false;
}

static int run(struct invocation *invocation, struct err *err)
{
    (void)err;
    for (size_t i = 0; i < operand_count(invocation); i++) {
        char **names = NULL;
        size_t count = ingest_columns(operand_at(invocation, i), &names);
        for (size_t k = 0; k < count; k++)
            if (is_plain(names[k]) && !seen_before(names, k))
                output_text(invocation, arena_printf(&invocation->arena, "%s\n", names[k]));
        for (size_t k = 0; k < count; k++)
            free(names[k]);
        free(names);
    }
    return 0;
}

const struct command cmd_columns = {
    .name = "__columns",
    .summary = "which columns do these files have?",
    .operands = "FILE ...",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .hidden = true,
    .run = run,
};
