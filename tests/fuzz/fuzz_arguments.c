// Any words as a command line: no crash, no leak, and a refusal always says why.
#include "cli/argument_parse.h"
#include "cli/command.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_MAX = 32 };

/// A command that takes every option of the catalogue.
static const struct command *everything(void)
{
    static struct option_use options[OPT_COUNT];
    static struct command command = {
        .name = "everything", .operands = "[FILE ...]", .operands_max = 3, .options = {options}};
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        options[id - 1].id = id;
    return &command;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct command *const commands[] = {everything(), NULL};
    char *words = malloc(size + 1);
    char *argv[WORDS_MAX];
    int argc = 0;
    if (words == NULL)
        return 0;
    memcpy(words, data, size);
    words[size] = '\0';
    // One word a line.
    for (char *word = words; *word != '\0' && argc < WORDS_MAX;) {
        argv[argc++] = word;
        word += strcspn(word, "\n");
        if (*word != '\0')
            *word++ = '\0';
    }
    struct invocation invocation = {
        .command = commands[0], .commands = commands, .hours_per_month = UNIT_HOURS_PER_MONTH};
    struct err err = {0};
    if (argument_parse(&invocation, argc, argv, &err) != 0) {
        // A folder of -o that is not there is the machine's.
        if ((err.kind != ERR_USAGE && err.kind != ERR_SYSTEM) || err.text[0] == '\0')
            abort();
    } else {
        for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
            option_number(&invocation, id);
            option_whole(&invocation, id, 0);
            option_choice(&invocation, id);
        }
        invocation_command_line(&invocation);
    }
    invocation_release(&invocation);
    free(words);
    return 0;
}
