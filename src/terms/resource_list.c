#include "terms/resource_list.h"

#include "base/suggest.h"
#include "base/vec.h"
#include "table/csv_read.h"
#include "table/record_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A row as it is written.
struct resource_cells {
    const char *resource, *series, *file, *source, *owner;
};

static const struct schema_column columns[] = {
    FIELD(struct resource_cells, resource, STYLE_PLAIN, NULL, "what it is called"),
    FIELD_OPTIONAL(struct resource_cells, series, STYLE_PLAIN, NULL,
                   "key or column of its demand; default: as it is called"),
    FIELD_OPTIONAL(
        struct resource_cells, file, STYLE_PLAIN, NULL,
        "export with its demand, from the folder of this file; default: those of the command line"),
    FIELD_OPTIONAL(struct resource_cells, source, STYLE_PLAIN, NULL, "where its numbers come from"),
    FIELD_OPTIONAL(struct resource_cells, owner, STYLE_PLAIN, NULL, "who keeps them right"),
    FIELD_END,
};

const struct schema schema_resources = {"the list of --resources, with any assumption as a column",
                                        columns, sizeof(struct resource_cells)};

static const struct record_kind resources_file = {
    &schema_resources, "a resources file",
    "such as resource,kind,series,per_instance,current,price"};

enum { ROWS_MAX = 10000, HEADER_BYTES_MAX = 1 << 16, SHOWN_MAX = 256 };

struct list_reader {
    const struct assumption_names *names;
    struct assumptions *assumptions;
    struct resource_list *list;
    const struct record_file *file;
    struct resource_cells cells; ///< of the row
    size_t line;
    struct assumption *row;
    size_t rows, capacity;
    struct notes *notes;
    struct err *err;
};

// --- the columns ---------------------------------------------------------------------------------

static bool is_assumption(const struct list_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->names->count; i++)
        if (strcmp(reader->names->kind[i].name, name) == 0)
            return true;
    return false;
}

/// A column that is passed over because it is misspelt must not fail silently.
static int check_column(const struct list_reader *reader, size_t index)
{
    const char *name = reader->file->cells.column[index].name;
    const char *near = record_file_nearest(reader->file, index);
    char shown[SHOWN_MAX];
    if (record_file_knows(reader->file, index) || is_assumption(reader, name))
        return 0;
    const char **known = mem_alloc(reader->names->count + 1, sizeof *known);
    for (size_t i = 0; i < reader->names->count; i++)
        known[i] = reader->names->kind[i].name;
    if (near == NULL)
        near = suggest_closest(name, known, reader->names->count);
    free(known);
    err_quote(shown, sizeof shown, name, strlen(name));
    if (near != NULL)
        return err_at(reader->err, reader->list->path, 1, NULL,
                      "there is no column \"%s\" in a resources file; did you mean \"%s\"?", shown,
                      near);
    notes_add(reader->notes, NOTE_INFO, "resources-column",
              "%s: the column \"%s\" is passed over: it is no assumption (headroom help "
              "assumptions lists them)",
              reader->list->path, shown);
    return 0;
}

// --- the rows ------------------------------------------------------------------------------------

/// The path of a row's file: relative ones are so to the list's own folder.
static const char *path_of(const struct list_reader *reader, const char *file)
{
    const char *slash = strrchr(reader->list->path, '/');
    if (file == NULL || file[0] == '/' || slash == NULL)
        return file;
    return arena_printf(&reader->assumptions->arena, "%.*s/%s", (int)(slash - reader->list->path),
                        reader->list->path, file);
}

static int take_resource(struct list_reader *reader)
{
    struct resource_list *list = reader->list;
    char shown[SHOWN_MAX];
    const char *name = reader->cells.resource;
    if (name == NULL)
        return err_at(reader->err, list->path, reader->line, "resource",
                      "a row without the name of what it is about");
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->item[i].name, name) == 0)
            return err_at(reader->err, list->path, reader->line, "resource",
                          "\"%s\" is already in line %zu; keep one of them",
                          err_quote(shown, sizeof shown, name, strlen(name)), list->item[i].line);
    const struct listed_resource resource = {
        .name = name,
        .series = reader->cells.series,
        .file = path_of(reader, reader->cells.file),
        .line = reader->line,
    };
    VEC_PUSH(list->item, list->count, list->capacity, resource);
    return 0;
}

/// The cells of a row that are assumptions of its resource.
static void take_terms(struct list_reader *reader, size_t row)
{
    const struct record_file *file = reader->file;
    struct arena *arena = &reader->assumptions->arena;
    const char *source = reader->cells.source, *owner = reader->cells.owner;
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *name = file->cells.column[i].name;
        if (record_file_knows(file, i) || !is_assumption(reader, name))
            continue;
        const struct assumption term = {
            .name = arena_strdup(arena, name),
            .service = reader->cells.resource,
            .value = record_file_cell(file, row, i, arena),
            .source = source == NULL ? file->name : source,
            .owner = owner == NULL ? file->name : owner,
            .file = file->name,
            .line = reader->line,
        };
        if (term.value != NULL)
            VEC_PUSH(reader->row, reader->rows, reader->capacity, term);
    }
}

static int take_rows(struct list_reader *reader, bool comma_decimal)
{
    const struct record_file *file = reader->file;
    for (size_t i = 0; i < file->cells.columns; i++)
        if (check_column(reader, i) != 0)
            return -1;
    if (file->cells.rows == 0 || file->cells.rows > ROWS_MAX)
        return err_at(reader->err, file->name, 0, NULL,
                      file->cells.rows == 0 ? "it has no row: a resource each"
                                            : "more than 10000 rows: this is no resources file");
    for (size_t row = 0; row < file->cells.rows; row++) {
        reader->line = file->line[row];
        record_file_row(file, row, &reader->assumptions->arena, &reader->cells);
        if (take_resource(reader) != 0)
            return -1;
        take_terms(reader, row);
    }
    return assumptions_add(reader->assumptions, reader->names, reader->row, reader->rows,
                           comma_decimal, reader->notes, reader->err);
}

int resource_list_read(struct byte_source *source, const struct assumption_names *names,
                       struct assumptions *assumptions, struct resource_list *list,
                       struct notes *notes, struct err *err)
{
    const char *bytes = NULL;
    size_t got = 0;
    struct record_file file;
    if (byte_source_peek(source, HEADER_BYTES_MAX, &bytes, &got, err) != 0)
        return -1;
    bool comma_decimal = csv_detect_delimiter(bytes, got) != ',';
    if (record_file_read(source, &resources_file, &assumptions->arena, &file, err) != 0)
        return -1;
    list->path = file.name;
    struct list_reader reader = {.names = names,
                                 .assumptions = assumptions,
                                 .list = list,
                                 .file = &file,
                                 .notes = notes,
                                 .err = err};
    int status = take_rows(&reader, comma_decimal);
    free(reader.row);
    record_file_release(&file);
    return status;
}

void resource_list_release(struct resource_list *list)
{
    free(list->item);
    *list = (struct resource_list){0};
}
