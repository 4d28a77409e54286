#include "table/table.h"

#include "base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 16 };

static size_t cell_size(enum column_type type)
{
    switch (type) {
    case COLUMN_TIME:
        return sizeof(instant);
    case COLUMN_NUMBER:
        return sizeof(double);
    case COLUMN_TEXT:
        break;
    }
    return sizeof(const char *);
}

static void set_missing(struct column *column, size_t row)
{
    switch (column->type) {
    case COLUMN_TIME:
        column->time[row] = INSTANT_NONE;
        break;
    case COLUMN_NUMBER:
        column->number[row] = NAN;
        break;
    case COLUMN_TEXT:
        column->text[row] = NULL;
        break;
    }
}

/// Resizes a column's cells; the union's members share the pointer that mem_resize gives back.
static void resize(struct column *column, size_t capacity)
{
    size_t size = cell_size(column->type);
    switch (column->type) {
    case COLUMN_TIME:
        column->time = mem_resize(column->time, capacity, size);
        break;
    case COLUMN_NUMBER:
        column->number = mem_resize(column->number, capacity, size);
        break;
    case COLUMN_TEXT:
        column->text = mem_resize(column->text, capacity, size);
        break;
    }
}

size_t table_add_column(struct table *table, const char *name, enum column_type type,
                        enum column_style style)
{
    table->column = mem_resize(table->column, table->columns + 1, sizeof *table->column);
    struct column *column = &table->column[table->columns];
    *column =
        (struct column){.name = arena_strdup(&table->arena, name), .type = type, .style = style};
    if (table->capacity > 0)
        resize(column, table->capacity);
    for (size_t row = 0; row < table->rows; row++)
        set_missing(column, row);
    return table->columns++;
}

size_t table_add_row(struct table *table)
{
    if (table->rows == table->capacity) {
        table->capacity = table->capacity == 0 ? FIRST_CAPACITY : table->capacity * 2;
        for (size_t i = 0; i < table->columns; i++)
            resize(&table->column[i], table->capacity);
    }
    for (size_t i = 0; i < table->columns; i++)
        set_missing(&table->column[i], table->rows);
    return table->rows++;
}

void table_set_time(struct table *table, size_t row, size_t column, instant time)
{
    assert(column < table->columns && row < table->rows);
    assert(table->column[column].type == COLUMN_TIME);
    table->column[column].time[row] = time;
}

void table_set_number(struct table *table, size_t row, size_t column, double value)
{
    assert(column < table->columns && row < table->rows);
    assert(table->column[column].type == COLUMN_NUMBER);
    table->column[column].number[row] = value;
}

void table_set_text(struct table *table, size_t row, size_t column, const char *text)
{
    assert(column < table->columns && row < table->rows);
    assert(table->column[column].type == COLUMN_TEXT);
    table->column[column].text[row] = text == NULL ? NULL : arena_strdup(&table->arena, text);
}

bool table_is_missing(const struct table *table, size_t row, size_t column)
{
    const struct column *cells = &table->column[column];
    switch (cells->type) {
    case COLUMN_TIME:
        return cells->time[row] == INSTANT_NONE;
    case COLUMN_NUMBER:
        return isnan(cells->number[row]);
    case COLUMN_TEXT:
        break;
    }
    return cells->text[row] == NULL;
}

static size_t find_or_add(struct table *table, const char *name, enum column_type type,
                          enum column_style style)
{
    size_t column = table_find(table, name);
    return column != SIZE_MAX ? column : table_add_column(table, name, type, style);
}

void table_put_time(struct table *table, size_t row, const char *name, instant time)
{
    table_set_time(table, row, find_or_add(table, name, COLUMN_TIME, STYLE_PLAIN), time);
}

void table_put_number(struct table *table, size_t row, const char *name, enum column_style style,
                      double value)
{
    table_set_number(table, row, find_or_add(table, name, COLUMN_NUMBER, style), value);
}

