#include "answer/answer.h"
#include "answer/document_block.h"
#include "base/utf8.h"
#include "table/xlsx_write.h"

#include <string.h>

enum { NAME, VALUE };

/// Columns of text on the summary: names, and sentences.
static const double NAME_WIDTH = 24, TEXT_WIDTH = 90;

/// The last time of the rows' first column of times: a workbook's date, since the clock may not be
/// used.
static instant last_time(const struct table *table)
{
    instant last = INSTANT_NONE;
    for (size_t c = 0; c < table->columns && last == INSTANT_NONE; c++)
        for (size_t row = 0; row < table->rows && table->column[c].type == COLUMN_TIME; row++)
            last = table->column[c].time[row] > last ? table->column[c].time[row] : last;
    return last == INSTANT_NONE ? 0 : last;
}

static enum xlsx_format format_of(const struct column *column)
{
    static const enum xlsx_format style[] = {
        [STYLE_PLAIN] = XLSX_GENERAL,    [STYLE_COST_HOUR] = XLSX_PRICE,
        [STYLE_COST_MONTH] = XLSX_MONEY, [STYLE_INTEGER] = XLSX_INTEGER,
        [STYLE_RATIO] = XLSX_PERCENT,
    };
    return style[column->style];
}

static uint32_t write_facts(struct xlsx_sheet *sheet, uint32_t row, const struct table *facts)
{
    for (size_t i = 0; i < facts->columns; i++) {
        const struct column *column = &facts->column[i];
        if (table_is_missing(facts, 0, i))
            continue;
        xlsx_text(sheet, row, NAME, column->name, XLSX_LABEL);
        if (column->type == COLUMN_TEXT)
            xlsx_text(sheet, row, VALUE, column->text[0], XLSX_TEXT);
        else if (column->type == COLUMN_TIME)
            xlsx_time(sheet, row, VALUE, column->time[0], XLSX_TIME);
        else
            xlsx_number(sheet, row, VALUE, column->number[0], format_of(column));
        row++;
    }
    return row;
}

/// A sentence in the wide column, with room for its lines.
static void write_sentence(struct xlsx_sheet *sheet, uint32_t row, const char *text,
                           enum xlsx_format format)
{
    double columns = (double)utf8_width(text, strlen(text));
    size_t lines = 1 + (size_t)(columns / TEXT_WIDTH);
    for (const char *c = text; *c != '\0'; c++)
        lines += *c == '\n';
    if (lines > 1)
        xlsx_row_height(sheet, row, 15.0 * (double)lines);
    xlsx_text(sheet, row, VALUE, text, format);
}

/// One block of the document; its tables are sheets of their own, or the rows.
static uint32_t write_block(struct xlsx_sheet *sheet, uint32_t row,
                            const struct document_block *block)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        xlsx_text(sheet, row, NAME, block->text, XLSX_TITLE);
        return row + 1;
    case BLOCK_HEADING:
        xlsx_text(sheet, row + 1, NAME, block->text, XLSX_HEADING);
        return row + 2;
    case BLOCK_CALLOUT:
        write_sentence(sheet, row, block->text, XLSX_DECISION);
        return row + 1;
    case BLOCK_FACT:
        xlsx_text(sheet, row, NAME, block->key, XLSX_LABEL);
        write_sentence(sheet, row, block->text, XLSX_TEXT);
        return row + 1;
    case BLOCK_PARAGRAPH:
    case BLOCK_ITEM:
        write_sentence(sheet, row, block->text, XLSX_TEXT);
        return row + 1;
    case BLOCK_TABLE:
    case BLOCK_PREFORMATTED:
    case BLOCK_CHART:
        break;
    }
    return row;
}

static int write_summary(const struct answer *answer, struct xlsx *book, struct err *err)
{
    const struct document *document = &answer->document;
    struct xlsx_sheet *sheet;
    uint32_t row = 0;
    size_t first = document->count > 0 && document->block[0].kind == BLOCK_TITLE ? 1 : 0;
    if (xlsx_add_sheet(book, "Summary", &sheet, err) != 0)
        return -1;
    xlsx_column_width(sheet, NAME, NAME, NAME_WIDTH);
    xlsx_column_width(sheet, VALUE, VALUE, TEXT_WIDTH);
    xlsx_hide_gridlines(sheet);
    xlsx_print_setup(sheet, false, 1, 0);
    if (first > 0)
        row = write_block(sheet, row, &document->block[0]);
    if (answer->verdict != NULL) {
        xlsx_text(sheet, row, NAME, "verdict", XLSX_LABEL);
        xlsx_text(sheet, row++, VALUE, answer->verdict, XLSX_TEXT);
    }
    row = write_facts(sheet, row, &answer->facts);
    for (size_t i = first; i < document->count; i++)
        row = write_block(sheet, row, &document->block[i]);
    xlsx_text(sheet, row + 1, NAME, "made by", XLSX_NOTE);
    xlsx_text(sheet, row + 1, VALUE, "headroom " HEADROOM_VERSION, XLSX_NOTE);
    xlsx_text(sheet, row + 2, NAME, "command", XLSX_NOTE);
    write_sentence(sheet, row + 2, invocation_command_line(answer->invocation), XLSX_NOTE);
    return 0;
}

