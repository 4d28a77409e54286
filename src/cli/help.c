#include "cli/help.h"

#include "cli/output.h"
#include "table/text_wrap.h"

#include <string.h>

enum { HELP_COLUMN = 26, HELP_INDENT = 2 };

/// Appends `text` in lines of OUTPUT_WIDTH columns: the first one begins where the caller stands,
/// in column `column`, the others after `indent` blanks.
static void append_wrapped(struct str *out, const char *text, size_t column, size_t indent)
{
    while (*text != '\0') {
        size_t next;
        str_append_bytes(out, text, text_wrap_line(text, OUTPUT_WIDTH - column, &next));
        text += next;
        if (*text != '\0')
            str_appendf(out, "\n%*s", (int)indent, "");
        column = indent;
    }
    str_append_char(out, '\n');
}

/// A term in the left column and its text beside it, or below when the term is too wide.
static void append_entry(struct str *out, const char *term, const char *text)
{
    str_appendf(out, "%*s%s", HELP_INDENT, "", term);
    size_t column = HELP_INDENT + strlen(term);
    if (column + 2 > HELP_COLUMN)
        str_appendf(out, "\n%*s", HELP_COLUMN, "");
    else
        str_appendf(out, "%*s", (int)(HELP_COLUMN - column), "");
    append_wrapped(out, text, HELP_COLUMN, HELP_COLUMN);
}

void help_overview(const struct command *const *commands, struct str *out)
{
    str_append(out, "headroom answers capacity questions from metric exports.\n"
                    "\n"
                    "usage: headroom COMMAND [OPTION ...] [FILE ...]\n"
                    "\n"
                    "Commands:\n");
    for (; *commands != NULL; commands++)
        if (!(*commands)->hidden)
            append_entry(out, (*commands)->name, (*commands)->summary);
    str_append(out, "\n"
                    "headroom COMMAND -h shows examples, headroom COMMAND --help everything.\n"
                    "headroom help layouts lists the exports that are understood; headroom help\n"
                    "assumptions writes a file to fill in for --assume.\n");
}

/// A line that may go on after a | of its choices.
static void append_choices(struct str *out, const char *line)
{
    size_t length = strlen(line);
    if (length > OUTPUT_WIDTH) {
        length = OUTPUT_WIDTH;
        while (length > 0 && line[length - 1] != '|')
            length--;
    }
    str_append_bytes(out, line, length);
    if (line[length] != '\0')
        str_appendf(out, "\n%*s%s", 6, "", line + length);
    str_append_char(out, '\n');
}

void help_usage(const struct command *command, struct str *out)
{
    struct str line = {0};
    str_appendf(&line, "usage: headroom %s [OPTION ...]", command->name);
    if (command->operands != NULL)
        str_appendf(&line, " %s", command->operands);
    append_choices(out, str_text(&line));
    str_release(&line);
}

/// Length of the part of a command line that fits into `width` columns: it ends before a blank
/// outside quotes, so that a backslash can take its place. The whole where it fits, or has none.
static size_t command_part(const char *line, size_t width)
{
    size_t length = strlen(line);
    size_t part = length;
    char quote = '\0';
    for (size_t i = 0; length > width && i < length && (i <= width || part == length); i++) {
        if (quote == '\0' && strchr("'\"", line[i]) != NULL)
            quote = line[i];
        else if (line[i] == quote)
            quote = '\0';
        else if (line[i] == ' ' && quote == '\0')
            part = i;
    }
    return part;
}

/// A command line that can be pasted: lines that go on end in a backslash.
static void append_command_line(struct str *out, const char *line)
{
    static const char go_on[] = " \\";
    int indent = HELP_INDENT;
    for (;;) {
        // A last line may fill the page, others leave room for the backslash.
        size_t width = OUTPUT_WIDTH - (size_t)indent;
        size_t part =
            strlen(line) <= width ? strlen(line) : command_part(line, width - strlen(go_on));
        str_appendf(out, "%*s%.*s", indent, "", (int)part, line);
        line += part;
        if (*line == '\0')
            break;
        str_appendf(out, "%s\n", go_on);
        line++;
        indent = 3 * HELP_INDENT;
    }
    str_append_char(out, '\n');
}

static void append_examples(const struct command *command, struct str *out)
{
    if (command->examples == NULL)
        return;
    str_append(out, "\nExamples:\n");
    for (const struct example *example = command->examples; example->line != NULL; example++) {
        append_command_line(out, example->line);
        str_append(out, "      ");
        append_wrapped(out, example->shows, 6, 6);
    }
}

