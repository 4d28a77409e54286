#include "cli/man.h"

#include "base/ascii.h"

#include <string.h>

/// Examples stand this far in from the left in a man page: section, list and display.
enum { MAN_LINE_MAX = 78, EXAMPLE_INDENT = 12 };

static const char begin_marker[] = ".\\\" generated: ";
static const char end_marker[] = ".\\\" end generated";

// --- text
// -----------------------------------------------------------------------------------------

/// Appends bytes with backslashes escaped; `literal_hyphens`: hyphens stay ASCII, so that a command
/// line can be copied from the page.
static void append_mdoc(struct str *out, const char *text, size_t length, bool literal_hyphens)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\')
            str_append(out, "\\e");
        else if (text[i] == '-' && literal_hyphens)
            str_append(out, "\\-");
        else
            str_append_char(out, text[i]);
    }
}

/// Appends words in lines of at most `width` bytes; `glue` ends a line that goes on and `indent`
/// begins the next one.
static void append_lines(struct str *out, const char *text, size_t width, const char *glue,
                         const char *indent, bool literal_hyphens)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (column > 0 && column + 1 + length + strlen(glue) > width) {
            str_appendf(out, "%s\n%s", glue, indent);
            column = strlen(indent);
        } else if (column > 0) {
            str_append_char(out, ' ');
            column++;
        }
        // A line of text that begins with . or ' would be a request.
        if (column == 0 && (*text == '.' || *text == '\''))
            str_append(out, "\\&");
        append_mdoc(out, text, length, literal_hyphens);
        column += length;
        text += length;
        text += strspn(text, " ");
    }
    str_append_char(out, '\n');
}

void man_text(struct str *out, const char *text)
{
    append_lines(out, text, MAN_LINE_MAX, "", "", false);
}

void man_code(struct str *out, const char *text)
{
    append_lines(out, text, MAN_LINE_MAX, "", "", true);
}

/// A sentence from one of the tables: they are in lower case and without a stop.
void man_sentence(struct str *out, const char *text)
{
    struct str sentence = {0};
    str_append(&sentence, text);
    if (sentence.length > 0) {
        sentence.data[0] = ascii_to_upper(sentence.data[0]);
        char last = sentence.data[sentence.length - 1];
        if (last != '.' && last != '?')
            str_append_char(&sentence, '.');
        man_text(out, str_text(&sentence));
    }
    str_release(&sentence);
}

// --- regions of a command
// -------------------------------------------------------------------------

/// The macros for an option and its value: "Fl o , Fl -output Ar FILE".
static void append_option_macros(struct str *out, enum option_id id)
{
    const struct option *option = option_at(id);
    char values[OPTION_TEXT_MAX];
    if (option->letter != '\0')
        str_appendf(out, "Fl %c", option->letter);
    if (option->name != NULL)
        str_appendf(out, "%sFl -%s", option->letter != '\0' ? " , " : "", option->name);
    if (option->kind == OPTION_FLAG)
        return;
    const char *text = option_value_text(values, id);
    // Many choices are longer than a line, and have no blank at which it could end.
    bool breaks = strlen(text) > MAN_LINE_MAX - EXAMPLE_INDENT;
    str_append(out, " Ar ");
    for (const char *at = text; *at != '\0'; at++) {
        str_append_char(out, *at);
        if (breaks && *at == '|')
            str_append(out, "\\:");
    }
}

static void write_synopsis(const void *subject, struct str *out)
{
    const struct command *command = subject;
    str_appendf(out, ".Nm headroom %s\n.Op Ar OPTION ...\n", command->name);
    if (command->operands == NULL)
        return;
    const char *operands = command->operands;
    size_t length = strlen(operands);
    if (operands[0] == '[')
        str_appendf(out, ".Op Ar %.*s\n", (int)(length - 2), operands + 1);
    else
        str_appendf(out, ".Ar %s\n", operands);
}

struct group_context {
    const struct command *command;
    enum option_group group;
    struct str *out;
    bool begun;
};

