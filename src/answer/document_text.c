#include "answer/document.h"
#include "answer/document_block.h"
#include "base/str.h"
#include "base/utf8.h"
#include "table/table_write.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/// Appends UTF-8 `text` in lines of at most `width` columns, broken at blanks; the first line
/// begins with `first`, the others with `rest`. A newline in `text` breaks too. A word longer than
/// a line stays whole, so that paths and commands can be copied.
static void wrap_text(struct str *out, const char *text, size_t width, const char *first,
                      const char *rest)
{
    const char *at = text;
    const char *indent = first;
    do {
        str_append(out, indent);
        size_t used = utf8_width(indent, strlen(indent));
        bool line_empty = true;
        while (*at != '\0' && *at != '\n') {
            size_t length = strcspn(at, " \n");
            size_t columns = utf8_width(at, length);
            if (!line_empty && used + 1 + columns > width) {
                break;
            }
            if (!line_empty) {
                str_append_char(out, ' ');
                used++;
            }
            str_append_bytes(out, at, length);
            used += columns;
            line_empty = false;
            at += length;
            while (*at == ' ') {
                at++;
            }
        }
        str_append_char(out, '\n');
        if (*at == '\n') {
            at++;
        }
        indent = rest;
    } while (*at != '\0');
}

/// Facts with longer keys than this do not push the others' values to the right.
enum { KEY_COLUMNS_MAX = 24 };

static void append_rule(struct str *out, size_t columns, char c)
{
    for (size_t i = 0; i < columns; i++) {
        str_append_char(out, c);
    }
    str_append_char(out, '\n');
}

/// A title or heading: bold on a colour terminal, underlined elsewhere.
static void render_heading(struct str *out, const char *text, size_t width, char rule, bool colour)
{
    if (colour) {
        str_append(out, "\033[1m");
    }
    size_t begin = out->length;
    wrap_text(out, text, width, "", "");
    size_t columns = utf8_width(out->data + begin, strcspn(out->data + begin, "\n"));
    if (colour) {
        str_append(out, "\033[0m");
    } else {
        append_rule(out, columns, rule);
    }
}

static void render_callout(struct str *out, const struct document_block *block, size_t width,
                           bool colour)
{
    static const char *const code[] = {
        [TONE_PLAIN] = "\033[1m",
        [TONE_GOOD] = "\033[1;32m",
        [TONE_CAUTION] = "\033[1;33m",
        [TONE_BAD] = "\033[1;31m",
    };
    if (colour) {
        str_append(out, code[block->tone]);
    }
    wrap_text(out, block->text, width, "", "");
    if (colour) {
        str_append(out, "\033[0m");
    }
}

static size_t key_columns(const struct document *document, size_t first)
{
    size_t widest = 0;
    for (size_t i = first; i < document->count && document->block[i].kind == BLOCK_FACT; i++) {
        size_t columns = utf8_width(document->block[i].key, strlen(document->block[i].key));
        if (columns > widest && columns <= KEY_COLUMNS_MAX) {
            widest = columns;
        }
    }
    return widest;
}

static void render_fact(struct str *out, const struct document_block *block, size_t columns,
                        size_t width)
{
    struct str first = {0};
    struct str rest = {0};
    str_appendf(&first, "  %s", block->key);
    for (size_t i = utf8_width(block->key, strlen(block->key)); i < columns + 2; i++) {
        str_append_char(&first, ' ');
    }
    for (size_t i = 0; i < columns + 4; i++) {
        str_append_char(&rest, ' ');
    }
    wrap_text(out, block->text, width, str_text(&first), str_text(&rest));
    str_release(&first);
    str_release(&rest);
}

static void append_indented(struct str *out, const char *lines, const char *indent)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        if (length > 0) {
            str_append(out, indent);
            str_append_bytes(out, lines, length);
        }
        str_append_char(out, '\n');
        lines += length + (lines[length] == '\n' ? 1 : 0);
    }
}

static void render_table(struct str *out, const struct table *table, size_t width)
{
    struct str lines = {0};
    table_write_text(table, width - 2, &lines);
    append_indented(out, str_text(&lines), "  ");
    str_release(&lines);
}

/// No blank line between lines of one list, nor between a heading and what it is about.
static bool joins(const struct document_block *before, const struct document_block *block)
{
    bool list = block->kind == BLOCK_FACT || block->kind == BLOCK_ITEM;
    return (list && before->kind == block->kind) || before->kind == BLOCK_HEADING;
}

void document_render_text(const struct document *document, size_t width, bool colour,
                          struct str *out)
{
    size_t columns = 0;
    width = width == 0 ? DOCUMENT_WIDTH : width;
    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->block[i];
        if (i > 0 && !joins(block - 1, block)) {
            str_append_char(out, '\n');
        }
        switch (block->kind) {
        case BLOCK_TITLE:
            render_heading(out, block->text, width, '=', colour);
            break;
        case BLOCK_HEADING:
            render_heading(out, block->text, width, '-', colour);
            break;
        case BLOCK_PARAGRAPH:
            wrap_text(out, block->text, width, "", "");
            break;
        case BLOCK_CALLOUT:
            render_callout(out, block, width, colour);
            break;
        case BLOCK_FACT:
            columns = i > 0 && block[-1].kind == BLOCK_FACT ? columns : key_columns(document, i);
            render_fact(out, block, columns, width);
            break;
        case BLOCK_ITEM:
            wrap_text(out, block->text, width, "- ", "  ");
            break;
        case BLOCK_TABLE:
            render_table(out, &block->table, width);
            break;
        case BLOCK_PREFORMATTED:
        case BLOCK_CHART:
            str_append(out, block->text);
            break;
        }
    }
}
