#include "service/instance_types.h"

#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "service/embedded_tables.h"
#include "table/csv_read.h"
#include "table/record_cells.h"
#include "table/record_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A row as it is written.
struct type_cells {
    const char *name, *vcpu, *memory, *memory_gib, *price, *price_hour, *per_instance, *speed, *max,
        *provider, *class, *arch, *threads_per_core, *commit_1y_hour, *commit_3y_hour, *spot_hour,
        *date, *source;
};

#define PER_HOUR "money per hour"

static const struct schema_column columns[] = {
    FIELD(struct type_cells, name, STYLE_PLAIN, NULL, "what the type is called"),
    FIELD_OPTIONAL(struct type_cells, vcpu, STYLE_PLAIN, NULL,
                   "how many it has; a type without per_instance takes demand by them"),
    FIELD_OPTIONAL(struct type_cells, memory, STYLE_PLAIN, NULL, "such as 16GiB"),
    FIELD_OPTIONAL(struct type_cells, memory_gib, STYLE_PLAIN, "GiB", "instead of memory"),
    FIELD_OPTIONAL(struct type_cells, price, STYLE_PLAIN, PER_HOUR, "on demand, such as 0.0832/h"),
    FIELD_OPTIONAL(struct type_cells, price_hour, STYLE_PLAIN, PER_HOUR, "instead of price"),
    FIELD_OPTIONAL(struct type_cells, per_instance, STYLE_PLAIN, NULL,
                   "demand that one takes, such as 500/s; default: by vCPU and speed, from "
                   "--per-instance of --type"),
    FIELD_OPTIONAL(struct type_cells, speed, STYLE_PLAIN, NULL,
                   "of a vCPU, as a multiple of that of the other types; default 1"),
    FIELD_OPTIONAL(struct type_cells, max, STYLE_PLAIN, NULL,
                   "how many of it there may be; default: any number"),
    FIELD_OPTIONAL(struct type_cells, provider, STYLE_PLAIN, NULL,
                   "for default:PROVIDER of the catalogue that the program carries"),
    FIELD_OPTIONAL(
        struct type_cells, class, STYLE_PLAIN, NULL,
        "general, compute, memory or burstable; one that is burstable is left out unless "
        "per_instance says what it takes for good, or --type is of them"),
    FIELD_OPTIONAL(struct type_cells, arch, STYLE_PLAIN, NULL, "of the processor"),
    FIELD_OPTIONAL(struct type_cells, threads_per_core, STYLE_PLAIN, NULL,
                   "2 where a vCPU is half a core"),
    FIELD_OPTIONAL(struct type_cells, commit_1y_hour, STYLE_PLAIN, PER_HOUR,
                   "of what is committed for a year, with what is paid at the start"),
    FIELD_OPTIONAL(struct type_cells, commit_3y_hour, STYLE_PLAIN, PER_HOUR, "for three years"),
    FIELD_OPTIONAL(struct type_cells, spot_hour, STYLE_PLAIN, PER_HOUR, "of a spot instance"),
    FIELD_OPTIONAL(struct type_cells, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD_OPTIONAL(struct type_cells, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_END,
};

const struct schema schema_instance_types = {"the catalogue of --catalogue", columns,
                                             sizeof(struct type_cells)};

static const struct record_kind catalogue_file = {.schema = &schema_instance_types,
                                                  .what = "a catalogue",
                                                  .example =
                                                      "such as name,vcpu,memory,price,source,date"};

enum { TYPES_MAX = 10000 };
static const double gib = 1073741824.0;

struct type_reader {
    struct instance_types *types;
    const char *provider; ///< the only one that is taken; NULL: all
    struct type_cells cells;
    struct record_place place;
};

// --- one row -------------------------------------------------------------------------------------

/// A cell in either of two columns.
static int take_one_of(struct type_reader *reader, const char *column, const char *text,
                       const char *other, const char *other_text)
{
    if (text != NULL && other_text != NULL)
        return err_at(reader->place.err, reader->place.file, reader->place.line, other,
                      "%s says it too; leave one of them out", column);
    return 0;
}

static int take_sizes(struct type_reader *reader, struct instance_type *type)
{
    static const struct value_range vcpus = {.above = true, .most = 1e5},
                                    speeds = {.above = true, .most = 1000},
                                    gibs = {.above = true, .most = 1e6},
                                    bytes = {.least = 1048576,
                                             .most = 1e15,
                                             .hint = "write it with a unit, such as 16GiB"},
                                    rates = {.least = 1e-9, .most = 1e18},
                                    counts = {.least = 1, .most = 1e9},
                                    threads = {.least = 1, .most = 64};
    const struct type_cells *cells = &reader->cells;
    const struct record_place *place = &reader->place;
    if (take_one_of(reader, RECORD_CELL(cells, memory), RECORD_CELL(cells, memory_gib)) != 0 ||
        record_quantity(place, RECORD_CELL(cells, vcpu), DIMENSION_COUNT, &vcpus, &type->vcpu) !=
            0 ||
        record_quantity(place, RECORD_CELL(cells, memory), DIMENSION_BYTES, &bytes,
                        &type->memory_bytes) != 0 ||
        record_quantity(place, RECORD_CELL(cells, memory_gib), DIMENSION_COUNT, &gibs,
                        &type->memory_bytes) != 0 ||
        record_quantity(place, RECORD_CELL(cells, per_instance), DIMENSION_UNKNOWN, &rates,
                        &type->per_instance) != 0 ||
        record_quantity(place, RECORD_CELL(cells, speed), DIMENSION_COUNT, &speeds, &type->speed) !=
            0 ||
        record_quantity(place, RECORD_CELL(cells, max), DIMENSION_COUNT, &counts, &type->most) !=
            0 ||
        record_quantity(place, RECORD_CELL(cells, threads_per_core), DIMENSION_COUNT, &threads,
                        &type->threads_per_core) != 0)
        return -1;
    if (cells->memory_gib != NULL)
        type->memory_bytes *= gib;
    if (isnan(type->vcpu) && isnan(type->per_instance))
        return err_at(place->err, place->file, place->line, "vcpu",
                      "neither vcpu nor per_instance says what an instance takes; write one");
    return 0;
}

static int take_prices(struct type_reader *reader, struct instance_type *type)
{
    static const struct value_range prices = {.above = true, .most = 1e4};
    const struct type_cells *cells = &reader->cells;
    const struct record_place *place = &reader->place;
    if (take_one_of(reader, RECORD_CELL(cells, price), RECORD_CELL(cells, price_hour)) != 0 ||
        record_quantity(place, RECORD_CELL(cells, price), DIMENSION_MONEY_RATE, &prices,
                        &type->price_hour) != 0 ||
        record_quantity(place, RECORD_CELL(cells, price_hour), DIMENSION_MONEY_RATE, &prices,
                        &type->price_hour) != 0 ||
        record_quantity(place, RECORD_CELL(cells, commit_1y_hour), DIMENSION_MONEY_RATE, &prices,
                        &type->commit_1y) != 0 ||
        record_quantity(place, RECORD_CELL(cells, commit_3y_hour), DIMENSION_MONEY_RATE, &prices,
                        &type->commit_3y) != 0 ||
        record_quantity(place, RECORD_CELL(cells, spot_hour), DIMENSION_MONEY_RATE, &prices,
                        &type->spot) != 0 ||
        record_time(place, RECORD_CELL(cells, date), &type->date) != 0)
        return -1;
    if (isnan(type->price_hour))
        return err_at(place->err, place->file, place->line, "price",
                      "the type has no price; write what an hour costs, such as 0.0832/h");
    return 0;
}

static int take_type(struct type_reader *reader)
{
    struct instance_types *types = reader->types;
    const struct type_cells *cells = &reader->cells;
    const double none = (double)NAN;
    struct instance_type type = {.name = cells->name,
                                 .provider = cells->provider,
                                 .architecture = cells->arch,
                                 .is_burstable =
                                     cells->class != NULL && strcmp(cells->class, "burstable") == 0,
                                 .vcpu = none,
                                 .threads_per_core = none,
                                 .memory_bytes = none,
                                 .price_hour = none,
                                 .per_instance = none,
                                 .speed = none,
                                 .most = INFINITY,
                                 .commit_1y = none,
                                 .commit_3y = none,
                                 .spot = none,
                                 .source = cells->source,
                                 .line = reader->place.line};
    if (type.name == NULL)
        return err_at(reader->place.err, reader->place.file, reader->place.line, "name",
                      "the row has no name; write what the type is called");
    const struct instance_type *same = instance_types_find(types, type.name);
    if (same != NULL)
        return err_at(reader->place.err, reader->place.file, reader->place.line, "name",
                      "%s is already in line %zu; keep one of them", same->name, same->line);
    if (take_sizes(reader, &type) != 0 || take_prices(reader, &type) != 0)
        return -1;
    VEC_PUSH(types->type, types->count, types->capacity, type);
    return 0;
}

// --- the file ------------------------------------------------------------------------------------

static void note_columns(const struct record_file *file, struct notes *notes)
{
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *near = record_file_nearest(file, i);
        char shown[ERR_TEXT_MAX];
        if (record_file_knows(file, i))
            continue;
        const char *name = file->cells.column[i].name;
        notes_add(notes, near == NULL ? NOTE_DETAIL : NOTE_WARNING, "catalogue-column",
                  "%s: column \"%s\" is not read%s%s%s", file->name,
                  err_quote(shown, sizeof shown, name, strlen(name)),
                  near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                  near == NULL ? "" : "\"?");
    }
}

static bool is_of_provider(const struct type_reader *reader)
{
    return reader->provider == NULL || (reader->cells.provider != NULL &&
                                        strcmp(reader->cells.provider, reader->provider) == 0);
}

static int take_rows(struct type_reader *reader, const struct record_file *file)
{
    struct instance_types *types = reader->types;
    for (size_t row = 0; row < file->cells.rows; row++) {
        reader->place.line = file->line[row];
        if (!record_file_row(file, row, &types->arena, &reader->cells) || !is_of_provider(reader))
            continue;
        if (types->count == TYPES_MAX)
            return err_at(reader->place.err, file->name, reader->place.line, NULL,
                          "more than %d types: keep those that may be chosen", TYPES_MAX);
        if (take_type(reader) != 0)
            return -1;
    }
    if (types->count == 0)
        return err_at(reader->place.err, file->name, 0, NULL,
                      "no type in it; each row below the names is one");
    return 0;
}

static int read_types(struct byte_source *source, const char *provider,
                      struct instance_types *types, struct notes *notes, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &catalogue_file, &types->arena, &file, err) != 0)
        return -1;
    types->file = file.name;
    if (notes != NULL)
        note_columns(&file, notes);
    struct type_reader reader = {
        .types = types, .provider = provider, .place = {.file = file.name, .err = err}};
    int status = take_rows(&reader, &file);
    record_file_release(&file);
    return status;
}

