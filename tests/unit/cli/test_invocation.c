// What a command asks of its run: inputs, output formats, the line to repeat it by.
#include "cli/argument_parse.h"
#include "cli/command.h"
#include "cli/failures.h"
#include "tap.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

static const struct option_use options[] = {{.id = OPT_SINCE},
                                            {.id = OPT_CHANGEPOINT},
                                            {.id = OPT_PER_INSTANCE},
                                            {.id = OPT_AS_OF},
                                            {.id = OPT_NONE}};
static const struct command look = {
    .name = "look",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_CSV,
    .options = {options, options_output, options_messages},
};
static const struct command *const commands[] = {&look, NULL};

enum { WORDS_MAX = 8 };

/// A run of the words, ended by NULL.
static struct invocation begin(char **words)
{
    struct invocation run = {
        .command = &look, .commands = commands, .argv = words, .usual_format = look.format};
    struct err err = {0};
    run.hours_per_month = UNIT_HOURS_PER_MONTH;
    while (words[run.argc] != NULL)
        run.argc++;
    ok(argument_parse(&run, run.argc - 1, words + 1, &err) == 0, "parses %s (%s)", words[1],
       err.text);
    return run;
}

static void check_format(const char *first, const char *second, enum output_format expected)
{
    char *words[] = {"look", (char *)(uintptr_t)first, (char *)(uintptr_t)second, NULL};
    struct invocation run = begin(words);
    struct err err = {0};
    is_int(output_format(&run), expected, first);
    is_int(output_check(&run, &err), 0, "and it can be written");
    invocation_release(&run);
}

static void check_formats(void)
{
    check_format("-oanswer", NULL, OUTPUT_CSV);
    check_format("-oanswer.json", NULL, OUTPUT_JSON);
    check_format("-oanswer.txt", NULL, OUTPUT_TEXT);
    check_format("-o./answer.md", NULL, OUTPUT_MARKDOWN);
    check_format("-o./answer", NULL, OUTPUT_CSV);
    check_format("-o.csv", NULL, OUTPUT_CSV);
    check_format("-oanswer.xlsx", NULL, OUTPUT_WORKBOOK);
    check_format("-oanswer.csv", "--format=json", OUTPUT_JSON);
    check_format("-oanswer.dat", "--format=md", OUTPUT_MARKDOWN);
    check_format("-o/dev/null", NULL, OUTPUT_CSV);
}

/// now is the clock's time, and only when it is asked for.
static void check_now(void)
{
    char *words[] = {"look", "--as-of", "now", NULL};
    char *dated[] = {"look", "--as-of", "2026-03-01", NULL};
    struct err err = {0};
    instant now, day;
    struct invocation run = begin(words);
    int64_t before = (int64_t)time(NULL);
    is_int(option_instant(&run, OPT_AS_OF, NULL, &now, &err), 0, "--as-of now");
    int64_t after = (int64_t)time(NULL);
    ok(now >= before * INSTANT_PER_SECOND && now <= after * INSTANT_PER_SECOND, "is the clock's");
    invocation_release(&run);
    run = begin(dated);
    is_int(option_instant(&run, OPT_AS_OF, NULL, &day, &err), 0, "--as-of DATE");
    is_int(day / INSTANT_PER_SECOND, 1772323200, "is that date");
    invocation_release(&run);
}

static void check_inputs(void)
{
    char *two[] = {"look", "a.csv", "-", NULL};
    struct invocation run = begin(two);
    struct err err = {0};
    const char *const *paths;
    size_t count;
    is_int(input_paths(&run, &paths, &count, &err), 0, "a file and standard input");
    is_int(count, 2, "are two inputs");
    is_text(paths[1], "-", "the second is standard input");
    invocation_release(&run);

    char *twice[] = {"look", "-", "-", NULL};
    run = begin(twice);
    is_int(input_paths(&run, &paths, &count, &err), -1, "standard input twice");
    has_text(err.text, "can be read only once", "is refused");
    invocation_release(&run);

    struct byte_source *source;
    is_int(input_open("no/such/file", &source, &err), -1, "a missing file");
    has_text(err.text, "no/such/file", "is named");
}

static void check_instants(void)
{
    char *words[] = {"look", "--since=2024-03-10T06:00", "--changepoint=auto", NULL};
    struct invocation run = begin(words);
    struct err err = {0};
    struct zone *zone;
    instant time;
    is_int(option_instant(&run, OPT_SINCE, NULL, &time, &err), 0, "a time");
    is_int(time, INT64_C(1710050400000), "in UTC: date -u -d 2024-03-10T06:00 +%s");
    is_int(zone_open(&zone, "+02:00", &err), 0, "two hours east");
    is_int(option_instant(&run, OPT_SINCE, zone, &time, &err), 0, "the same by a zone");
    is_int(time, INT64_C(1710043200000), "is two hours earlier");
    is_int(option_instant(&run, OPT_CHANGEPOINT, NULL, &time, &err), 0, "a word is no time");
    ok(time == INSTANT_NONE, "but none");
    is_int(option_choice(&run, OPT_CHANGEPOINT), 0, "the first word");
    zone_close(zone);
    invocation_release(&run);
}

int main(void)
{
    check_formats();
    check_now();
    check_inputs();
    check_instants();
    char *words[] = {"build/headroom", "--per-instance=500/s", "it's a file.csv", NULL};
    struct invocation run = begin(words);
    is_text(invocation_command_line(&run), "headroom --per-instance=500/s 'it'\\''s a file.csv'",
            "the line can be repeated in a shell");
    struct err failure = {.kind = ERR_DATA, .text = "web: too short"};
    invocation_fail_series(&run, "web", &failure);
    err_set(&failure, ERR_DATA, "8 values");
    invocation_fail_series(&run, "s1", &failure);
    err_set(&failure, ERR_DATA, "s2: 12 values");
    invocation_fail_series(&run, "s2", &failure);
    is_int(run.error_count, 3, "failures are counted");
    struct str said = {0};
    failures_write(&run, &said);
    is_text(str_text(&said),
            "headroom: web: too short\nheadroom: s1: 8 values (and 1 like it: s2)\n",
            "those that differ in numbers are one line");
    err_set(&failure, ERR_DATA, "s3: 1 values");
    for (int i = 0; i < 4; i++)
        invocation_fail_series(&run, "s3", &failure);
    str_clear(&said);
    failures_write(&run, &said);
    is_text(str_text(&said),
            "headroom: web: too short\nheadroom: s1: 8 values (and 5 like it; -v names each)\n",
            "and many of them a count");
    str_release(&said);
    invocation_release(&run);
    return done();
}
