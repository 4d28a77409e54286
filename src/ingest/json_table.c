#include "ingest/json_table.h"

#include "base/memory.h"
#include "base/vec.h"
#include "ingest/event_columns.h"
#include "ingest/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_BYTES = 1 << 20 };

void json_table_begin(struct json_table *table, struct reading *reading, const char *path)
{
    *table = (struct json_table){.reading = reading, .path = path, .growing = true};
    VEC_PUSH(table->name, table->names, table->name_capacity, "");
}

static size_t find_name(struct json_table *table, const char *name, size_t hint)
{
    if (hint < table->names && strcmp(table->name[hint], name) == 0)
        return hint;
    for (size_t i = 1; i < table->names; i++)
        if (strcmp(table->name[i], name) == 0)
            return i;
    if (table->settled)
        return SIZE_MAX;
    VEC_PUSH(table->name, table->names, table->name_capacity,
             arena_strdup(&table->reading->samples->arena, name));
    return table->names - 1;
}

/// Makes room for the cells up to `count`; new ones are empty.
static void widen(struct json_table *table, size_t count)
{
    static const struct csv_field none = {.text = "", .length = 0};
    while (table->filled < count)
        VEC_PUSH(table->field, table->filled, table->field_capacity, none);
}

void json_table_cell(struct json_table *table, const char *name, const char *text, size_t length,
                     size_t hint)
{
    size_t index = find_name(table, name, hint);
    if (index == SIZE_MAX) {
        table->late++;
        return;
    }
    widen(table, index + 1);
    table->field[index] = (struct csv_field){.text = text, .length = length, .quoted = true};
}

/// The last part of a dotted name, unless another name ends in it too; "x.value" is x.
static const char *short_name(const struct json_table *table, size_t index, struct arena *arena)
{
    const char *name = table->name[index];
    size_t length = strlen(name);
    if (length > 6 && strcmp(name + length - 6, ".value") == 0)
        length -= 6;
    size_t start = length;
    while (start > 0 && name[start - 1] != '.')
        start--;
    for (size_t i = 1; i < table->names; i++) {
        const char *other = table->name[i];
        size_t other_length = strlen(other);
        if (i == index)
            continue;
        if (other_length > 6 && strcmp(other + other_length - 6, ".value") == 0)
            other_length -= 6;
        size_t tail = length - start;
        bool same = other_length >= tail &&
                    memcmp(other + other_length - tail, name + start, tail) == 0 &&
                    (other_length == tail || other[other_length - tail - 1] == '.');
        if (same)
            return arena_strndup(arena, name, length);
    }
    return arena_strndup(arena, name + start, length - start);
}

/// Puts the names in front of the sample, as a header.
static void make_header(struct json_table *table)
{
    struct arena *arena = &table->reading->samples->arena;
    struct csv_field *field = arena_alloc(arena, table->names * sizeof *field);
    for (size_t i = 0; i < table->names; i++) {
        const char *name = i == 0 ? "" : short_name(table, i, arena);
        field[i] = (struct csv_field){.text = name, .length = strlen(name)};
    }
    struct sniff *sniff = &table->sniff;
    struct sniff_row header = {.line = 0, .fields = table->names, .field = field};
    struct sniff_row spare = {0};
    VEC_PUSH(sniff->row, sniff->rows, sniff->row_capacity, spare);
    memmove(sniff->row + 1, sniff->row, (sniff->rows - 1) * sizeof *sniff->row);
    sniff->row[0] = header;
}

/// --by and --time name columns here or labels of the document's lists: those that are none of
/// this table's are not for it. The list is malloc'ed.
static char *own_names(const struct columns *columns, const char *list)
{
    struct str own = {0};
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ",");
        char *name = mem_strndup(list, length);
        bool known = strcmp(name, "none") == 0 || columns_find(columns, name) != SIZE_MAX;
        if (known && *name != '\0') {
            str_append(&own, own.length == 0 ? "" : ",");
            str_append(&own, name);
        }
        free(name);
        list += length + (list[length] == ',');
    }
    char *names = own.length == 0 ? NULL : mem_strdup(own.data);
    str_release(&own);
    return names;
}

/// Roles by evidence, as those of a CSV's columns.
static int settle_columns(struct json_table *table, struct columns *columns)
{
    struct reading *reading = table->reading;
    columns_from_row(columns, reading, 0, false);
    // The place of a row is known to tell it apart: the evidence leaves it alone.
    columns->column[0].role = ROLE_EMPTY;
    columns->column[0].name = "place";
    if (columns_settle(columns, reading) != 0)
        return -1;
    columns->column[0].role = ROLE_KEY;
    if (!columns->of_events && !reading->options->gauge && rows_are_events(columns, reading)) {
        event_columns_count(columns, reading, "events", NULL);
        columns->column[0].role = ROLE_KEY;
    }
    return 0;
}