static int write_table(struct xlsx *book, const char *name, const struct table *table,
                       struct err *err)
{
    struct xlsx_sheet *sheet;
    if (table->columns == 0)
        return 0;
    return xlsx_add_sheet(book, name, &sheet, err) != 0 ? -1 : xlsx_table(sheet, 0, 0, table, err);
}

/// A sheet's name by the heading above its table: what sheets may not be called is left out, and
/// the number tells those of one heading apart.
static const char *sheet_name(struct arena *arena, const char *heading, size_t number)
{
    enum { SHOWN_MAX = 26 };
    struct str name = {0};
    for (const char *c = heading; *c != '\0' && name.length < SHOWN_MAX; c++)
        if (strchr("[]:*?/\\'", *c) == NULL && (unsigned char)*c >= ' ' && (unsigned char)*c < 0x7f)
            str_append_char(&name, *c);
    str_appendf(&name, " %zu", number);
    const char *text = arena_strdup(arena, str_text(&name));
    str_release(&name);
    return text;
}

/// The tables that the document shows beside the rows, such as the steps of a count.
static int write_shown(struct answer *answer, struct xlsx *book, struct err *err)
{
    const char *heading = NULL;
    size_t count = 0;
    for (size_t i = 0; i < answer->document.count; i++) {
        const struct document_block *block = &answer->document.block[i];
        heading = block->kind == BLOCK_HEADING ? block->text : heading;
        if (block->kind != BLOCK_TABLE || (heading != NULL && strcmp(heading, "Assumptions") == 0))
            continue;
        const char *name =
            sheet_name(&answer->document.arena, heading == NULL ? "Shown" : heading, ++count);
        if (write_table(book, name, &block->table, err) != 0)
            return -1;
    }
    return 0;
}

static int write_notes(const struct notes *notes, struct xlsx *book, struct err *err)
{
    struct table table = {0};
    size_t level = table_add_column(&table, "level", COLUMN_TEXT, STYLE_PLAIN);
    size_t text = table_add_column(&table, "text", COLUMN_TEXT, STYLE_PLAIN);
    size_t count = table_add_column(&table, "count", COLUMN_NUMBER, STYLE_INTEGER);
    for (size_t i = 0; i < notes->count; i++) {
        if (notes->note[i].level < NOTE_INFO)
            continue;
        size_t row = table_add_row(&table);
        table_set_text(&table, row, level,
                       notes->note[i].level == NOTE_WARNING ? "warning" : "note");
        table_set_text(&table, row, text, notes->note[i].text);
        table_set_number(&table, row, count, (double)notes->note[i].count);
    }
    int status = table.rows == 0 ? 0 : write_table(book, "Notes", &table, err);
    table_release(&table);
    return status;
}

static int write_sheets(struct answer *answer, struct xlsx *book, struct err *err)
{
    if (write_summary(answer, book, err) != 0 ||
        write_table(book, answer->invocation->command->name, &answer->rows, err) != 0)
        return -1;
    for (size_t i = 0; i < answer->mores; i++)
        if (write_table(book, answer->more[i].name, &answer->more[i].table, err) != 0)
            return -1;
    if (write_shown(answer, book, err) != 0 ||
        write_table(book, "Assumptions", &answer->assumptions, err) != 0 ||
        write_table(book, "Accuracy", &answer->accuracy, err) != 0)
        return -1;
    return write_notes(&answer->invocation->notes, book, err);
}

int answer_write_workbook(struct answer *answer, const char *path, struct err *err)
{
    struct xlsx *book = NULL;
    if (xlsx_open_streaming(&book, path, last_time(&answer->rows),
                            answer->invocation->command->summary, err) != 0)
        return -1;
    if (write_sheets(answer, book, err) != 0) {
        xlsx_discard(book);
        return -1;
    }
    return xlsx_close(book, err);
}
