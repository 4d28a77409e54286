// The command line: every way to write an option, and every message when it is wrong.
#include "cli/argument_parse.h"
#include "cli/command.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const struct option_use size_options[] = {
    {.id = OPT_DEMAND}, {.id = OPT_HEADROOM},
    {.id = OPT_TARGET}, {.id = OPT_SPARE},
    {.id = OPT_BUDGET}, {.id = OPT_HOURS_PER_MONTH},
    {.id = OPT_LIMIT},  {.id = OPT_HORIZON, .initial = "4w"},
    {.id = OPT_NONE},
};
static const struct command size = {
    .name = "size",
    .operands = "[FILE]",
    .operands_max = 1,
    .options = {size_options, options_output, options_messages},
};
static const struct option_use clean_options[] = {{.id = OPT_STEP}, {.id = OPT_NONE}};
static const struct command clean = {.name = "clean", .options = {clean_options}};
static const struct command *const both[] = {&size, &clean, NULL};

enum { WORDS_MAX = 16 };

/// Parses words separated by blanks.
static int parse(struct invocation *invocation, const struct command *command, const char *line,
                 struct err *err)
{
    static char words[256];
    static char *argv[WORDS_MAX];
    int argc = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *word = words; *word != '\0' && argc < WORDS_MAX;) {
        argv[argc++] = word;
        word += strcspn(word, " ");
        if (*word != '\0')
            *word++ = '\0';
    }
    *invocation = (struct invocation){
        .command = command, .commands = both, .hours_per_month = UNIT_HOURS_PER_MONTH};
    return argument_parse(invocation, argc, argv, err);
}

static void check_forms(void)
{
    struct invocation run;
    struct err err = {0};
    is_int(parse(&run, &size, "--demand 10k/s --format=csv in.csv -oout.csv -v", &err), 0,
           "all forms together");
    is_text(option_text(&run, OPT_DEMAND), "10k/s", "--name value");
    is_text(option_text(&run, OPT_FORMAT), "csv", "--name=value");
    is_text(option_text(&run, OPT_OUTPUT), "out.csv", "-oFILE");
    ok(option_given(&run, OPT_VERBOSE), "a flag after an operand");
    is_int(operand_count(&run), 1, "one operand");
    is_text(operand_at(&run, 0), "in.csv", "the operand");
    near(option_number(&run, OPT_DEMAND), 10000.0, 0, "10k/s is 10000 per second");
    near(option_number(&run, OPT_HEADROOM), 0.5, 0, "the default of the catalogue");
    near(option_number(&run, OPT_HORIZON), 4 * 7 * 86400.0, 0, "the default of the command");
    ok(isnan(option_number(&run, OPT_BUDGET)), "no value and no default is NaN");
    is_int(option_choice(&run, OPT_FORMAT), 1, "csv is the second format");
    invocation_release(&run);

    is_int(parse(&run, &size, "--json", &err), 0, "a short form");
    is_text(option_text(&run, OPT_FORMAT), "json", "says the value to the option it stands for");
    invocation_release(&run);
    is_int(parse(&run, &size, "--json --format md --csv", &err), 0, "mixed with the long one");
    is_text(option_text(&run, OPT_FORMAT), "csv", "the last one wins");
    invocation_release(&run);

    is_int(parse(&run, &size, "-qo - -- --demand", &err), 0, "bundled letters and --");
    ok(option_given(&run, OPT_QUIET), "the flag of the bundle");
    is_text(option_text(&run, OPT_OUTPUT), "-", "its last letter takes the next word, even -");
    is_text(operand_at(&run, 0), "--demand", "-- ends the options");
    invocation_release(&run);

    is_int(parse(&run, &size, "--spare 1 --spare zone --limit 5 --limit 7", &err), 0, "repeated");
    is_text(option_text(&run, OPT_SPARE), "zone", "the last value wins");
    is_int(option_whole(&run, OPT_SPARE, 9), 9, "a word is not a whole number");
    is_int(option_choice(&run, OPT_SPARE), 0, "but one of its words");
    const char *const *values;
    is_int(option_all(&run, OPT_LIMIT, &values), 2, "a repeatable option keeps all");
    is_text(values[0], "5", "in order");
    invocation_release(&run);

    is_int(parse(&run, &size, "--budget 7440/mo --hours-per-month 744", &err), 0,
           "a month of 744 h");
    near(option_number(&run, OPT_BUDGET), 10.0, 1e-15, "gives /mo its meaning wherever it stands");
    invocation_release(&run);

    is_int(parse(&run, &size, "--help --nonsense", &err), 0, "nothing behind --help is read");
    is_int(run.help, OPT_HELP, "help is asked for");
    invocation_release(&run);
}

static void check_refusal(const struct command *command, const char *line, const char *message)
{
    struct invocation run;
    struct err err = {0};
    is_int(parse(&run, command, line, &err), -1, line);
    has_text(err.text, message, message);
    is_int(err.kind, ERR_USAGE, "it is a usage error");
    invocation_release(&run);
}

static void check_refusals(void)
{
    check_refusal(&size, "--demnad 1", "\"--demnad\" is not an option; did you mean --demand?");
    check_refusal(&size, "--step 5m", "\"--step\" is not an option of this command, but of clean");
    check_refusal(&size, "--xyzzy",
                  "\"--xyzzy\" is not an option; headroom size --help lists them");
    check_refusal(&size, "--dem 1", "is not an option");
    check_refusal(&size, "-x", "\"-x\" is not an option");
    check_refusal(&size, "-qx", "\"-x\" is not an option");
    check_refusal(&size, "--demand", "--demand needs a value: --demand DEMAND");
    check_refusal(&size, "--headroom --spare 1", "--headroom needs a value");
    check_refusal(&size, "--strict=yes", "--strict takes no value");
    check_refusal(&size, "--headroom 50% --target 60%",
                  "--headroom and --target exclude each other");
    check_refusal(&size, "-q -v", "--quiet and --verbose exclude each other");
    check_refusal(&size, "a.csv b.csv", "\"b.csv\" is too much: it takes [FILE]");
    check_refusal(&clean, "a.csv", "\"a.csv\" is too much: it takes options only");
    check_refusal(&size, "--format yaml", "--format: \"yaml\" is not one of its values: text, csv");
    check_refusal(&size, "--format jsn", "did you mean \"json\"?");
    check_refusal(&size, "--spare zoen",
                  "--spare: \"zoen\" is not a whole number: COUNT, zone, region; "
                  "did you mean \"zone\"?");
    check_refusal(&size, "--spare -1", "--spare: \"-1\" is not a whole number");
    check_refusal(&size, "--headroom=", "--headroom: its value is empty");
    check_refusal(&size, "--hours-per-month 0", "--hours-per-month 0: it must be from 1 to 744");
    check_refusal(&size, "--demand 12,3x", "--demand");
    check_refusal(&size, "--horizon 90", "--horizon");
}

int main(void)
{
    check_forms();
    check_refusals();
    return done();
}