static void append_option(void *context, const struct option_use *use)
{
    struct group_context *walk = context;
    const struct option *option = option_at(use->id);
    if (option->group != walk->group)
        return;
    if (!walk->begun)
        str_appendf(walk->out, ".Ss %s\n.Bl -tag -width Ds\n", option_group_title(walk->group));
    walk->begun = true;
    str_append(walk->out, ".It ");
    append_option_macros(walk->out, use->id);
    str_append_char(walk->out, '\n');
    man_sentence(walk->out, option->help);
    if (use->help != NULL)
        man_sentence(walk->out, use->help);
    const char *initial = command_option_initial(walk->command, use->id);
    if (initial != NULL)
        str_appendf(walk->out, "The default is %s.\n", initial);
    if (option->excludes != OPT_NONE && command_option(walk->command, option->excludes) != NULL) {
        str_append(walk->out, "Not together with\n.");
        str_appendf(walk->out, "Fl -%s .\n", option_at(option->excludes)->name);
    }
    if (option->repeatable)
        str_append(walk->out, "May be repeated.\n");
}

static void write_options(const void *subject, struct str *out)
{
    for (enum option_group group = 0; group < GROUP_COUNT; group++) {
        struct group_context walk = {.command = subject, .group = group, .out = out};
        command_each_option(walk.command, append_option, &walk);
        if (walk.begun)
            str_append(out, ".El\n");
    }
}

static void write_schemas(const struct schema *const *schemas, struct str *out)
{
    for (size_t i = 0; i < COMMAND_SCHEMAS && schemas[i] != NULL; i++) {
        struct str title = {0};
        str_appendf(&title, "%s%s:", i == 0 ? "" : "or ", schemas[i]->title);
        str_append(out, i == 0 ? "" : ".Pp\n");
        man_text(out, str_text(&title));
        str_release(&title);
        str_append(out, ".Bl -tag -width Ds\n");
        for (const struct schema_column *column = schemas[i]->column; column->name != NULL;
             column++) {
            str_appendf(out, ".It Cm %s", column->name);
            if (column->unit != NULL)
                str_appendf(out, " Pq %s", column->unit);
            str_append_char(out, '\n');
            man_sentence(out, column->meaning);
            if (column->optional)
                str_append(out, "Optional.\n");
        }
        str_append(out, ".El\n");
    }
}

static void write_input(const void *subject, struct str *out)
{
    write_schemas(((const struct command *)subject)->inputs, out);
}

static void write_output(const void *subject, struct str *out)
{
    const struct command *command = subject;
    write_schemas(command->outputs, out);
    if (command->facts == NULL)
        return;
    const struct schema *facts[COMMAND_SCHEMAS] = {command->facts};
    str_append(out, ".Pp\n.Fl -format Cm json\nis one object, as\n.Xr headroom-formats 5\nsays of "
                    "answers, with ");
    write_schemas(facts, out);
}

static void write_examples(const void *subject, struct str *out)
{
    const struct example *example = ((const struct command *)subject)->examples;
    for (; example != NULL && example->line != NULL; example++) {
        man_sentence(out, example->shows);
        str_append(out, ".Bd -literal -offset indent\n");
        str_append(out, "$ ");
        append_lines(out, example->line, MAN_LINE_MAX - EXAMPLE_INDENT, " \\e", "    ", true);
        str_append(out, ".Ed\n.Pp\n");
    }
    // The last paragraph break would stand before a section, where mdoc wants none.
    static const char pause[] = ".Pp\n";
    size_t tail = sizeof pause - 1;
    if (out->length >= tail && strcmp(out->data + out->length - tail, pause) == 0) {
        out->length -= tail;
        out->data[out->length] = '\0';
    }
}

const struct man_region man_command_regions[] = {
    {"SYNOPSIS", write_synopsis}, {"OPTIONS", write_options},   {"INPUT", write_input},
    {"OUTPUT", write_output},     {"EXAMPLES", write_examples}, {NULL, NULL},
};

// --- regions of the program
// -----------------------------------------------------------------------