void table_put_text(struct table *table, size_t row, const char *name, const char *text)
{
    table_set_text(table, row, find_or_add(table, name, COLUMN_TEXT, STYLE_PLAIN), text);
}

static bool is_blank(const struct table *table, size_t column)
{
    size_t row = 0;
    while (row < table->rows && table_is_missing(table, row, column))
        row++;
    return row == table->rows;
}

/// Gives a column without a value another type.
static void retype(struct table *table, size_t column, enum column_type type)
{
    struct column *blank = &table->column[column];
    free(blank->text);
    blank->text = NULL;
    blank->type = type;
    if (table->capacity > 0)
        resize(blank, table->capacity);
    for (size_t row = 0; row < table->rows; row++)
        set_missing(blank, row);
}

static void copy_cell(struct table *into, size_t row, size_t column, const struct table *from,
                      size_t from_row)
{
    const struct column *cells = &from->column[column];
    if (table_is_missing(from, from_row, column))
        return;
    if (cells->type == COLUMN_TIME)
        table_set_time(into, row, column, cells->time[from_row]);
    else if (cells->type == COLUMN_NUMBER)
        table_set_number(into, row, column, cells->number[from_row]);
    else
        table_set_text(into, row, column, cells->text[from_row]);
}

const char *table_append(struct table *into, const struct table *from)
{
    for (size_t i = 0; i < from->columns; i++)
        if (i >= into->columns || strcmp(into->column[i].name, from->column[i].name) != 0 ||
            (into->column[i].type != from->column[i].type && !is_blank(into, i) &&
             !is_blank(from, i)))
            return from->column[i].name;
    if (from->columns < into->columns)
        return into->column[from->columns].name;
    for (size_t i = 0; i < from->columns; i++)
        if (into->column[i].type != from->column[i].type && !is_blank(from, i))
            retype(into, i, from->column[i].type);
    for (size_t from_row = 0; from_row < from->rows; from_row++) {
        size_t row = table_add_row(into);
        for (size_t i = 0; i < from->columns; i++)
            copy_cell(into, row, i, from, from_row);
    }
    return NULL;
}

size_t table_copy_column(struct table *table, const struct column *from, size_t rows)
{
    size_t to = table_add_column(table, from->name, from->type, from->style);
    while (table->rows < rows)
        table_add_row(table);
    for (size_t row = 0; row < rows; row++) {
        if (from->type == COLUMN_TIME)
            table_set_time(table, row, to, from->time[row]);
        else if (from->type == COLUMN_NUMBER)
            table_set_number(table, row, to, from->number[row]);
        else
            table_set_text(table, row, to, from->text[row]);
    }
    return to;
}

size_t table_find(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->column[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static void release_column(struct column *column)
{
    switch (column->type) {
    case COLUMN_TIME:
        free(column->time);
        break;
    case COLUMN_NUMBER:
        free(column->number);
        break;
    case COLUMN_TEXT:
        free(column->text);
        break;
    }
}

void table_release(struct table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        release_column(&table->column[i]);
    free(table->column);
    arena_release(&table->arena);
    *table = (struct table){0};
}

void table_keep_rows(struct table *table, const size_t *pick, size_t count)
{
    struct table kept = {0};
    for (size_t i = 0; i < table->columns; i++)
        table_add_column(&kept, table->column[i].name, table->column[i].type,
                         table->column[i].style);
    for (size_t k = 0; k < count; k++) {
        size_t row = table_add_row(&kept);
        for (size_t i = 0; i < table->columns; i++) {
            const struct column *from = &table->column[i];
            if (from->type == COLUMN_TIME)
                table_set_time(&kept, row, i, from->time[pick[k]]);
            else if (from->type == COLUMN_NUMBER)
                table_set_number(&kept, row, i, from->number[pick[k]]);
            else
                table_set_text(&kept, row, i, from->text[pick[k]]);
        }
    }
    table_release(table);
    *table = kept;
}