static void append_heading(const struct command *command, struct str *out)
{
    help_usage(command, out);
    append_wrapped(out, command->summary, 0, 0);
    append_examples(command, out);
}

/// Gathers the options of one group, of all for GROUP_COUNT, while command_each_option walks them.
struct group_context {
    const struct command *command;
    enum option_group group;
    struct str text;
};

/// One option with its value, meaning and default.
static void append_use(const struct command *command, const struct option_use *use, struct str *out)
{
    const struct option *option = option_at(use->id);
    char spelling[OPTION_TEXT_MAX];
    char values[OPTION_TEXT_MAX];
    struct str term = {0};
    struct str text = {0};
    if (option->letter != '\0' && option->name != NULL)
        str_appendf(&term, "-%c, ", option->letter);
    str_append(&term, option_spelling(spelling, use->id));
    if (option->kind != OPTION_FLAG)
        str_appendf(&term, " %s", option_value_text(values, use->id));
    str_append(&text, option->help);
    if (use->help != NULL)
        str_appendf(&text, "; %s", use->help);
    const char *initial = command_option_initial(command, use->id);
    if (initial != NULL)
        str_appendf(&text, " (default %s)", initial);
    if (option->repeatable)
        str_append(&text, " (may be repeated)");
    append_entry(out, str_text(&term), str_text(&text));
    str_release(&term);
    str_release(&text);
}

static void append_option(void *context, const struct option_use *use)
{
    struct group_context *gathered = context;
    if (gathered->group == GROUP_COUNT || option_at(use->id)->group == gathered->group)
        append_use(gathered->command, use, &gathered->text);
}

/// The options of -h: the common ones, or all where the command has no list of them.
static void append_common(const struct command *command, struct str *out)
{
    for (size_t i = 0; i < COMMAND_COMMON && command->common[i] != OPT_NONE; i++)
        append_use(command, command_option(command, command->common[i]), out);
    if (command->common[0] != OPT_NONE)
        return;
    struct group_context gathered = {.command = command, .group = GROUP_COUNT};
    command_each_option(command, append_option, &gathered);
    str_append(out, str_text(&gathered.text));
    str_release(&gathered.text);
}

void help_short(const struct command *command, struct str *out)
{
    append_heading(command, out);
    str_append(out, command->common[0] != OPT_NONE ? "\nCommon options:\n" : "\nOptions:\n");
    append_common(command, out);
    str_appendf(out, "\nmore: headroom %s --help\n", command->name);
}

static void append_schemas(const char *title, const struct schema *const *schemas, struct str *out)
{
    for (size_t i = 0; i < COMMAND_SCHEMAS && schemas[i] != NULL; i++) {
        str_appendf(out, "\n%s: %s\n", title, schemas[i]->title);
        for (const struct schema_column *column = schemas[i]->column; column->name != NULL;
             column++) {
            struct str text = {0};
            str_append(&text, column->meaning);
            if (column->unit != NULL)
                str_appendf(&text, " (%s)", column->unit);
            if (column->optional)
                str_append(&text, " (optional)");
            append_entry(out, column->name, str_text(&text));
            str_release(&text);
        }
    }
}

static void append_pages(const struct command *command, struct str *out)
{
    struct str pages = {0};
    str_appendf(&pages, "Manual pages: headroom-%s(1)", command->name);
    for (const char *const *page = command->see_also; page != NULL && *page != NULL; page++)
        str_appendf(&pages, ", %s", *page);
    append_wrapped(out, str_text(&pages), 0, 2);
    str_release(&pages);
}

static void append_exit_status(const struct command *command, struct str *out)
{
    struct str text = {0};
    str_append(&text, "Exit status: 0 done, ");
    if (command->refusal != NULL)
        str_appendf(&text, "1 the answer is no: %s, ", command->refusal);
    str_append(&text, "2 trouble (nothing was written).");
    str_append_char(out, '\n');
    append_wrapped(out, str_text(&text), 0, 2);
    str_release(&text);
}

void help_whole(const struct command *command, struct str *out)
{
    append_heading(command, out);
    for (enum option_group group = 0; group < GROUP_COUNT; group++) {
        struct group_context gathered = {.command = command, .group = group};
        command_each_option(command, append_option, &gathered);
        if (gathered.text.length > 0)
            str_appendf(out, "\n%s:\n%s", option_group_title(group), str_text(&gathered.text));
        str_release(&gathered.text);
    }
    append_schemas("Input", command->inputs, out);
    append_schemas("Output", command->outputs, out);
    const struct schema *facts[COMMAND_SCHEMAS] = {command->facts};
    append_schemas("JSON", facts, out);
    append_exit_status(command, out);
    append_pages(command, out);
}
