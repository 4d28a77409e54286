#include "terms/resource_list.h"

#include "base/ascii.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "table/csv_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_RESOURCE, LIST_SERIES, LIST_FILE, LIST_SOURCE, LIST_OWNER, LIST_COLUMNS };

static const struct schema_column columns[] = {
    FIELD_UNBOUND("resource", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what it is called"),
    FIELD_UNBOUND("series", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "key or column of its demand; default: as it is called"),
    FIELD_UNBOUND(
        "file", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
        "export with its demand, from the folder of this file; default: those of the command line"),
    FIELD_UNBOUND("source", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "where its numbers come from"),
    FIELD_UNBOUND("owner", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "who keeps them right"),
    FIELD_END,
};

const struct schema schema_resources = {"the list of --resources, with any assumption as a column",
                                        columns, 0};

enum { ROWS_MAX = 10000, HEADER_BYTES_MAX = 1 << 16, SHOWN_MAX = 256 };

struct list_reader {
    const struct assumption_names *names;
    struct assumptions *assumptions;
    struct resource_list *list;
    const struct table *cells;
    const size_t *line;
    size_t column[LIST_COLUMNS]; ///< SIZE_MAX: not there
    struct assumption *row;
    size_t rows, capacity;
    struct notes *notes;
    struct err *err;
};

/// A cell without blanks around it, in the arena; NULL when it is empty or not there.
static const char *cell(const struct list_reader *reader, size_t column, size_t row)
{
    const char *text = column == SIZE_MAX ? NULL : reader->cells->column[column].text[row];
    if (text == NULL)
        return NULL;
    while (ascii_is_space(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && ascii_is_space(text[length - 1]))
        length--;
    return length == 0 ? NULL : arena_strndup(&reader->assumptions->arena, text, length);
}

// --- the columns ---------------------------------------------------------------------------------

static bool is_assumption(const struct list_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->names->count; i++)
        if (strcmp(reader->names->kind[i].name, name) == 0)
            return true;
    return false;
}

static bool is_own(const char *name)
{
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        if (strcmp(columns[i].name, name) == 0)
            return true;
    return false;
}

/// A column that is passed over because it is misspelt must not fail silently.
static int check_column(const struct list_reader *reader, const char *name)
{
    char shown[SHOWN_MAX];
    if (is_own(name) || is_assumption(reader, name))
        return 0;
    const char **known = mem_alloc(LIST_COLUMNS + reader->names->count, sizeof *known);
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        known[i] = columns[i].name;
    for (size_t i = 0; i < reader->names->count; i++)
        known[LIST_COLUMNS + i] = reader->names->kind[i].name;
    const char *near = suggest_closest(name, known, LIST_COLUMNS + reader->names->count);
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

static int find_columns(struct list_reader *reader)
{
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        reader->column[i] = table_find(reader->cells, columns[i].name);
    if (reader->column[LIST_RESOURCE] == SIZE_MAX)
        return err_at(reader->err, reader->list->path, 1, NULL,
                      "no column \"resource\": a resources file begins with a row of names, such "
                      "as resource,kind,series,per_instance,current,price");
    for (size_t i = 0; i < reader->cells->columns; i++)
        if (check_column(reader, reader->cells->column[i].name) != 0)
            return -1;
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

static int take_resource(struct list_reader *reader, size_t row, const char **name)
{
    struct resource_list *list = reader->list;
    char shown[SHOWN_MAX];
    *name = cell(reader, reader->column[LIST_RESOURCE], row);
    if (*name == NULL)
        return err_at(reader->err, list->path, reader->line[row], "resource",
                      "a row without the name of what it is about");
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->item[i].name, *name) == 0)
            return err_at(reader->err, list->path, reader->line[row], "resource",
                          "\"%s\" is already in line %zu; keep one of them",
                          err_quote(shown, sizeof shown, *name, strlen(*name)), list->item[i].line);
    const struct listed_resource resource = {
        .name = *name,
        .series = cell(reader, reader->column[LIST_SERIES], row),
        .file = path_of(reader, cell(reader, reader->column[LIST_FILE], row)),
        .line = reader->line[row],
    };
    VEC_PUSH(list->item, list->count, list->capacity, resource);
    return 0;
}

/// The cells of a row that are assumptions of its resource.
static void take_terms(struct list_reader *reader, size_t row, const char *resource)
{
    const char *source = cell(reader, reader->column[LIST_SOURCE], row);
    const char *owner = cell(reader, reader->column[LIST_OWNER], row);
    for (size_t i = 0; i < reader->cells->columns; i++) {
        const char *name = reader->cells->column[i].name;
        const struct assumption term = {
            .name = arena_strdup(&reader->assumptions->arena, name),
            .service = resource,
            .value = is_own(name) ? NULL : cell(reader, i, row),
            .source = source == NULL ? reader->list->path : source,
            .owner = owner == NULL ? reader->list->path : owner,
            .file = reader->list->path,
            .line = reader->line[row],
        };
        if (term.value != NULL && is_assumption(reader, name))
            VEC_PUSH(reader->row, reader->rows, reader->capacity, term);
    }
}

static int take_rows(struct list_reader *reader, bool comma_decimal)
{
    if (find_columns(reader) != 0)
        return -1;
    if (reader->cells->rows == 0 || reader->cells->rows > ROWS_MAX)
        return err_at(reader->err, reader->list->path, 0, NULL,
                      reader->cells->rows == 0 ? "it has no row: a resource each"
                                               : "more than 10000 rows: this is no resources file");
    for (size_t row = 0; row < reader->cells->rows; row++) {
        const char *name;
        if (take_resource(reader, row, &name) != 0)
            return -1;
        take_terms(reader, row, name);
    }
    return assumptions_add(reader->assumptions, reader->names, reader->row, reader->rows,
                           comma_decimal, reader->notes, reader->err);
}

int resource_list_read(struct byte_source *source, const struct assumption_names *names,
                       struct assumptions *assumptions, struct resource_list *list,
                       struct notes *notes, struct err *err)
{
    char shown[ERR_TEXT_MAX];
    const char *name = byte_source_name(source);
    list->path =
        arena_strdup(&assumptions->arena, err_quote(shown, sizeof shown, name, strlen(name)));
    const char *bytes = NULL;
    size_t got = 0;
    struct table cells = {0};
    size_t *line = NULL;
    if (byte_source_peek(source, HEADER_BYTES_MAX, &bytes, &got, err) != 0)
        return -1;
    bool comma_decimal = csv_detect_delimiter(bytes, got) != ',';
    if (table_read_csv_text(source, &cells, &line, err) != 0)
        return -1;
    struct list_reader reader = {.names = names,
                                 .assumptions = assumptions,
                                 .list = list,
                                 .cells = &cells,
                                 .line = line,
                                 .notes = notes,
                                 .err = err};
    int status = take_rows(&reader, comma_decimal);
    free(reader.row);
    free(line);
    table_release(&cells);
    return status;
}

void resource_list_release(struct resource_list *list)
{
    free(list->item);
    *list = (struct resource_list){0};
}
