#include "cli/output.h"

#include "base/file.h"
#include "base/parallel.h"
#include "cli/command.h"
#include "cli/diagnostics.h"
#include "drawing/ascii_drawing.h"
#include "table/table_shape.h"
#include "table/table_write.h"
#include "table/xlsx_write.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// What an ending of -o means; NULL ends the list.
static const struct ending {
    const char *text;
    enum output_format format;
} endings[] = {
    {".csv", OUTPUT_CSV},     {".json", OUTPUT_JSON},     {".txt", OUTPUT_TEXT},
    {".md", OUTPUT_MARKDOWN}, {".xlsx", OUTPUT_WORKBOOK}, {".xml", OUTPUT_JUNIT},
    {".sarif", OUTPUT_SARIF}, {".html", OUTPUT_HTML},     {".svg", OUTPUT_SVG},
    {NULL, OUTPUT_TEXT},
};

static bool writes_reports(const struct invocation *invocation)
{
    return command_option(invocation->command, OPT_FORMAT_REPORT) != NULL;
}

/// The --format that the command takes.
static enum option_id format_option(const struct invocation *invocation)
{
    return writes_reports(invocation) ? OPT_FORMAT_REPORT : OPT_FORMAT;
}

/// The file of -o; NULL for standard output, which "-" names too.
static const char *output_path(const struct invocation *invocation)
{
    const char *path = option_text(invocation, OPT_OUTPUT);
    return path == NULL || strcmp(path, "-") == 0 ? NULL : path;
}

/// The ending of the path's last part, "" when it has none.
static const char *path_ending(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(last, '.');
    return dot == NULL || dot == last ? "" : dot;
}

static const struct ending *find_ending(const struct invocation *invocation, const char *path)
{
    const char *text = path_ending(path);
    const struct ending *ending = endings;
    while (ending->text != NULL && strcmp(ending->text, text) != 0)
        ending++;
    bool report = ending->format == OUTPUT_JUNIT || ending->format == OUTPUT_SARIF;
    bool unknown = ending->text == NULL || (report && !writes_reports(invocation));
    return unknown ? NULL : ending;
}

/// The --emit that the command takes, OPT_NONE where it takes none.
static enum option_id emit_option(const struct invocation *invocation)
{
    return command_option_named(invocation->command, "emit", strlen("emit"));
}

enum output_format output_format(const struct invocation *invocation)
{
    int choice = option_choice(invocation, format_option(invocation));
    if (choice >= 0)
        return (enum output_format)choice;
    const char *path = output_path(invocation);
    const struct ending *ending = path == NULL ? NULL : find_ending(invocation, path);
    if (ending != NULL)
        return ending->format;
    return output_is_shaped(invocation) ? OUTPUT_TEXT : invocation->usual_format;
}

bool output_is_shaped(const struct invocation *invocation)
{
    return option_given(invocation, OPT_TOP) || option_given(invocation, OPT_SORT) ||
           option_given(invocation, OPT_COLUMNS);
}

int output_shape(const struct invocation *invocation, const struct table *table, size_t feet,
                 struct table *into, struct err *err)
{
    struct table_shape shape = {.columns = option_text(invocation, OPT_COLUMNS),
                                .sort = option_text(invocation, OPT_SORT),
                                .top = option_whole(invocation, OPT_TOP, SIZE_MAX),
                                .feet = feet};
    return table_shape(table, &shape, into, err);
}

/// What programs read stays whole.
static int check_shape(const struct invocation *invocation, struct err *err)
{
    enum output_format format = output_format(invocation);
    bool for_people = format == OUTPUT_TEXT || format == OUTPUT_MARKDOWN || format == OUTPUT_HTML;
    const char *given = option_given(invocation, OPT_TOP)    ? "--top"
                        : option_given(invocation, OPT_SORT) ? "--sort"
                                                             : "--columns";
    if (!output_is_shaped(invocation))
        return 0;
    if (emit_option(invocation) != OPT_NONE && option_given(invocation, emit_option(invocation)))
        return err_set(err, ERR_USAGE,
                       "%s is for a table that people read, and --emit writes none: "
                       "leave one out",
                       given);
    if (!for_people)
        return err_set(err, ERR_USAGE,
                       "%s is for a table that people read (text, md, html); what programs read is "
                       "written whole: leave it out, or write --format text",
                       given);
    return 0;
}

