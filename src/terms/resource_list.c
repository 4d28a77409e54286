#include "terms/resource_list.h"

#include "base/key_index.h"
#include "base/suggest.h"
#include "base/vec.h"
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

struct tier_cells {
    const char *tier, *popularity, *source, *owner;
};

static const struct schema_column tier_columns[] = {
    FIELD(struct tier_cells, tier, STYLE_PLAIN, NULL, "what it is called"),
    FIELD_OPTIONAL(struct tier_cells, popularity, STYLE_PLAIN, NULL,
                   "file with the columns key and count, from the folder of this file: how often "
                   "the keys of a cache are asked for, instead of keys and zipf"),
    FIELD_OPTIONAL(struct tier_cells, source, STYLE_PLAIN, NULL, "where its numbers come from"),
    FIELD_OPTIONAL(struct tier_cells, owner, STYLE_PLAIN, NULL, "who keeps them right"),
    FIELD_END,
};

const struct schema schema_tiers = {"the tiers of --tiers, with any assumption as a column",
                                    tier_columns, sizeof(struct tier_cells)};

static const struct {
    struct record_kind record;
    const char *key, *one;
} files[] = {
    [LIST_OF_RESOURCES] =
        {.record = {.schema = &schema_resources,
                    .what = "a resources file",
                    .example = "such as resource,kind,series,per_instance,current,price"},
         .key = "resource",
         .one = "a resource each"},
    [LIST_OF_TIERS] = {.record = {.schema = &schema_tiers,
                                  .what = "a tiers file",
                                  .example = "such as tier,kind,per_instance,current,max,price"},
                       .key = "tier",
                       .one = "a tier each"},
};

enum { ROWS_MAX = 100000, SHOWN_MAX = 256 };

struct list_reader {
    const struct assumption_names *names;
    struct assumptions *assumptions;
    struct resource_list *list;
    const struct record_file *file;
    enum resource_list_kind kind;
    struct key_index seen;       ///< the names of the rows before
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
                      "there is no column \"%s\" in %s; did you mean \"%s\"?", shown,
                      files[reader->kind].record.what, near);
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
    const char *key = files[reader->kind].key;
    bool added;
    if (name == NULL)
        return err_at(reader->err, list->path, reader->line, key,
                      "a row without the name of what it is about");
    size_t place = key_index_put(&reader->seen, name, strlen(name), &added);
    if (!added)
        return err_at(reader->err, list->path, reader->line, key,
                      "\"%s\" is already in line %zu; keep one of them",
                      err_quote(shown, sizeof shown, name, strlen(name)), list->item[place].line);
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

static void take_cells(struct list_reader *reader, size_t row)
{
    struct arena *arena = &reader->assumptions->arena;
    struct tier_cells tier;
    if (reader->kind == LIST_OF_RESOURCES) {
        record_file_row(reader->file, row, arena, &reader->cells);
        return;
    }
    record_file_row(reader->file, row, arena, &tier);
    reader->cells = (struct resource_cells){
        .resource = tier.tier, .file = tier.popularity, .source = tier.source, .owner = tier.owner};
}

static int take_rows(struct list_reader *reader, bool comma_decimal)
{
    const struct record_file *file = reader->file;
    for (size_t i = 0; i < file->cells.columns; i++)
        if (check_column(reader, i) != 0)
            return -1;
    if (file->cells.rows == 0 || file->cells.rows > ROWS_MAX)
        return err_at(reader->err, file->name, 0, NULL,
                      file->cells.rows == 0
                          ? "it has no row: %s"
                          : "more than 100000 rows: that is more than can be planned at once",
                      files[reader->kind].one);
    for (size_t row = 0; row < file->cells.rows; row++) {
        reader->line = file->line[row];
        take_cells(reader, row);
        if (take_resource(reader) != 0)
            return -1;
        take_terms(reader, row);
    }
    return assumptions_add(reader->assumptions, reader->names, reader->row, reader->rows,
                           comma_decimal, reader->notes, reader->err);
}

int resource_list_read(struct byte_source *source, enum resource_list_kind kind,
                       const struct assumption_names *names, struct assumptions *assumptions,
                       struct resource_list *list, struct notes *notes, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &files[kind].record, &assumptions->arena, &file, err) != 0)
        return -1;
    list->path = file.name;
    struct list_reader reader = {.names = names,
                                 .assumptions = assumptions,
                                 .list = list,
                                 .file = &file,
                                 .kind = kind,
                                 .notes = notes,
                                 .err = err};
    int status = take_rows(&reader, file.delimiter != ',');
    free(reader.row);
    key_index_release(&reader.seen);
    record_file_release(&file);
    return status;
}

void resource_list_release(struct resource_list *list)
{
    free(list->item);
    *list = (struct resource_list){0};
}