static void write_commands(const void *subject, struct str *out)
{
    str_append(out, ".Bl -tag -width Ds\n");
    for (const struct command *const *command = subject; *command != NULL; command++) {
        if ((*command)->hidden)
            continue;
        str_appendf(out, ".It Xr headroom-%s 1\n", (*command)->name);
        man_sentence(out, (*command)->summary);
    }
    str_append(out, ".El\n");
}

static void write_assumptions(const void *subject, struct str *out)
{
    (void)subject;
    str_append(out, ".Bl -tag -width Ds\n");
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        if (option_at(id)->assumption == NULL)
            continue;
        str_appendf(out, ".It Cm %s\n", option_at(id)->assumption);
        man_sentence(out, option_at(id)->help);
    }
    str_append(out, ".El\n");
}

const struct man_region man_program_regions[] = {
    {"COMMANDS", write_commands},
    {"ASSUMPTIONS", write_assumptions},
    {NULL, NULL},
};

// --- pages
// ----------------------------------------------------------------------------------------

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static const struct man_region *find_region(const struct man_region *regions, const char *name,
                                            size_t length)
{
    for (; regions->name != NULL; regions++)
        if (strlen(regions->name) == length && memcmp(regions->name, name, length) == 0)
            return regions;
    return NULL;
}

int man_rewrite(const char *path, const char *page, const struct man_region *regions,
                const void *subject, struct str *out, struct err *err)
{
    bool inside = false;
    size_t line = 0;
    size_t opened = 0;
    while (*page != '\0') {
        size_t length = strcspn(page, "\n");
        line++;
        if (inside && starts_with(page, end_marker))
            inside = false;
        if (!inside) {
            str_append_bytes(out, page, length);
            str_append_char(out, '\n');
        }
        if (!inside && starts_with(page, begin_marker)) {
            size_t prefix = sizeof begin_marker - 1;
            const struct man_region *region = find_region(regions, page + prefix, length - prefix);
            if (region == NULL)
                return err_at(err, path, line, NULL, "\"%.*s\" is not a region of this page",
                              (int)(length - prefix), page + prefix);
            region->write(subject, out);
            inside = true;
            opened = line;
        }
        page += length;
        page += *page == '\n';
    }
    if (inside)
        return err_at(err, path, opened, NULL, "the region has no line %s", end_marker);
    return 0;
}

void man_skeleton(const struct command *command, struct str *out)
{
    str_append(out, ".Dd June 1, 2025\n.Dt HEADROOM-");
    for (const char *c = command->name; *c != '\0'; c++)
        str_append_char(out, ascii_to_upper(*c));
    // A name line has no stop.
    int length = (int)strcspn(command->summary, "?");
    str_appendf(out, " 1\n.Os\n.Sh NAME\n.Nm headroom-%s\n.Nd %.*s\n", command->name, length,
                command->summary);
    str_appendf(out, ".Sh SYNOPSIS\n%sSYNOPSIS\n%s\n", begin_marker, end_marker);
    str_appendf(out, ".Sh DESCRIPTION\n.Nm headroom %s\nanswers:\n", command->name);
    man_text(out, command->summary);
    str_appendf(out, ".Sh OPTIONS\n%sOPTIONS\n%s\n", begin_marker, end_marker);
    if (command->inputs[0] != NULL)
        str_appendf(out, ".Sh INPUT\n%sINPUT\n%s\n", begin_marker, end_marker);
    if (command->outputs[0] != NULL)
        str_appendf(out, ".Sh OUTPUT\n%sOUTPUT\n%s\n", begin_marker, end_marker);
    str_append(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nDone.\n");
    if (command->refusal != NULL) {
        str_append(out, ".It 1\nThe answer is no:\n");
        man_text(out, command->refusal);
    }
    str_append(out, ".It 2\nTrouble; nothing was written.\n.El\n");
    str_appendf(out, ".Sh EXAMPLES\n%sEXAMPLES\n%s\n", begin_marker, end_marker);
    str_append(out, ".Sh SEE ALSO\n.Xr headroom 1\n");
}
