#include "service/node_types.h"

#include "base/number.h"
#include "base/unit.h"
#include "base/vec.h"
#include "table/record_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPES_MAX = 256, SHOWN_MAX = 256, PLACE_MAX = 1024 };
static const double mib = 1048576, gib_mib = 1024;

struct node_cells {
    const char *name, *allocatable_cpu, *allocatable_memory, *allocatable_memory_gib, *price,
        *price_month, *max_pods, *daemonset_cpu, *daemonset_memory, *daemonset_pods;
};

#define TEXT(member, unit, is_optional, meaning)                                                   \
    {                                                                                              \
#member, COLUMN_TEXT, STYLE_PLAIN, unit, is_optional, meaning,                             \
            offsetof(struct node_cells, member) + 1                                                \
    }

static const struct schema_column columns[] = {
    TEXT(name, NULL, false, "of the type"),
    TEXT(allocatable_cpu, "cores", false,
         "what pods may request: status.allocatable of a node, such as 3920m"),
    TEXT(allocatable_memory, "bytes", true, "the same of memory, with its unit, such as 14.4GiB"),
    TEXT(allocatable_memory_gib, "GiB", true, "the same as a number"),
    TEXT(price, "money per hour", true, "on demand; either this or price_month"),
    TEXT(price_month, "money per month", true, "on demand"),
    TEXT(max_pods, NULL, true, "how many pods it runs at most"),
    TEXT(daemonset_cpu, "cores", true, "that the daemons of each node request"),
    TEXT(daemonset_memory, "bytes", true, "the same of memory, with its unit"),
    TEXT(daemonset_pods, NULL, true, "how many daemons run on each"),
    FIELD_END,
};

const struct schema schema_node_types = {"types of nodes", columns, sizeof(struct node_cells)};

static const struct record_kind nodes_file = {
    .schema = &schema_node_types,
    .what = "a file of node types",
    .example = "such as name,allocatable_cpu,allocatable_memory,price",
};

/// A row that is being read.
struct node_reader {
    const char *file;
    size_t line;
    struct err *err;
};

