#include "cli/dispatch.h"

#include "base/suggest.h"
#include "cli/argument_parse.h"
#include "cli/diagnostics.h"
#include "cli/failures.h"
#include "cli/files_from.h"
#include "cli/help.h"

#include <stdint.h>
#include <string.h>

static enum exit_status trouble(const struct err *err)
{
    diagnose_error(err);
    return EXIT_TROUBLE;
}

static enum chattiness chattiness_of(const struct invocation *invocation)
{
    // With --strict warnings are errors, which are always said.
    if (option_given(invocation, OPT_QUIET))
        return option_given(invocation, OPT_STRICT) ? SAY_WARNINGS : SAY_NOTHING;
    return option_given(invocation, OPT_VERBOSE) ? SAY_ALL : SAY_USUAL;
}

/// Stages the help that -h or --help asks for and writes it.
static enum exit_status show_help(struct invocation *invocation)
{
    struct err err = {0};
    struct str text = {0};
    if (invocation->help == OPT_HELP_SHORT)
        help_short(invocation->command, &text);
    else
        help_whole(invocation->command, &text);
    int status = output_print(str_text(&text), &err);
    str_release(&text);
    return status == 0 ? EXIT_DONE : trouble(&err);
}

static void say_failures(const struct invocation *invocation)
{
    struct str text = {0};
    failures_write(invocation, &text);
    diagnose_lines(str_text(&text));
    str_release(&text);
}

/// Says what went wrong after `run` returned -1.
static enum exit_status fail(struct invocation *invocation, struct err *err)
{
    output_name_target(invocation, err);
    say_failures(invocation);
    diagnose_error(err);
    if (invocation->show_usage) {
        struct str usage = {0};
        help_usage(invocation->command, &usage);
        diagnose_lines(str_text(&usage));
        str_release(&usage);
    }
    return EXIT_TROUBLE;
}

/// All or nothing: writes what is staged only when nothing forbids it.
static enum exit_status finish(struct invocation *invocation, int status)
{
    struct err err = {0};
    size_t warnings = diagnose_count_warnings(&invocation->notes);
    say_failures(invocation);
    if (option_given(invocation, OPT_STRICT) && warnings > 0) {
        err_set(&err, ERR_DATA, "%zu %s, and --strict makes warnings errors: nothing was written",
                warnings, warnings == 1 ? "warning" : "kinds of warnings");
        return trouble(&err);
    }
    if (invocation->error_count > 0 && !option_given(invocation, OPT_KEEP_GOING)) {
        err_set(&err, ERR_DATA, "%zu of the series failed: nothing was written%s",
                invocation->error_count,
                command_option(invocation->command, OPT_KEEP_GOING) == NULL
                    ? ""
                    : "; --keep-going writes the others");
        return trouble(&err);
    }
    if (output_commit(invocation, &err) != 0)
        return trouble(&err);
    if (invocation->error_count > 0)
        return EXIT_TROUBLE;
    return status == 0 ? EXIT_DONE : EXIT_ANSWER_NO;
}

/// A part without a series is done at once: it adds no row to what the other parts write.
static int write_nothing(struct invocation *invocation)
{
    output_discard(invocation);
    if (output_format(invocation) != OUTPUT_WORKBOOK)
        output_text(invocation, output_format(invocation) == OUTPUT_JSON ? "[]\n" : "");
    return 0;
}

static enum exit_status run(struct invocation *invocation, int argc, char *const argv[])
{
    struct err err = {0};
    if (argument_parse(invocation, argc, argv, &err) != 0)
        return trouble(&err);
    if (invocation->help != OPT_NONE)
        return show_help(invocation);
    if (files_from_option(invocation, &err) != 0 || output_check(invocation, &err) != 0)
        return trouble(&err);
    int status = invocation->command->run(invocation, &err);
    if (status < 0 && invocation->empty_part)
        status = write_nothing(invocation);
    progress_end(invocation);
    diagnose_notes(&invocation->notes, chattiness_of(invocation));
    return status < 0 ? fail(invocation, &err) : finish(invocation, status);
}

/// The name of the command that a first word stands for.
static const char *command_name(const char *word)
{
    static const struct {
        const char *word, *name;
    } alias[] = {{"--help", "help"}, {"-h", "help"}, {"--version", "version"}};
    for (size_t i = 0; i < sizeof alias / sizeof *alias; i++)
        if (strcmp(alias[i].word, word) == 0)
            return alias[i].name;
    return word;
}

static enum exit_status refuse_command(const struct command *const *commands, const char *word)
{
    enum { COMMANDS_MAX = 64 };
    const char *candidate[COMMANDS_MAX];
    size_t candidates = 0;
    for (; *commands != NULL && candidates < COMMANDS_MAX; commands++)
        if (!(*commands)->hidden)
            candidate[candidates++] = (*commands)->name;
    struct err err = {0};
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, word, strlen(word));
    const char *near = suggest_closest(word, candidate, candidates);
    if (word[0] == '-')
        err_set(&err, ERR_USAGE, "\"%s\": the command comes first, then its options", shown);
    else if (near != NULL)
        err_set(&err, ERR_USAGE, "\"%s\" is not a command; did you mean %s?", shown, near);
    else
        err_set(&err, ERR_USAGE, "\"%s\" is not a command; headroom help lists them", shown);
    return trouble(&err);
}

/// What there is, on standard error: no command is a usage error.
static enum exit_status show_commands(const struct command *const *commands)
{
    struct str text = {0};
    help_overview(commands, &text);
    diagnose_lines(str_text(&text));
    str_release(&text);
    return EXIT_TROUBLE;
}

enum exit_status dispatch(const struct command *const *commands, int argc, char **argv)
{
    if (argc < 2)
        return show_commands(commands);
    const char *word = argv[1];
    const struct command *command = command_find(commands, command_name(word));
    if (command == NULL)
        return refuse_command(commands, word);
    struct invocation invocation = {
        .command = command,
        .commands = commands,
        .argc = argc,
        .argv = argv,
        .hours_per_month = UNIT_HOURS_PER_MONTH,
        .usual_format = command->format,
    };
    enum exit_status status = run(&invocation, argc - 2, argv + 2);
    invocation_release(&invocation);
    return status;
}
