#include "answer/answer.h"

#include "answer/github_annotations.h"
#include "answer/junit.h"
#include "answer/sarif.h"
#include "base/memory.h"
#include "drawing/drawing_style.h"
#include "forecast/backtest.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const struct schema_column members[] = {
    FIELD_UNBOUND(
        "schema", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
        "which members there are: headroom-COMMAND/1; the number rises when one of them changes"),
    FIELD_UNBOUND("verdict", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "the decision in a word; null where nothing is decided"),
    FIELD_UNBOUND("text", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the decision in sentences"),
    FIELD_UNBOUND(
        "FACT...", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
        "the facts that the command's page lists, each under its name; null where unknown"),
    FIELD_UNBOUND("rows", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "the table of the command's page, which is all of CSV: an array of objects by "
                  "column names"),
    FIELD_UNBOUND("TABLE...", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "further tables, where the command's page names them"),
    FIELD_UNBOUND("report", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "the text in its order: objects of a title, a heading, a text, a fact with its "
                  "text, an item or a table"),
    FIELD_UNBOUND(
        "assumptions", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
        "what was taken for granted: objects of name, value, source, owner, date, origin, service"),
    FIELD_UNBOUND("accuracy", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "what backtests of the forecast found, an array where there are several series; "
                  "null where nothing was forecast"),
    FIELD_UNBOUND("notes", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "what standard error says: objects of level (warning or note), text and count"),
    FIELD_UNBOUND("currency", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "what amounts of money are in, where --currency says it"),
    FIELD_UNBOUND("version", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "that of headroom"),
    FIELD_UNBOUND("command", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the command line"),
    FIELD_END,
};

const struct schema schema_answer = {"an answer as JSON", members, 0};

static bool is_table(const struct schema_column *column)
{
    return column->unit != NULL && strcmp(column->unit, ANSWER_TABLE) == 0;
}

void answer_begin(struct answer *answer, struct invocation *invocation)
{
    *answer = (struct answer){.invocation = invocation};
    answer->document.width = output_width(invocation);
    if (invocation->command->facts != NULL)
        record_begin(&answer->fact_writer, &answer->facts, invocation->command->facts, NULL);
    table_add_row(&answer->facts);
}

/// A name that the command does not list is a mistake of the program, which answer_put tells.
static bool is_listed(struct answer *answer, bool listed, const char *name)
{
    if (!listed)
        answer->unlisted = name;
    return listed;
}

void answer_facts_sized(struct answer *answer, const void *facts, size_t size)
{
    assert(size == answer->fact_writer.schema->size);
    record_set(&answer->fact_writer, 0, facts);
}

void answer_add_table(struct answer *answer, const char *name, struct table *table)
{
    const struct schema_column *column = answer->invocation->command->facts->column;
    while (column->name != NULL && strcmp(column->name, name) != 0)
        column++;
    bool listed = column->name != NULL && is_table(column) && answer->mores < ANSWER_TABLES;
    if (is_listed(answer, listed, name))
        answer->more[answer->mores++] = (struct answer_table){name, *table};
    else
        table_release(table);
    memset(table, 0, sizeof *table);
}

void answer_add_accuracy(struct answer *answer, const struct forecast *forecast)
{
    struct table *table = &answer->accuracy;
    const struct backtest *test = &forecast->backtest;
    size_t row = table_add_row(table);
    bool tested = test->origins > 0;
    table_put_text(table, row, "series", forecast->key != NULL ? forecast->key : forecast->name);
    table_put_text(table, row, "method", forecast->method);
    table_put_number(table, row, "mase", STYLE_PLAIN, tested ? test->mase : (double)NAN);
    table_put_number(table, row, "naive", STYLE_PLAIN, tested ? test->mase_naive : (double)NAN);
    table_put_number(table, row, "skill", STYLE_PLAIN, tested ? test->skill : (double)NAN);
    table_put_number(table, row, "coverage", STYLE_PLAIN,
                     tested ? test->coverage_p95 : (double)NAN);
    table_put_number(table, row, "coverage_p99", STYLE_PLAIN,
                     tested ? test->coverage_p99 : (double)NAN);
    table_put_number(table, row, "confidence", STYLE_PLAIN, backtest_confidence(test));
    table_put_number(table, row, "origins", STYLE_INTEGER, (double)test->origins);
    table_put_number(table, row, "horizon_s", STYLE_INTEGER,
                     (double)test->steps * (double)test->step_s);
}

void answer_add_peak_coverage(struct answer *answer, double share)
{
    table_put_number(&answer->accuracy, answer->accuracy.rows - 1, "peak_coverage", STYLE_PLAIN,
                     share);
}

// --- the format ----------------------------------------------------------------------------------

/// A file of Markdown is read without the messages beside it.
static void render_markdown(struct answer *answer, struct str *out)
{
    document_render_markdown(&answer->document, out);
    struct document notes = {0};
    document_heading(&notes, "Notes");
    document_notes(&notes, &answer->invocation->notes, NOTE_INFO);
    if (notes.count > 1 && !answer->document.has_notes) {
        str_append_char(out, '\n');
        document_render_markdown(&notes, out);
    }
    document_release(&notes);
}

/// Whether a format shows the document; else a table is its rows alone.
static bool is_for_people(enum output_format format)
{
    return format == OUTPUT_TEXT || format == OUTPUT_MARKDOWN || format == OUTPUT_HTML ||
           format == OUTPUT_SVG;
}

/// The page that the command draws itself, or that of the document.
static void render_page(struct answer *answer, struct str *out)
{
    struct invocation *invocation = answer->invocation;
    if (answer->document.count == 0) {
        document_title(&answer->document, "%s", invocation->command->summary);
        document_table(&answer->document, &answer->rows);
    }
    if (answer->page != NULL)
        answer->page(answer->found, out);
    else
        document_render_html(&answer->document, invocation_command_line(invocation),
                             &invocation->notes, out);
}

/// The main chart alone.
static int render_drawing(struct answer *answer, struct str *out, struct err *err)
{
    struct str own = {0};
    const char *markup = document_drawing(&answer->document);
    if (answer->drawing != NULL) {
        answer->drawing(answer->found, &own);
        markup = str_text(&own);
    }
    if (markup != NULL && markup[0] != '\0')
        drawing_file(out, markup);
    str_release(&own);
    return out->length > 0
               ? 0
               : err_set(err, ERR_USAGE,
                         "this answer of %s has no chart to draw: write it as html, text "
                         "or another format",
                         answer->invocation->command->name);
}

/// The rows alone, with what they do not show beside them.
static int put_rows(struct answer *answer, struct err *err)
{
    if (answer->terms != NULL)
        sizing_note_assumptions(answer->terms);
    if (answer->brief != NULL)
        answer->brief(answer->found, &answer->invocation->notes);
    return output_table(answer->invocation, &answer->rows, err);
}

/// Replaces what the document shows of the rows by them as --top, --sort and --columns want them.
static int shape_rows(struct answer *answer, struct err *err)
{
    struct invocation *invocation = answer->invocation;
    struct table shaped = {0};
    if (!output_is_shaped(invocation))
        return 0;
    if (answer->page != NULL && output_format(invocation) == OUTPUT_HTML)
        return err_set(
            err, ERR_USAGE,
            "the page of %s is drawn whole: --top, --sort and --columns are for its text "
            "and Markdown",
            invocation->command->name);
    struct table *overview = document_find_overview(&answer->document);
    // The last line of an overview is the total.
    const struct table *whole = overview != NULL ? overview : &answer->rows;
    if (output_shape(invocation, whole, overview != NULL, &shaped, err) != 0)
        return -1;
    if (overview == NULL) {
        document_replace_rows(&answer->document, &shaped);
        return 0;
    }
    table_release(overview);
    *overview = shaped;
    return 0;
}

int answer_put(struct answer *answer, struct err *err)
{
    struct invocation *invocation = answer->invocation;
    enum output_format format = output_format(invocation);
    const char *path;
    struct str text = {0};
    int status = 0;
    if (answer->unlisted != NULL)
        return err_set(err, ERR_SYSTEM, "internal error: %s does not list the fact %s",
                       invocation->command->name, answer->unlisted);
    if (answer->is_table && !is_for_people(format))
        return put_rows(answer, err);
    if (answer->write != NULL && format != OUTPUT_CSV && answer->checked == NULL)
        answer->write(answer->found, answer);
    if (shape_rows(answer, err) != 0)
        return -1;
    if (is_for_people(format) && answer->terms != NULL && sizing_currency(answer->terms) != NULL)
        document_paragraph(&answer->document, "Amounts of money are in %s.",
                           sizing_currency(answer->terms));
    switch (format) {
    case OUTPUT_TEXT:
        document_render_text(&answer->document, output_width(invocation),
                             output_in_colour(invocation), &text);
        break;
    case OUTPUT_MARKDOWN:
        render_markdown(answer, &text);
        break;
    case OUTPUT_HTML:
        render_page(answer, &text);
        break;
    case OUTPUT_SVG:
        status = render_drawing(answer, &text, err);
        break;
    case OUTPUT_CSV:
        status = put_rows(answer, err);
        break;
    case OUTPUT_JSON:
        answer_render_json(answer, &text);
        break;
    case OUTPUT_JUNIT:
        junit_render(answer->checked, answer->subject, &text);
        break;
    case OUTPUT_SARIF:
        sarif_render(answer->checked, &text);
        break;
    case OUTPUT_GITHUB:
        github_annotations_render(answer->checked, &text);
        break;
    case OUTPUT_WORKBOOK:
        status = output_workbook_path(invocation, &path, err);
        if (status == 0)
            status = answer->workbook != NULL ? answer->workbook(answer->found, path, err)
                                              : answer_write_workbook(answer, path, err);
        break;
    }
    output_text(invocation, str_text(&text));
    str_release(&text);
    return status;
}

bool answer_in_brief(const struct invocation *invocation)
{
    return output_format(invocation) == OUTPUT_TEXT && !option_given(invocation, OPT_VERBOSE);
}

size_t answer_in_full(const struct answer *answer, size_t count)
{
    enum { IN_FULL = 10 };
    return option_given(answer->invocation, OPT_VERBOSE) || count < IN_FULL ? count : IN_FULL;
}

size_t answer_in_lines(const struct answer *answer, size_t count)
{
    enum { IN_LINES = 30 };
    return option_given(answer->invocation, OPT_VERBOSE) || count < IN_LINES ? count : IN_LINES;
}

size_t *answer_order(const struct answer *answer, size_t count,
                     bool (*before)(const void *context, size_t a, size_t b), const void *context)
{
    size_t lines = answer_in_lines(answer, count), ordered = 0;
    bool sorted = answer_in_full(answer, count) < count;
    size_t *order = mem_alloc(lines + 1, sizeof *order); // one more: what drops out
    for (size_t i = 0; i < count; i++) {
        size_t at = ordered;
        for (; sorted && at > 0 && before(context, i, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = i;
        ordered += ordered < lines;
    }
    return order;
}

void answer_say_shown(struct answer *answer, size_t count, const char *first)
{
    size_t full = answer_in_full(answer, count), lines = answer_in_lines(answer, count);
    if (full == count)
        return;
    const char *listed = lines == count ? "All are listed, " : "";
    if (lines < count)
        listed = arena_printf(&answer->document.arena, "The %zu %s of %zu are listed, ", lines,
                              first, count);
    document_paragraph(&answer->document,
                       "%sthe first %zu in full: -v shows all, --format csv every row.", listed,
                       full);
}

void answer_release(struct answer *answer)
{
    document_release(&answer->document);
    table_release(&answer->facts);
    table_release(&answer->rows);
    table_release(&answer->accuracy);
    table_release(&answer->assumptions);
    for (size_t i = 0; i < answer->mores; i++)
        table_release(&answer->more[i].table);
    answer->mores = 0;
}