int instance_types_read(struct byte_source *source, struct instance_types *types,
                        struct notes *notes, struct err *err)
{
    return read_types(source, NULL, types, notes, err);
}

static void join_lines(const char *const *lines, struct str *text)
{
    for (; *lines != NULL; lines++)
        str_append(text, *lines);
}

static int read_embedded(const char *provider, struct instance_types *types, struct err *err)
{
    static const char *const known[] = {"aws", "gcp", "azure"};
    struct str text = {0};
    char shown[ERR_TEXT_MAX];
    bool is_known = provider == NULL;
    for (size_t i = 0; provider != NULL && i < sizeof known / sizeof known[0]; i++)
        is_known = is_known || strcmp(provider, known[i]) == 0;
    if (!is_known)
        return err_set(err, ERR_USAGE,
                       "--catalogue default:%s: the catalogue that the program carries has the "
                       "providers aws, gcp and azure",
                       err_quote(shown, sizeof shown, provider, strlen(provider)));
    join_lines(embedded_instance_types, &text);
    struct byte_source *source = byte_source_memory(text.data, text.length);
    int status = read_types(source, provider, types, NULL, err);
    byte_source_close(source);
    str_release(&text);
    types->file = "default";
    return status;
}

int instance_types_open(const char *word, struct instance_types *types, struct notes *notes,
                        struct err *err)
{
    static const char by_provider[] = "default:";
    struct byte_source *source;
    if (strcmp(word, "default") == 0)
        return read_embedded(NULL, types, err);
    if (strncmp(word, by_provider, sizeof by_provider - 1) == 0)
        return read_embedded(word + sizeof by_provider - 1, types, err);
    if (byte_source_open(&source, word, err) != 0)
        return -1;
    int status = instance_types_read(source, types, notes, err);
    byte_source_close(source);
    return status;
}

int embedded_table_read(const char *const *lines, struct table *table, struct err *err)
{
    struct str text = {0};
    size_t *line = NULL;
    join_lines(lines, &text);
    struct byte_source *source = byte_source_memory(text.data, text.length);
    int status = table_read_csv_text(source, table, &line, err);
    byte_source_close(source);
    str_release(&text);
    free(line);
    return status;
}

const struct instance_type *instance_types_find(const struct instance_types *types,
                                                const char *name)
{
    for (size_t i = 0; i < types->count; i++)
        if (strcmp(types->type[i].name, name) == 0)
            return &types->type[i];
    return NULL;
}

const char *instance_types_nearest(const struct instance_types *types, const char *name)
{
    const char **known = mem_alloc(types->count + 1, sizeof *known);
    for (size_t i = 0; i < types->count; i++)
        known[i] = types->type[i].name;
    const char *near = suggest_closest(name, known, types->count);
    free(known);
    return near;
}

void instance_types_release(struct instance_types *types)
{
    free(types->type);
    arena_release(&types->arena);
    *types = (struct instance_types){0};
}
