// Help texts keep to 80 columns, examples come first, defaults are those of the command.
#include "cli/help.h"
#include "tap.h"

#include <stdint.h>
#include <string.h>

static const struct option_use options[] = {
    {.id = OPT_HORIZON, .initial = "4w", .help = "weeks are whole"},
    {.id = OPT_ASSUME},
    {.id = OPT_NONE},
};
static const struct schema_column columns[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step"),
    FIELD_UNBOUND("p95", COLUMN_NUMBER, STYLE_PLAIN, "per second", true, "19 of 20 are below"),
    FIELD_END,
};
static const struct schema table = {"the forecast table", columns, 0};
static const struct example examples[] = {
    {"headroom look a.csv --horizon 4w", "what comes", 0},
    {NULL, NULL, 0},
};
static const struct command look = {
    .name = "look",
    .summary = "what comes?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .options = {options, options_output, options_messages},
    .common = {OPT_HORIZON, OPT_OUTPUT},
    .outputs = {&table},
    .examples = examples,
};
static const struct command hidden = {.name = "__x", .summary = "", .hidden = true};
static const struct command *const commands[] = {&look, &hidden, NULL};

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        longest = length > longest ? length : longest;
        text += length + (text[length] == '\n');
    }
    return longest;
}

int main(void)
{
    struct str text = {0};
    help_whole(&look, &text);
    const char *whole = str_text(&text);
    ok(longest_line(whole) <= 80, "--help keeps to 80 columns");
    has_text(whole, "usage: headroom look [OPTION ...] [FILE ...]\n", "usage");
    ok(strstr(whole, "Examples:") < strstr(whole, "Looking ahead:"), "examples come first");
    has_text(whole, "--horizon DURATION      how far", "the option in its column");
    has_text(whole, "weeks are\n                          whole (default 4w)",
             "the command's own sentence and default");
    has_text(whole, "(may be repeated)", "what may be repeated says so");
    has_text(whole, "Output: the forecast table\n", "columns out");
    has_text(whole, "19 of 20 are below (per second) (optional)", "a column with its unit");
    str_clear(&text);

    help_short(&look, &text);
    ok(longest_line(str_text(&text)) <= 80, "-h keeps to 80 columns");
    has_text(str_text(&text), "headroom look a.csv --horizon 4w", "-h has the example");
    has_text(str_text(&text), "Common options:\n  --horizon DURATION      how far",
             "and the common options with their meanings");
    ok(strstr(str_text(&text), "--assume") == NULL, "but no others");
    has_text(str_text(&text), "more: headroom look --help\n", "and where they are");
    str_clear(&text);

    help_overview(commands, &text);
    has_text(str_text(&text), "  look                    what comes?", "a command with its line");
    ok(strstr(str_text(&text), "__x") == NULL, "hidden commands are not listed");
    str_release(&text);
    return done();
}
