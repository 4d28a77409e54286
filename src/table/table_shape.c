#include "table/table_shape.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/suggest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 400 }; ///< bytes of a list of columns in a message

static int refuse_column(const struct table *table, const char *option, const char *name,
                         struct err *err)
{
    struct str known = {0};
    const char **names = mem_alloc(table->columns, sizeof *names);
    for (size_t i = 0; i < table->columns; i++) {
        names[i] = table->column[i].name;
        if (known.length < NAMES_SHOWN)
            str_appendf(&known, "%s%s", i > 0 ? ", " : "", names[i]);
        else if (i + 1 == table->columns)
            str_append(&known, ", ...");
    }
    char shown[64];
    const char *near = suggest_closest(name, names, table->columns);
    err_quote(shown, sizeof shown, name, strlen(name));
    if (near != NULL)
        err_set(err, ERR_USAGE, "%s: the table has no column \"%s\"; did you mean %s? It has %s",
                option, shown, near, str_text(&known));
    else
        err_set(err, ERR_USAGE, "%s: the table has no column \"%s\"; it has %s", option, shown,
                str_text(&known));
    free(names);
    str_release(&known);
    return -1;
}

/// The indices of the columns asked for; returns how many, or SIZE_MAX with `err` filled.
static size_t pick_columns(const struct table *table, const char *list, size_t **pick,
                           struct err *err)
{
    size_t count = 0, capacity = 1;
    for (const char *c = list; *c != '\0'; c++)
        capacity += *c == ',';
    *pick = mem_alloc(capacity, sizeof **pick);
    struct arena arena = {0};
    for (const char *at = list; count != SIZE_MAX && at != NULL;) {
        size_t length = strcspn(at, ",");
        const char *name = arena_printf(&arena, "%.*s", (int)length, at);
        size_t column = table_find(table, name);
        if (column == SIZE_MAX) {
            refuse_column(table, "--columns", name, err);
            count = SIZE_MAX;
            break;
        }
        (*pick)[count++] = column;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    arena_release(&arena);
    return count;
}

/// Less than, equal to or more than 0, as cells stand in ascending order; both have a value.
static int compare_cells(const struct column *column, size_t a, size_t b)
{
    switch (column->type) {
    case COLUMN_TIME:
        return (column->time[a] > column->time[b]) - (column->time[a] < column->time[b]);
    case COLUMN_NUMBER:
        return (column->number[a] > column->number[b]) - (column->number[a] < column->number[b]);
    case COLUMN_TEXT:
        break;
    }
    return strcmp(column->text[a], column->text[b]);
}

/// Whether row `a` has to stand before row `b`.
static bool is_before(const struct table *table, size_t column, bool descending, size_t a, size_t b)
{
    bool a_missing = table_is_missing(table, a, column);
    bool b_missing = table_is_missing(table, b, column);
    if (a_missing || b_missing)
        return !a_missing && b_missing;
    int order = compare_cells(&table->column[column], a, b);
    return descending ? order > 0 : order < 0;
}

/// A merge sort: rows that are equal keep their order.
static void sort_rows(const struct table *table, size_t column, bool descending, size_t *row,
                      size_t *scratch, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2, left = 0, right = half, n = 0;
    sort_rows(table, column, descending, row, scratch, half);
    sort_rows(table, column, descending, row + half, scratch, count - half);
    while (left < half || right < count) {
        bool take_right = left == half || (right < count && is_before(table, column, descending,
                                                                      row[right], row[left]));
        scratch[n++] = take_right ? row[right++] : row[left++];
    }
    memcpy(row, scratch, count * sizeof *row);
}

/// Puts the first `rows` of `row` into order.
static int order_rows(const struct table *table, const char *sort, size_t *row, size_t rows,
                      struct err *err)
{
    static const char ending[] = ":desc";
    struct arena arena = {0};
    size_t column = table_find(table, sort), length = strlen(sort);
    bool descending = column == SIZE_MAX && length >= strlen(ending) &&
                      strcmp(sort + length - strlen(ending), ending) == 0;
    if (descending)
        sort = arena_printf(&arena, "%.*s", (int)(length - strlen(ending)), sort);
    if (descending)
        column = table_find(table, sort);
    if (column == SIZE_MAX)
        refuse_column(table, "--sort", sort, err);
    arena_release(&arena);
    if (column == SIZE_MAX)
        return -1;
    size_t *scratch = mem_alloc(rows + 1, sizeof *scratch);
    sort_rows(table, column, descending, row, scratch, rows);
    free(scratch);
    return 0;
}

static void copy_columns(const struct table *table, const size_t *pick, size_t columns,
                         struct table *into)
{
    for (size_t i = 0; i < columns; i++)
        table_copy_column(into, &table->column[pick == NULL ? i : pick[i]], table->rows);
}

int table_shape(const struct table *table, const struct table_shape *shape, struct table *into,
                struct err *err)
{
    size_t *pick = NULL;
    size_t columns = table->columns;
    size_t body = table->rows > shape->feet ? table->rows - shape->feet : 0;
    size_t *row = mem_alloc(table->rows + 1, sizeof *row);
    int status = 0;
    for (size_t i = 0; i < table->rows; i++)
        row[i] = i;
    if (shape->columns != NULL)
        columns = pick_columns(table, shape->columns, &pick, err);
    if (columns == SIZE_MAX)
        status = -1;
    else if (shape->sort != NULL)
        status = order_rows(table, shape->sort, row, body, err);
    if (status == 0) {
        size_t kept = body < shape->top ? body : shape->top;
        memmove(row + kept, row + body, (table->rows - body) * sizeof *row);
        copy_columns(table, pick, columns, into);
        table_keep_rows(into, row, kept + table->rows - body);
    }
    free(pick);
    free(row);
    return status;
}