/// --emit writes JSON, YAML or a script whatever the file is called: endings of tables and of other
/// formats mislead.
static int check_emitted(const struct invocation *invocation, const char *shown,
                         const struct ending *ending, struct err *err)
{
    const char *emit = option_text(invocation, emit_option(invocation));
    bool script = emit_option(invocation) == OPT_EMIT_RESOURCES;
    bool yaml = strcmp(emit, "hpa") == 0 || strcmp(emit, "kubernetes") == 0 ||
                strcmp(emit, "prometheus") == 0;
    const char *name = script ? ".sh" : yaml ? ".yaml" : ".json";
    const char *what = script ? "a script" : yaml ? "YAML" : "JSON";
    if (ending == NULL || (ending->format == OUTPUT_JSON && !yaml))
        return 0;
    return err_set(err, ERR_USAGE,
                   "--output: --emit %s writes %s, and \"%s\" ends in %s: name it %s, or leave "
                   "--emit out",
                   emit, what, shown, ending->text, name);
}

/// A file that is read, or kept by another option, is not to be replaced by the answer, by whatever
/// name or link it is called. What is no file (a terminal, a pipe) may be both.
static int refuse_same(const char *path, const char *other, const char *what, struct err *err)
{
    char shown[OPTION_TEXT_MAX];
    const char *file = strcmp(other, "-") == 0 ? "/dev/stdin" : other;
    bool is_new = !file_exists(path) && strcmp(path, file) == 0;
    if (!is_new && (!file_is_regular(path) || !file_is_same(path, file)))
        return 0;
    return err_set(err, ERR_USAGE,
                   "--output: \"%s\" is the file of %s, which the answer would replace: name "
                   "another file",
                   err_quote(shown, sizeof shown, path, strlen(path)), what);
}

static int check_inputs(const struct invocation *invocation, const char *path, struct err *err)
{
    for (size_t i = 0; i < invocation->operands; i++)
        if (refuse_same(path, invocation->operand[i], "an input", err) != 0)
            return -1;
    if (invocation->operands == 0 && refuse_same(path, "-", "standard input", err) != 0)
        return -1;
    const char *team = team_assumptions();
    if (team != NULL && refuse_same(path, team, ASSUME_VARIABLE, err) != 0)
        return -1;
    for (int id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        enum option_kind kind = option_at((enum option_id)id)->kind;
        const char *const *values = NULL;
        size_t count = option_all(invocation, (enum option_id)id, &values);
        char spelling[OPTION_TEXT_MAX];
        bool names_file = kind == OPTION_INPUT_FILE || kind == OPTION_OUTPUT_FILE;
        for (size_t i = 0; i < count && names_file && id != OPT_OUTPUT; i++)
            if (refuse_same(path, values[i], option_spelling(spelling, (enum option_id)id), err) !=
                0)
                return -1;
    }
    return 0;
}

int output_check(const struct invocation *invocation, struct err *err)
{
    const char *path = output_path(invocation);
    if (check_shape(invocation, err) != 0)
        return -1;
    if (path == NULL)
        return 0;
    if (check_inputs(invocation, path, err) != 0)
        return -1;
    const char *typed = path_ending(path);
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, path, strlen(path));
    const struct ending *ending = find_ending(invocation, path);
    enum option_id format = format_option(invocation);
    enum option_id emit = emit_option(invocation);
    bool emits = emit != OPT_NONE && option_given(invocation, emit);
    bool said = option_given(invocation, format) || emits;
    if (!said && ending == NULL && typed[0] != '\0')
        return err_set(err, ERR_USAGE,
                       "--output: \"%s\" does not end in .csv .json .txt .md .html .svg or "
                       ".xlsx%s; --format says "
                       "what to write",
                       shown, writes_reports(invocation) ? " or .xml or .sarif" : "");
    if (emits)
        return check_emitted(invocation, shown, ending, err);
    if (option_given(invocation, format) && ending != NULL && ending->format == OUTPUT_WORKBOOK)
        return err_set(err, ERR_USAGE,
                       "--output: \"%s\" is a workbook, --format asks for %s: leave one out", shown,
                       option_text(invocation, format));
    return 0;
}

