#include "base/escape.h"
#include "table/cell_format.h"
#include "table/table_write.h"

static void append_row(struct str *out, const char *const *cell, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_append(out, i == 0 ? "| " : " | ");
        escape_markdown_cell(out, cell[i]);
    }
    str_append(out, " |\n");
}

void table_write_markdown(const struct table *table, struct str *out)
{
    if (table->columns == 0)
        return;
    struct arena arena = {0};
    struct cell_text *column = arena_alloc(&arena, table->columns * sizeof *column);
    const char **cell = arena_alloc(&arena, table->columns * sizeof *cell);
    for (size_t i = 0; i < table->columns; i++) {
        column[i] = cell_format_column(table, i, &arena);
        cell[i] = arena_printf(&arena, "%s%s", table->column[i].name, column[i].suffix);
    }
    append_row(out, cell, table->columns);
    for (size_t i = 0; i < table->columns; i++)
        str_append(out, column[i].right ? "| ---: " : "| --- ");
    str_append(out, "|\n");
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++)
            cell[i] = column[i].text[row];
        append_row(out, cell, table->columns);
    }
    arena_release(&arena);
}