static int begin_rows(struct json_table *table)
{
    struct reading *reading = table->reading;
    const struct ingest_options *options = reading->options;
    struct ingest_options own = *options;
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    char *by = own_names(&columns, options->key_columns);
    columns_release(&columns);
    own.key_columns = by;
    // JSON's numbers have a point.
    own.decimal = own.decimal == 0 ? '.' : own.decimal;
    reading->options = &own;
    bool keys_chosen = reading->keys_chosen;
    int result = settle_columns(table, &columns);
    if (result == 0)
        result = row_table_begin(&table->table, reading, &columns);
    else
        columns_release(&columns);
    reading->options = options;
    reading->keys_chosen = keys_chosen;
    free(by);
    return result;
}

/// Rows of the sample that came before the last new name are as wide as the header.
static void square(struct json_table *table)
{
    static const struct csv_field none = {.text = "", .length = 0};
    for (size_t i = 0; i < table->sniff.rows; i++) {
        struct sniff_row *row = &table->sniff.row[i];
        if (row->fields == table->names)
            continue;
        struct csv_field *field = arena_alloc(&table->sniff.arena, table->names * sizeof *field);
        for (size_t k = 0; k < table->names; k++)
            field[k] = k < row->fields ? row->field[k] : none;
        row->fields = table->names;
        row->field = field;
    }
}

/// Learns the columns from the sample and reads its rows.
static int settle(struct json_table *table)
{
    square(table);
    make_header(table);
    struct sniff *whole = table->reading->sniff;
    table->reading->sniff = &table->sniff;
    int result = begin_rows(table);
    table->settled = result == 0;
    for (size_t i = 1; i < table->sniff.rows && result == 0; i++) {
        const struct sniff_row *row = &table->sniff.row[i];
        struct csv_row each = {.line = row->line, .fields = row->fields, .field = row->field};
        result = row_table_row(&table->table, &each);
    }
    table->reading->sniff = whole;
    return result;
}

static void keep_row(struct json_table *table, size_t line)
{
    struct arena *arena = &table->sniff.arena;
    struct csv_field *field = arena_alloc(arena, table->filled * sizeof *field);
    for (size_t i = 0; i < table->filled; i++) {
        field[i] = table->field[i];
        field[i].text = arena_strndup(arena, field[i].text, field[i].length);
        table->sample_bytes += field[i].length + sizeof *field;
    }
    struct sniff_row row = {.line = line, .fields = table->filled, .field = field};
    VEC_PUSH(table->sniff.row, table->sniff.rows, table->sniff.row_capacity, row);
}

int json_table_row(struct json_table *table, size_t line, size_t place)
{
    char text[48];
    int length = snprintf(text, sizeof text, "%c%zu:%zu", JSON_TABLE_PLACE, place, table->number);
    if (table->sniff.rows == 0)
        table->first_place = place;
    // What an object lacks is missing, in its middle or at its end.
    widen(table, table->names);
    table->field[0] = (struct csv_field){.text = text, .length = (size_t)length};
    int result = 0;
    if (table->settled) {
        struct csv_row row = {.line = line, .fields = table->filled, .field = table->field};
        struct sniff *whole = table->reading->sniff;
        table->reading->sniff = &table->sniff;
        result = row_table_row(&table->table, &row);
        table->reading->sniff = whole;
    } else {
        keep_row(table, line);
        if (table->sniff.rows == SNIFF_ROWS || table->sample_bytes > SAMPLE_BYTES)
            result = settle(table);
    }
    table->filled = 0;
    return result;
}

int json_table_end(struct json_table *table)
{
    int result = 0;
    if (!table->settled)
        result = settle(table);
    if (result != 0)
        return result;
    struct sniff *whole = table->reading->sniff;
    table->reading->sniff = &table->sniff;
    row_table_end(&table->table);
    table->reading->sniff = whole;
    if (table->late > 0)
        reading_note(table->reading, NOTE_WARNING, "late members",
                     "%zu values left out under names that the first %d objects do not have",
                     table->late, SNIFF_ROWS);
    return 0;
}

void json_table_release(struct json_table *table)
{
    if (table->settled)
        row_table_release(&table->table);
    free(table->name);
    free(table->field);
    sniff_release(&table->sniff);
}
