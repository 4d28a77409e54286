#include "table/schema.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static bool is_listed(const char *name, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

bool schema_is_named_by_data(const struct schema_column *column)
{
    return strstr(column->name, "...") != NULL;
}

static size_t member_size(enum column_type type)
{
    return type == COLUMN_TIME     ? sizeof(instant)
           : type == COLUMN_NUMBER ? sizeof(double)
                                   : sizeof(const char *);
}

const char *schema_mistake(const struct schema *schema)
{
    size_t bytes = 0, columns = 0;
    for (const struct schema_column *column = schema->column; column->name != NULL; column++) {
        columns++;
        if (column->place == 0)
            continue;
        bytes += member_size(column->type);
        if (column->place - 1 + member_size(column->type) > schema->size)
            return "a column shows no member of the struct";
        for (const struct schema_column *other = schema->column; other != column; other++)
            if (other->place == column->place)
                return "two columns show one member";
    }
    if (bytes != schema->size)
        return "a member of the struct has no column";
    return columns > SCHEMA_COLUMNS_MAX ? "there are too many columns" : NULL;
}

// --- rows of a table from structs ----------------------------------------------------------------

void record_begin(struct record_writer *writer, struct table *table, const struct schema *schema,
                  const char *const *skip)
{
    *writer = (struct record_writer){.table = table, .schema = schema};
    for (size_t i = 0; schema->column[i].name != NULL; i++) {
        const struct schema_column *column = &schema->column[i];
        assert(i < SCHEMA_COLUMNS_MAX);
        bool skipped = column->place == 0 || (column->optional && is_listed(column->name, skip));
        writer->column[i] =
            skipped ? SIZE_MAX : table_add_column(table, column->name, column->type, column->style);
    }
}

size_t record_column(const struct record_writer *writer, const char *name)
{
    for (size_t i = 0; writer->schema->column[i].name != NULL; i++)
        if (strcmp(writer->schema->column[i].name, name) == 0)
            return writer->column[i];
    return SIZE_MAX;
}

void record_rename(struct record_writer *writer, const char *name, const char *called)
{
    size_t column = record_column(writer, name);
    if (called != NULL && column != SIZE_MAX)
        writer->table->column[column].name = arena_strdup(&writer->table->arena, called);
}

void record_clear_sized(const struct schema *schema, void *row, size_t size)
{
    assert(size == schema->size);
    static const double no_number = NAN;
    static const instant no_time = INSTANT_NONE;
    static const char *const no_text = NULL;
    memset(row, 0, size);
    for (const struct schema_column *column = schema->column; column->name != NULL; column++)
        if (column->place > 0)
            memcpy((char *)row + column->place - 1,
                   column->type == COLUMN_NUMBER ? (const void *)&no_number
                   : column->type == COLUMN_TIME ? (const void *)&no_time
                                                 : (const void *)&no_text,
                   member_size(column->type));
}

/// The member of a row: the place says where, the type how it is shown.
static void set_cell(struct table *table, size_t at, size_t to, enum column_type type,
                     const char *member)
{
    instant time;
    double number;
    const char *text;
    switch (type) {
    case COLUMN_TIME:
        memcpy(&time, member, sizeof time);
        table_set_time(table, at, to, time);
        break;
    case COLUMN_NUMBER:
        memcpy(&number, member, sizeof number);
        table_set_number(table, at, to, number);
        break;
    case COLUMN_TEXT:
        memcpy(&text, member, sizeof text);
        table_set_text(table, at, to, text);
        break;
    }
}

void record_set(const struct record_writer *writer, size_t at, const void *row)
{
    for (size_t i = 0; writer->schema->column[i].name != NULL; i++) {
        const struct schema_column *column = &writer->schema->column[i];
        if (column->place > 0 && writer->column[i] != SIZE_MAX)
            set_cell(writer->table, at, writer->column[i], column->type,
                     (const char *)row + column->place - 1);
    }
}

size_t record_add_sized(const struct record_writer *writer, const void *row, size_t size)
{
    assert(size == writer->schema->size);
    size_t at = table_add_row(writer->table);
    record_set(writer, at, row);
    return at;
}

const struct schema_column *record_reader_begin(struct record_reader *reader,
                                                const struct table *table,
                                                const struct schema *schema)
{
    const struct schema_column *wrong = NULL;
    *reader = (struct record_reader){.table = table, .schema = schema};
    for (size_t i = 0; schema->column[i].name != NULL; i++) {
        const struct schema_column *column = &schema->column[i];
        size_t at = table_find(table, column->name);
        reader->column[i] = SIZE_MAX;
        if (column->place == 0)
            continue;
        bool fits = at != SIZE_MAX && (table->rows == 0 || table->column[at].type == column->type);
        reader->column[i] = fits ? at : SIZE_MAX;
        if (!fits && !column->optional && wrong == NULL)
            wrong = column;
    }
    return wrong;
}

void record_take_sized(const struct record_reader *reader, size_t at, void *row, size_t size)
{
    record_clear_sized(reader->schema, row, size);
    for (size_t i = 0; reader->schema->column[i].name != NULL; i++) {
        const struct schema_column *column = &reader->schema->column[i];
        if (reader->column[i] == SIZE_MAX)
            continue;
        const struct column *from = &reader->table->column[reader->column[i]];
        char *member = (char *)row + column->place - 1;
        if (column->type == COLUMN_TIME)
            memcpy(member, &from->time[at], sizeof from->time[at]);
        else if (column->type == COLUMN_NUMBER)
            memcpy(member, &from->number[at], sizeof from->number[at]);
        else
            memcpy(member, &from->text[at], sizeof from->text[at]);
    }
}
