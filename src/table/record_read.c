#include "table/record_read.h"

#include "base/ascii.h"
#include "base/suggest.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t column_count(const struct schema *schema)
{
    size_t count = 0;
    while (schema->column[count].name != NULL)
        count++;
    return count;
}

/// Which of the schema's columns has this name; their count when none has.
static size_t place_of(const struct schema *schema, const char *name)
{
    size_t place = 0;
    while (schema->column[place].name != NULL &&
           !ascii_is_word_any_case(name, strlen(name), schema->column[place].name))
        place++;
    return place;
}

static int find_columns(struct record_file *file, struct err *err)
{
    const struct schema *schema = file->kind->schema;
    size_t count = column_count(schema);
    for (size_t place = 0; place < count; place++)
        file->column[place] = SIZE_MAX;
    for (size_t i = 0; i < file->cells.columns; i++) {
        size_t place = place_of(schema, file->cells.column[i].name);
        if (place < count && file->column[place] != SIZE_MAX)
            return err_at(err, file->name, 1, schema->column[place].name,
                          "two columns have this name; rename one of them");
        if (place < count)
            file->column[place] = i;
    }
    for (size_t place = 0; place < count; place++)
        if (!schema->column[place].optional && file->column[place] == SIZE_MAX)
            return err_at(err, file->name, 1, NULL,
                          "no column \"%s\": %s begins with a row of names, %s",
                          schema->column[place].name, file->kind->what, file->kind->example);
    return 0;
}

int record_file_read(struct byte_source *source, const struct record_kind *kind,
                     struct arena *arena, struct record_file *file, struct err *err)
{
    char shown[ERR_TEXT_MAX];
    const char *name = byte_source_name(source);
    *file = (struct record_file){.kind = kind};
    file->name = arena_strdup(arena, err_quote(shown, sizeof shown, name, strlen(name)));
    if (table_read_csv_texts(source, &kind->texts, &file->cells, &file->line, &file->delimiter,
                             err) != 0)
        return -1;
    if (find_columns(file, err) == 0)
        return 0;
    record_file_release(file);
    return -1;
}

bool record_file_knows(const struct record_file *file, size_t index)
{
    const struct schema *schema = file->kind->schema;
    return schema->column[place_of(schema, file->cells.column[index].name)].name != NULL;
}

const char *record_file_nearest(const struct record_file *file, size_t index)
{
    const char *known[SCHEMA_COLUMNS_MAX];
    size_t count = column_count(file->kind->schema);
    for (size_t place = 0; place < count; place++)
        known[place] = file->kind->schema->column[place].name;
    return suggest_closest(file->cells.column[index].name, known, count);
}

bool record_file_has(const struct record_file *file, const char *name)
{
    size_t place = place_of(file->kind->schema, name);
    return file->kind->schema->column[place].name != NULL && file->column[place] != SIZE_MAX;
}

const char *record_file_cell(const struct record_file *file, size_t row, size_t index,
                             struct arena *arena)
{
    const char *text = file->cells.column[index].text[row];
    if (text == NULL)
        return NULL;
    size_t length = strlen(text);
    while (length > 0 && ascii_is_space(*text)) {
        text++;
        length--;
    }
    while (length > 0 && ascii_is_space(text[length - 1]))
        length--;
    return length == 0 ? NULL : arena_strndup(arena, text, length);
}

bool record_file_row_sized(const struct record_file *file, size_t at, struct arena *arena,
                           void *row, size_t size)
{
    const struct schema *schema = file->kind->schema;
    bool any = false;
    record_clear_sized(schema, row, size);
    for (size_t place = 0; schema->column[place].name != NULL; place++) {
        assert(schema->column[place].type == COLUMN_TEXT && schema->column[place].place > 0);
        if (file->column[place] == SIZE_MAX)
            continue;
        const char *text = record_file_cell(file, at, file->column[place], arena);
        memcpy((char *)row + schema->column[place].place - 1, &text, sizeof text);
        any = any || text != NULL;
    }
    return any;
}

void record_file_release(struct record_file *file)
{
    table_release(&file->cells);
    free(file->line);
    *file = (struct record_file){0};
}
