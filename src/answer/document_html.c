// An answer as a page: the decision in its box, facts, tables that stack on phones, drawings.
#include "answer/document.h"
#include "answer/document_block.h"
#include "answer/html_page.h"
#include "table/cell_format.h"

/// The box of a callout.
static void append_callout(const struct document_block *block, struct str *out)
{
    static const struct {
        const char *class, *word;
    } looks[] = {
        [TONE_PLAIN] = {"dec plain", NULL},
        [TONE_GOOD] = {"dec ok", "✓ GOOD"},
        [TONE_CAUTION] = {"dec warn", "! CAUTION"},
        [TONE_BAD] = {"dec", "▲ ATTENTION"},
    };
    str_appendf(out, "<section class=\"%s\">", looks[block->tone].class);
    if (looks[block->tone].word != NULL)
        html_element(out, "div class=\"k\"", looks[block->tone].word);
    html_element(out, "p", block->text);
    str_append(out, "</section>\n");
}

static void append_table(const struct table *table, struct str *out)
{
    if (table->columns == 0)
        return;
    struct arena arena = {0};
    struct html_column *head = arena_alloc(&arena, table->columns * sizeof *head);
    struct cell_text *column = arena_alloc(&arena, table->columns * sizeof *column);
    struct html_table shown;
    for (size_t c = 0; c < table->columns; c++) {
        column[c] = cell_format_column(table, c, &arena);
        head[c].head = arena_printf(&arena, "%s%s", table->column[c].name, column[c].suffix);
        head[c].number = column[c].right;
    }
    html_table_begin(&shown, out, table->rows > 25 ? "long" : "", head, table->columns);
    for (size_t row = 0; row < table->rows; row++) {
        html_row(&shown, "");
        for (size_t c = 0; c < table->columns; c++)
            html_cell(&shown, column[c].text[row]);
    }
    html_table_end(&shown);
    arena_release(&arena);
}

/// What a list of a kind is in.
static const char *list_of(enum document_block_kind kind)
{
    return kind == BLOCK_FACT ? "dl" : kind == BLOCK_ITEM ? "ul" : NULL;
}

static void append_block(const struct document_block *block, struct str *out)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        str_append(out, "<div class=\"top\">");
        html_element(out, "h1", block->text);
        str_append(out, "</div>\n");
        break;
    case BLOCK_HEADING:
        html_element(out, "h2", block->text);
        break;
    case BLOCK_PARAGRAPH:
        html_element(out, "p", block->text);
        break;
    case BLOCK_CALLOUT:
        append_callout(block, out);
        break;
    case BLOCK_FACT:
        html_element(out, "dt", block->key);
        html_element(out, "dd", block->text);
        break;
    case BLOCK_ITEM:
        html_element(out, "li", block->text);
        break;
    case BLOCK_TABLE:
        append_table(&block->table, out);
        break;
    case BLOCK_PREFORMATTED:
        html_element(out, "pre", block->text);
        break;
    case BLOCK_CHART:
        html_figure(out, block->wide, block->narrow, NULL);
        break;
    }
    str_append_char(out, '\n');
}

static void append_blocks(const struct document *document, struct str *out)
{
    const char *list = NULL;
    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->block[i];
        const char *next = list_of(block->kind);
        if (list != NULL && next != list)
            str_appendf(out, "</%s>\n", list);
        if (next != NULL && next != list)
            str_appendf(out, "<%s class=\"%s\">\n", next,
                        block->kind == BLOCK_FACT ? "facts" : "w");
        append_block(block, out);
        list = next;
    }
    if (list != NULL)
        str_appendf(out, "</%s>\n", list);
}

void document_render_html(const struct document *document, const char *command,
                          const struct notes *notes, struct str *out)
{
    const char *title = document->count > 0 && document->block[0].kind == BLOCK_TITLE
                            ? document->block[0].text
                            : command;
    struct document more = {0};
    html_page_begin(out, title, title);
    append_blocks(document, out);
    document_heading(&more, "Notes");
    document_notes(&more, notes, NOTE_INFO);
    if (more.count > 1 && !document->has_notes)
        append_blocks(&more, out);
    html_element(out, "h2", "Made by");
    html_element(out, "p class=\"sub\"", "headroom " HEADROOM_VERSION);
    html_element(out, "pre", command);
    html_page_end(out);
    document_release(&more);
}