static int refuse(const struct node_reader *reader, const char *column, const char *text,
                  const char *problem)
{
    char shown[SHOWN_MAX];
    return err_at(reader->err, reader->file, reader->line, column, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

/// Kubernetes writes bytes without the B: 15388384Ki.
static const char *with_unit(const char *text, char *place, size_t size)
{
    size_t length = strlen(text);
    bool is_short = length > 1 && text[length - 1] == 'i';
    snprintf(place, size, "%s%s", text, is_short ? "B" : "");
    return place;
}

/// A quantity above `least` (or at it) up to `most`; an empty cell leaves *value alone.
static int take(const struct node_reader *reader, const char *column, const char *text,
                enum dimension dimension, double least, double most, double *value)
{
    char where[PLACE_MAX], spelt[SHOWN_MAX], problem[SHOWN_MAX];
    struct quantity quantity;
    if (text == NULL)
        return 0;
    snprintf(where, sizeof where, "%s:%zu: %s", reader->file, reader->line, column);
    if (number_parse(text, strlen(text), &quantity.value)) {
        if (dimension == DIMENSION_BYTES && quantity.value != 0)
            return refuse(reader, column, text,
                          "has no unit; write it such as 14.4GiB or 15388384Ki");
    } else if (quantity_parse(where, with_unit(text, spelt, sizeof spelt), dimension,
                              UNIT_HOURS_PER_MONTH, &quantity, reader->err) != 0)
        return -1;
    if (!(quantity.value >= least && quantity.value <= most)) {
        snprintf(problem, sizeof problem, "is out of bounds: it may be %.10g to %.10g", least,
                 most);
        return refuse(reader, column, text, problem);
    }
    *value = quantity.value;
    return 0;
}

static int need(const struct node_reader *reader, double value, const char *column,
                const char *example)
{
    if (!isnan(value))
        return 0;
    return err_at(reader->err, reader->file, reader->line, column,
                  "is missing; write it such as %s", example);
}

static int take_cells(const struct node_reader *reader, const struct node_cells *cells,
                      struct node_type *type)
{
    const double least = 1e-3, cores = 1e4, bytes = 1e15, gibs = 1e6, money = 1e6, count = 1e4;
    double memory = NAN, gib = NAN, daemons = 0;
    if (take(reader, "allocatable_cpu", cells->allocatable_cpu, DIMENSION_CORES, least, cores,
             &type->cpu) != 0 ||
        take(reader, "allocatable_memory", cells->allocatable_memory, DIMENSION_BYTES, mib, bytes,
             &memory) != 0 ||
        take(reader, "allocatable_memory_gib", cells->allocatable_memory_gib, DIMENSION_COUNT,
             least, gibs, &gib) != 0 ||
        take(reader, "price", cells->price, DIMENSION_MONEY_RATE, 0, money, &type->price_hour) !=
            0 ||
        take(reader, "price_month", cells->price_month, DIMENSION_COUNT, 0, money,
             &type->price_month) != 0 ||
        take(reader, "max_pods", cells->max_pods, DIMENSION_COUNT, 1, count, &type->pods) != 0 ||
        take(reader, "daemonset_cpu", cells->daemonset_cpu, DIMENSION_CORES, 0, cores,
             &type->daemon_cpu) != 0 ||
        take(reader, "daemonset_memory", cells->daemonset_memory, DIMENSION_BYTES, 0, bytes,
             &daemons) != 0 ||
        take(reader, "daemonset_pods", cells->daemonset_pods, DIMENSION_COUNT, 0, count,
             &type->daemon_pods) != 0)
        return -1;
    type->memory = isnan(memory) ? gib * gib_mib : memory / mib;
    type->daemon_memory = daemons / mib;
    return need(reader, type->cpu, "allocatable_cpu", "3920m") != 0 ||
                   need(reader, type->memory, "allocatable_memory", "14.4GiB") != 0 ||
                   need(reader, isnan(type->price_hour) ? type->price_month : type->price_hour,
                        "price", "0.192/h")
               ? -1
               : 0;
}

static int take_type(const struct node_reader *reader, const struct node_cells *cells,
                     struct node_types *types)
{
    const double none = (double)NAN;
    struct node_type type = {.name = cells->name,
                             .cpu = none,
                             .memory = none,
                             .pods = INFINITY,
                             .price_hour = none,
                             .price_month = none,
                             .line = reader->line};
    if (type.name == NULL)
        return err_at(reader->err, reader->file, reader->line, "name",
                      "is missing; write what the type is called");
    for (size_t i = 0; i < types->count; i++)
        if (strcmp(types->type[i].name, type.name) == 0)
            return err_at(reader->err, reader->file, reader->line, "name",
                          "%s is already in line %zu; keep one of them", type.name,
                          types->type[i].line);
    if (types->count == TYPES_MAX)
        return err_at(reader->err, reader->file, reader->line, NULL,
                      "more than %d types: keep those that may be chosen", TYPES_MAX);
    if (take_cells(reader, cells, &type) != 0)
        return -1;
    if (type.daemon_cpu >= type.cpu || type.daemon_memory >= type.memory ||
        type.daemon_pods >= type.pods)
        return err_at(reader->err, reader->file, reader->line, "name",
                      "the daemons of %s leave nothing for pods; a larger type is needed, or "
                      "smaller daemons",
                      type.name);
    VEC_PUSH(types->type, types->count, types->capacity, type);
    return 0;
}

int node_types_read(struct byte_source *source, struct node_types *types, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &nodes_file, &types->arena, &file, err) != 0)
        return -1;
    struct node_reader reader = {.file = file.name, .err = err};
    int status = 0;
    types->file = file.name;
    for (size_t row = 0; row < file.cells.rows && status == 0; row++) {
        struct node_cells cells;
        reader.line = file.line[row];
        if (record_file_row(&file, row, &types->arena, &cells))
            status = take_type(&reader, &cells, types);
    }
    if (status == 0 && types->count == 0)
        status = err_at(err, file.name, 0, NULL, "no type in it; each row below the names is one");
    record_file_release(&file);
    return status;
}

void node_types_release(struct node_types *types)
{
    free(types->type);
    arena_release(&types->arena);
    *types = (struct node_types){.type = NULL};
}
