#include "base/utf8.h"
#include "table/cell_format.h"
#include "table/table_write.h"
#include "table/text_wrap.h"

#include <stdint.h>
#include <string.h>

enum {
    GAP = 2,             ///< blanks between columns
    SAMPLED_ROWS = 64,   ///< tell how text columns share the page
    TEXT_WIDTH_MIN = 12, ///< a text column is not wrapped narrower than this
};

struct text_column {
    const char *header;
    struct cell_text cells;
    size_t cells_width;  ///< of the widest cell
    size_t longest_word; ///< of a text column's cells
    size_t width;        ///< as laid out
    bool is_text;
    bool is_key; ///< a time or text column at the front: names the row
};

struct layout {
    struct arena arena;
    struct text_column *column;
    size_t columns;
    size_t rows;
    size_t width; ///< of the page; 0: unlimited
};

static size_t width_of(const char *text)
{
    return utf8_width(text, strlen(text));
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/// The column's name with blanks for underscores: that is where it may be wrapped.
static const char *header_of(struct arena *arena, const char *name, const char *suffix)
{
    char *header = arena_printf(arena, "%s%s", name, suffix);
    for (char *c = header; *c != '\0'; c++)
        if (*c == '_')
            *c = ' ';
    return header;
}

static bool is_all_missing(const struct table *table, size_t column)
{
    for (size_t row = 0; row < table->rows; row++)
        if (!table_is_missing(table, row, column))
            return false;
    return table->rows > 0;
}

/// Columns that hold nothing at all say nothing to a reader and are left out.
static void collect_columns(struct layout *layout, const struct table *table)
{
    layout->column = arena_alloc(&layout->arena, (table->columns + 1) * sizeof *layout->column);
    bool at_front = true;
    for (size_t i = 0; i < table->columns; i++) {
        if (is_all_missing(table, i))
            continue;
        struct text_column *column = &layout->column[layout->columns++];
        column->cells = cell_format_column(table, i, &layout->arena);
        column->header = header_of(&layout->arena, table->column[i].name, column->cells.suffix);
        column->is_text = table->column[i].type == COLUMN_TEXT;
        at_front = at_front && !column->cells.right;
        column->is_key = at_front;
        for (size_t row = 0; row < table->rows; row++)
            column->cells_width = larger(column->cells_width, width_of(column->cells.text[row]));
        for (size_t row = 0; column->is_text && row < table->rows; row++)
            column->longest_word =
                larger(column->longest_word, text_wrap_longest_word(column->cells.text[row]));
        column->width = larger(column->cells_width, width_of(column->header));
    }
}

static size_t total_width(const struct layout *layout)
{
    size_t total = 0;
    for (size_t i = 0; i < layout->columns; i++)
        total += layout->column[i].width + (i > 0 ? GAP : 0);
    return total;
}

static bool fits(const struct layout *layout)
{
    return layout->width == 0 || total_width(layout) <= layout->width;
}

/// Wraps headers at their blanks, then gives columns their unwrapped header back where room is
/// left.
static void wrap_headers(struct layout *layout)
{
    for (size_t i = 0; i < layout->columns; i++) {
        struct text_column *column = &layout->column[i];
        column->width = larger(column->cells_width, text_wrap_longest_word(column->header));
    }
    for (size_t i = 0; i < layout->columns; i++) {
        struct text_column *column = &layout->column[i];
        size_t narrow = column->width;
        column->width = larger(narrow, width_of(column->header));
        if (!fits(layout))
            column->width = narrow;
    }
}

static size_t count_lines(const char *text, size_t width)
{
    size_t lines = 0;
    size_t next = 0;
    for (; *text != '\0'; text += next, lines++)
        text_wrap_line(text, width, &next);
    return lines;
}

static size_t least_width(const struct text_column *column)
{
    return larger(TEXT_WIDTH_MIN, text_wrap_longest_word(column->header));
}

/// How tall the table's first rows are; a word broken costs as much as a line in every row.
static size_t cost_of_widths(const struct layout *layout)
{
    size_t rows = layout->rows < SAMPLED_ROWS ? layout->rows : SAMPLED_ROWS;
    size_t cost = 0;
    for (size_t row = 0; row < rows; row++) {
        size_t height = 1;
        for (size_t i = 0; i < layout->columns; i++) {
            const struct text_column *column = &layout->column[i];
            if (column->is_text)
                height = larger(height, count_lines(column->cells.text[row], column->width));
        }
        cost += height;
    }
    for (size_t i = 0; i < layout->columns; i++)
        cost += layout->column[i].width < layout->column[i].longest_word ? rows : 0;
    return cost;
}

/// Cuts text columns down to the page, or to half of it where no widths make the table fit. Returns
/// whether it can be made to fit.
static bool cap_texts(struct layout *layout)
{
    size_t least = total_width(layout);
    for (size_t i = 0; i < layout->columns; i++) {
        struct text_column *column = &layout->column[i];
        if (column->is_text && column->width > least_width(column)) {
            least -= column->width - least_width(column);
            if (column->width > layout->width)
                column->width = larger(least_width(column), layout->width);
        }
    }
    if (least <= layout->width)
        return true;
    size_t half = layout->width > GAP ? (layout->width - GAP) / 2 : 0;
    for (size_t i = 0; i < layout->columns; i++) {
        struct text_column *column = &layout->column[i];
        if (column->is_text && column->width > half)
            column->width = larger(least_width(column), half);
    }
    return false;
}

/// The column that, one step narrower, makes the table grow least, the widest of equals; NULL when
/// none can give more.
static struct text_column *find_cheapest(struct layout *layout)
{
    struct text_column *best = NULL;
    size_t best_cost = SIZE_MAX;
    for (size_t i = 0; i < layout->columns; i++) {
        struct text_column *column = &layout->column[i];
        if (!column->is_text || column->width <= least_width(column))
            continue;
        column->width--;
        size_t cost = cost_of_widths(layout);
        column->width++;
        if (cost < best_cost ||
            (best != NULL && cost == best_cost && column->width > best->width)) {
            best = column;
            best_cost = cost;
        }
    }
    return best;
}

static void wrap_texts(struct layout *layout)
{
    if (!cap_texts(layout))
        return;
    while (!fits(layout)) {
        struct text_column *column = find_cheapest(layout);
        if (column == NULL)
            return;
        column->width--;
    }
}

static void append_blanks(struct str *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        str_append_char(out, ' ');
}

/// Appends line `line` of a wrapped cell, padded to its column when `pad`.
static void append_piece(struct str *out, const char *text, size_t line,
                         const struct text_column *column, bool pad)
{
    size_t next = 0;
    size_t length = text_wrap_line(text, column->width, &next);
    for (; line > 0 && *text != '\0'; line--) {
        text += next;
        length = text_wrap_line(text, column->width, &next);
    }
    size_t wide = utf8_width(text, length);
    size_t padding = column->width > wide ? column->width - wide : 0;
    if (column->cells.right && length > 0)
        append_blanks(out, padding);
    str_append_bytes(out, text, length);
    if (pad && (!column->cells.right || length == 0))
        append_blanks(out, padding);
}

/// Appends one row of cells that may each take several lines; headers stand at the bottom.
static void append_cells(struct str *out, struct text_column *const *column,
                         const char *const *text, size_t count, bool bottom)
{
    size_t height = 1;
    for (size_t i = 0; i < count; i++)
        height = larger(height, count_lines(text[i], column[i]->width));
    for (size_t line = 0; line < height; line++) {
        for (size_t i = 0; i < count; i++) {
            size_t lines = count_lines(text[i], column[i]->width);
            size_t above = bottom ? height - lines : 0;
            if (i > 0)
                append_blanks(out, GAP);
            append_piece(out, line < above ? "" : text[i], line < above ? 0 : line - above,
                         column[i], i + 1 < count);
        }
        while (out->length > 0 && out->data[out->length - 1] == ' ')
            out->data[--out->length] = '\0';
        str_append_char(out, '\n');
    }
}

static void append_block(struct str *out, struct layout *layout, struct text_column *const *column,
                         size_t count)
{
    const char **text = arena_alloc(&layout->arena, count * sizeof *text);
    for (size_t i = 0; i < count; i++)
        text[i] = column[i]->header;
    append_cells(out, column, text, count, true);
    for (size_t i = 0; i < count; i++) {
        append_blanks(out, i > 0 ? GAP : 0);
        for (size_t k = 0; k < column[i]->width; k++)
            str_append_char(out, '-');
    }
    str_append_char(out, '\n');
    for (size_t row = 0; row < layout->rows; row++) {
        for (size_t i = 0; i < count; i++)
            text[i] = column[i]->cells.text[row];
        append_cells(out, column, text, count, false);
    }
}

/// One block where all fits, else several, each beginning with the columns that name the rows.
static void append_blocks(struct str *out, struct layout *layout)
{
    struct text_column **block = arena_alloc(&layout->arena, layout->columns * sizeof *block);
    size_t keys = 0;
    size_t keys_width = 0;
    for (; keys < layout->columns && layout->column[keys].is_key; keys++) {
        block[keys] = &layout->column[keys];
        keys_width += block[keys]->width + GAP;
    }
    if (layout->width > 0 && keys_width > layout->width / 2 && !fits(layout))
        keys = keys_width = 0;
    size_t next = keys;
    do {
        size_t count = keys;
        size_t used = keys_width;
        while (next < layout->columns && (count == keys || layout->width == 0 ||
                                          used + layout->column[next].width <= layout->width)) {
            block[count++] = &layout->column[next];
            used += layout->column[next++].width + GAP;
        }
        append_block(out, layout, block, count);
        if (next < layout->columns)
            str_append_char(out, '\n');
    } while (next < layout->columns);
}

/// A single row too wide for the page reads best as a list of names and values.
static void append_list(struct str *out, struct layout *layout)
{
    struct text_column name = {0};
    for (size_t i = 0; i < layout->columns; i++)
        name.width = larger(name.width, width_of(layout->column[i].header));
    struct text_column value = {0};
    value.width = layout->width > name.width + GAP + TEXT_WIDTH_MIN
                      ? layout->width - name.width - GAP
                      : TEXT_WIDTH_MIN;
    struct text_column *const pair[] = {&name, &value};
    for (size_t i = 0; i < layout->columns; i++) {
        const char *text[] = {layout->column[i].header, layout->column[i].cells.text[0]};
        append_cells(out, pair, text, 2, false);
    }
}

void table_write_text(const struct table *table, size_t width, struct str *out)
{
    struct layout layout = {.rows = table->rows, .width = width};
    collect_columns(&layout, table);
    if (!fits(&layout))
        wrap_headers(&layout);
    if (!fits(&layout))
        wrap_texts(&layout);
    if (!fits(&layout) && layout.rows == 1)
        append_list(out, &layout);
    else if (layout.columns > 0)
        append_blocks(out, &layout);
    arena_release(&layout.arena);
}
