#include "answer/document.h"

#include "answer/document_block.h"
#include "base/escape.h"
#include "base/vec.h"
#include "drawing/chart_svg.h"
#include "drawing/svg.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct document_block *add_block(struct document *document, enum document_block_kind kind)
{
    struct document_block block = {.kind = kind};
    VEC_PUSH(document->block, document->count, document->capacity, block);
    return &document->block[document->count - 1];
}

/// Names of services and metrics are foreign text: they must not move a terminal's cursor.
static const char *shown(struct document *document, const char *text)
{
    struct str safe = {0};
    escape_text(&safe, text);
    const char *copy = arena_strdup(&document->arena, str_text(&safe));
    str_release(&safe);
    return copy;
}

__attribute__((format(printf, 2, 0))) static const char *
format_text(struct document *document, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = length < 0 ? 1 : (size_t)length + 1;
    char *text = arena_alloc(&document->arena, size);
    vsnprintf(text, size, format, arguments);
    return shown(document, text);
}

void document_title(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_block(document, BLOCK_TITLE)->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_heading(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_block(document, BLOCK_HEADING)->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_detail(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct document_block *block = add_block(document, BLOCK_HEADING);
    block->text = format_text(document, format, arguments);
    block->is_folded = true;
    va_end(arguments);
}

void document_paragraph(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_block(document, BLOCK_PARAGRAPH)->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_callout(struct document *document, enum document_tone tone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct document_block *block = add_block(document, BLOCK_CALLOUT);
    block->tone = tone;
    block->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_fact(struct document *document, const char *key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct document_block *block = add_block(document, BLOCK_FACT);
    block->key = shown(document, key);
    block->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_item(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_block(document, BLOCK_ITEM)->text = format_text(document, format, arguments);
    va_end(arguments);
}

void document_table(struct document *document, struct table *table)
{
    add_block(document, BLOCK_TABLE)->table = *table;
    memset(table, 0, sizeof *table);
}

void document_rows(struct document *document, struct table *table)
{
    document_table(document, table);
    document->block[document->count - 1].is_rows = true;
}

void document_overview(struct document *document, struct table *table)
{
    document_table(document, table);
    document->block[document->count - 1].is_overview = true;
}

struct table *document_find_overview(struct document *document)
{
    for (size_t i = 0; i < document->count; i++)
        if (document->block[i].is_overview)
            return &document->block[i].table;
    return NULL;
}

void document_replace_rows(struct document *document, struct table *table)
{
    size_t kept = 0;
    bool placed = false;
    for (size_t i = 0; i < document->count; i++) {
        struct document_block block = document->block[i];
        if (block.is_rows)
            table_release(&block.table);
        if (block.is_rows && placed)
            continue;
        if (block.is_rows) {
            block.table = *table;
            placed = true;
        }
        document->block[kept++] = block;
    }
    document->count = kept;
    if (!placed) {
        document_heading(document, "Rows");
        document_rows(document, table);
    }
    *table = (struct table){0};
}

void document_preformatted(struct document *document, const char *lines)
{
    size_t length = strlen(lines);
    bool ends = length > 0 && lines[length - 1] == '\n';
    add_block(document, BLOCK_PREFORMATTED)->text =
        arena_printf(&document->arena, "%s%s", shown(document, lines), ends ? "" : "\n");
}

void document_chart(struct document *document, const struct chart *chart, const char *finding)
{
    struct str lines = {0};
    struct str drawing[2] = {{0}, {0}};
    struct chart drawn = *chart;
    if (drawn.columns == 0)
        drawn.columns = document->width;
    chart_render(&drawn, &lines);
    chart_svg(chart, SVG_WIDE, finding, &drawing[0]);
    chart_svg(chart, SVG_NARROW, finding, &drawing[1]);
    document_preformatted(document, str_text(&lines));
    if (drawing[0].length > 0) {
        struct document_block *block = &document->block[document->count - 1];
        block->kind = BLOCK_CHART;
        block->wide = arena_strdup(&document->arena, str_text(&drawing[0]));
        block->narrow = arena_strdup(&document->arena, str_text(&drawing[1]));
    }
    str_release(&lines);
    str_release(&drawing[0]);
    str_release(&drawing[1]);
}

const char *document_drawing(const struct document *document)
{
    for (size_t i = 0; i < document->count; i++)
        if (document->block[i].kind == BLOCK_CHART)
            return document->block[i].wide;
    return NULL;
}

void document_notes(struct document *document, const struct notes *notes, enum note_level least)
{
    document->has_notes = true;
    for (size_t i = 0; notes != NULL && i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        if (note->level < least) {
            continue;
        }
        if (note->count > 1) {
            document_item(document, "%s (%zu like it)", note->text, note->count);
        } else {
            document_item(document, "%s", note->text);
        }
    }
}

/// Copies a text into the document that it moves to.
static const char *moved(struct document *document, const char *text)
{
    return text == NULL ? NULL : arena_strdup(&document->arena, text);
}

void document_append(struct document *document, struct document *from)
{
    for (size_t i = 0; i < from->count; i++) {
        struct document_block *block = add_block(document, from->block[i].kind);
        block->tone = from->block[i].tone;
        block->key = moved(document, from->block[i].key);
        block->text = moved(document, from->block[i].text);
        block->wide = moved(document, from->block[i].wide);
        block->narrow = moved(document, from->block[i].narrow);
        block->table = from->block[i].table;
        block->is_folded = from->block[i].is_folded;
        block->is_rows = from->block[i].is_rows;
        block->is_overview = from->block[i].is_overview;
        from->block[i].table = (struct table){0};
    }
    document->has_notes = document->has_notes || from->has_notes;
    document_release(from);
}

void document_release(struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        table_release(&document->block[i].table);
    }
    free(document->block);
    arena_release(&document->arena);
    memset(document, 0, sizeof *document);
}