bool output_in_colour(const struct invocation *invocation)
{
    return !option_given(invocation, OPT_OUTPUT) && terminal_for_people(STDOUT_FILENO);
}

size_t output_width(const struct invocation *invocation)
{
    enum { NARROWEST = 60, WIDEST = 200 };
    struct winsize size = {0};
    if (output_path(invocation) != NULL || !isatty(STDOUT_FILENO) ||
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return OUTPUT_WIDTH;
    return size.ws_col < NARROWEST ? NARROWEST : size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

void output_text(struct invocation *invocation, const char *text)
{
    str_append(&invocation->output.bytes, text);
}

/// The last time of a table's first time column: a workbook's date, since the clock may not be
/// used.
static instant last_time(const struct table *table)
{
    for (size_t c = 0; c < table->columns; c++) {
        if (table->column[c].type != COLUMN_TIME)
            continue;
        instant last = INSTANT_NONE;
        for (size_t row = 0; row < table->rows; row++)
            if (table->column[c].time[row] > last)
                last = table->column[c].time[row];
        return last == INSTANT_NONE ? 0 : last;
    }
    return 0;
}

static int stage_workbook(struct invocation *invocation, const struct table *table, struct err *err)
{
    const char *path;
    if (output_workbook_path(invocation, &path, err) != 0)
        return -1;
    return xlsx_write_table(path, last_time(table), invocation->command->summary,
                            invocation->command->name, table, err);
}

/// A table that people read, shaped as they ask for it.
static int stage_shown(struct invocation *invocation, const struct table *table, struct err *err)
{
    struct str *out = &invocation->output.bytes;
    struct table shaped = {0};
    if (output_is_shaped(invocation)) {
        if (output_shape(invocation, table, 0, &shaped, err) != 0)
            return -1;
        table = &shaped;
    }
    if (output_format(invocation) == OUTPUT_TEXT)
        table_write_text(table, output_width(invocation), out);
    else
        table_write_markdown(table, out);
    table_release(&shaped);
    return 0;
}

int output_table(struct invocation *invocation, const struct table *table, struct err *err)
{
    struct str *out = &invocation->output.bytes;
    switch (output_format(invocation)) {
    case OUTPUT_TEXT:
    case OUTPUT_MARKDOWN:
        return stage_shown(invocation, table, err);
    case OUTPUT_CSV:
        table_write_csv(table, out);
        return 0;
    case OUTPUT_JSON:
        table_write_json(table, out);
        return 0;
    case OUTPUT_HTML:
    case OUTPUT_SVG:
        return err_set(err, ERR_USAGE,
                       "%s writes a table alone here, which is no page and no drawing: write it as "
                       "text, csv, json, md or xlsx",
                       invocation->command->name);
    case OUTPUT_JUNIT:
    case OUTPUT_SARIF:
    case OUTPUT_GITHUB:
        break; // no table: the command renders it
    case OUTPUT_WORKBOOK:
        return stage_workbook(invocation, table, err);
    }
    return 0;
}

static const char standard_output[] = "standard output";

/// Moves what is staged to the end of the temporary file that becomes that of -o, or goes to
/// standard output.
static int append_part(struct invocation *invocation, struct err *err)
{
    struct staged_output *output = &invocation->output;
    const char *path = output_path(invocation);
    int begun = 0;
    if (output->parts == NULL)
        begun = path != NULL ? file_temporary_begin(path, &output->parts, err)
                             : file_temporary_begin_unnamed(&output->parts, err);
    if (begun != 0)
        return -1;
    int result = file_temporary_append(output->parts, path != NULL ? path : output->parts,
                                       str_text(&output->bytes), output->bytes.length, err);
    str_clear(&output->bytes);
    return result;
}

/// Sends what is staged off once it is enough.
static int flush_parts(struct invocation *invocation, struct err *err)
{
    enum { PART_BYTES = 1 << 20 };
    struct str *out = &invocation->output.bytes;
    bool forbidden =
        option_given(invocation, OPT_STRICT) && diagnose_count_warnings(&invocation->notes) > 0;
    bool to_file = output_path(invocation) != NULL || invocation->output.is_held;
    if (out->length < PART_BYTES || (forbidden && !to_file))
        return 0;
    if (to_file)
        return append_part(invocation, err);
    int result = output_print(str_text(out), err);
    str_clear(out);
    return result;
}

void output_hold(struct invocation *invocation)
{
    invocation->output.is_held = true;
}

/// Stretches of a table, and each as text.
struct csv_parts {
    const struct table *table;
    struct str text[OUTPUT_CSV_PARTS_MAX];
};

static void write_part(void *context, size_t item)
{
    struct csv_parts *parts = context;
    table_write_csv_rows(&parts->table[item], &parts->text[item]);
}

int output_csv_parts(struct invocation *invocation, const struct table *table, size_t count,
                     bool first, struct err *err)
{
    struct str *out = &invocation->output.bytes;
    struct csv_parts parts = {.table = table};
    int result = 0;
    if (first && count > 0)
        table_write_csv_header(table, out);
    if (count > 1)
        parallel_run(count, count, write_part, &parts);
    for (size_t i = 0; i < count && result == 0; i++) {
        if (count > 1)
            str_append_bytes(out, str_text(&parts.text[i]), parts.text[i].length);
        else
            table_write_csv_rows(table, out);
        result = flush_parts(invocation, err);
    }
    for (size_t i = 0; i < count; i++)
        str_release(&parts.text[i]);
    return result;
}

int output_workbook_path(struct invocation *invocation, const char **path, struct err *err)
{
    if (invocation->output.workbook == NULL &&
        file_temporary_begin(output_path(invocation), &invocation->output.workbook, err) != 0)
        return -1;
    *path = invocation->output.workbook;
    return 0;
}

void output_name_target(const struct invocation *invocation, struct err *err)
{
    const char *temporary = invocation->output.workbook;
    size_t length = temporary == NULL ? 0 : strlen(temporary);
    if (length == 0 || strncmp(err->text, temporary, length) != 0)
        return;
    const char *path = output_path(invocation);
    struct str text = {0};
    str_append_escaped(&text, path, strlen(path));
    str_append(&text, err->text + length);
    snprintf(err->text, sizeof err->text, "%s", str_text(&text));
    str_release(&text);
}

int output_print(const char *text, struct err *err)
{
    size_t length = strlen(text);
    size_t written = 0;
    while (written < length) {
        ssize_t count = write(STDOUT_FILENO, text + written, length - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return err_system(err, standard_output, "write to it", errno);
        written += (size_t)count;
    }
    return 0;
}

/// Whether the terminal's locale has no other signs than those of ASCII.
static bool is_plain_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale != NULL && locale[0] != '\0')
            return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    }
    return false;
}

static void draw_in_ascii(struct invocation *invocation)
{
    struct str plain = {0};
    bool emits =
        emit_option(invocation) != OPT_NONE && option_given(invocation, emit_option(invocation));
    if (output_format(invocation) != OUTPUT_TEXT || emits ||
        (!option_given(invocation, OPT_ASCII) && !is_plain_locale()))
        return;
    ascii_drawing(str_text(&invocation->output.bytes), &plain);
    str_release(&invocation->output.bytes);
    invocation->output.bytes = plain;
}

int output_commit(struct invocation *invocation, struct err *err)
{
    struct staged_output *output = &invocation->output;
    const char *path = output_path(invocation);
    draw_in_ascii(invocation);
    if (output->workbook != NULL) {
        char *temporary = output->workbook;
        output->workbook = NULL;
        return file_temporary_commit(temporary, path, err);
    }
    if (output->parts != NULL && append_part(invocation, err) != 0)
        return -1;
    if (path == NULL)
        return output->parts == NULL
                   ? output_print(str_text(&output->bytes), err)
                   : file_temporary_copy(output->parts, STDOUT_FILENO, standard_output, err);
    if (output->parts != NULL) {
        char *temporary = output->parts;
        output->parts = NULL;
        return file_temporary_commit(temporary, path, err);
    }
    return file_write_atomic(path, str_text(&output->bytes), output->bytes.length, err);
}

void output_discard(struct invocation *invocation)
{
    if (invocation->output.workbook != NULL)
        file_temporary_discard(invocation->output.workbook);
    invocation->output.workbook = NULL;
    if (invocation->output.parts != NULL)
        file_temporary_discard(invocation->output.parts);
    invocation->output.parts = NULL;
    str_release(&invocation->output.bytes);
}
