#include "ingest/json_name.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/kind.h"

#include <stdlib.h>
#include <string.h>

/// Best first.
static const char *const titles[] = {
    "__name__", "metric", "target",      "measurement",  "name",  "title",   "label",       "text",
    "legend",   "series", "displayname", "display_name", "field", "ds_name", "metric_name", "id"};
/// Names of lists that say nothing of what is in them.
static const char *const plain[] = {"",       "value",     "values", "data",    "datapoints",
                                    "points", "pointlist", "series", "samples", "y",
                                    "v",      "result",    "rows",   "results"};
enum {
    TITLES = sizeof titles / sizeof *titles,
    PLAIN = sizeof plain / sizeof *plain,
};

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot == NULL ? name : dot + 1;
}

static size_t rank_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ascii_is_word_any_case(name, strlen(name), names[i]))
            return i;
    return SIZE_MAX;
}

bool json_name_is_title(const char *name)
{
    return rank_of(name, titles, TITLES) != SIZE_MAX;
}

void json_name_series(struct json_shapes *shapes, struct json_series *series, const char *metric,
                      const char *unit)
{
    const struct ingest_options *options = shapes->reading->options;
    const struct json_product *product = shapes->product;
    struct sample_stream *stream = &shapes->reading->samples->stream[series->stream];
    series->label.metric = metric;
    series->own_name = true;
    unit = options->unit != NULL ? options->unit : unit;
    if (unit != NULL && *unit != '\0') {
        if (!unit_parse(unit, strlen(unit), &stream->unit))
            stream->unit.scale = 1;
    } else if (!unit_of_column(metric, &stream->unit)) {
        stream->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    }
    struct metric_kind kind = product != NULL && product->database
                                  ? kind_of_prometheus(metric, &stream->unit, options)
                                  : kind_of_metric(metric, &stream->unit, options);
    kind_apply(stream, &kind);
}

/// Leaves a product's labels alone, under the names that they have there.
static void keep_product_labels(struct label_series *label, const char *prefix)
{
    size_t length = strlen(prefix);
    size_t kept = 0;
    for (size_t i = 0; i < label->labels; i++)
        if (strncmp(label->label[i].name, prefix, length) == 0) {
            label->label[kept] = label->label[i];
            label->label[kept++].name += length;
        }
    label->labels = kept;
}

/// The label that names the points; its text leaves the labels. NULL for none.
static const char *take_title(struct label_series *label, const char *member)
{
    size_t best = SIZE_MAX;
    size_t best_rank = SIZE_MAX;
    for (size_t i = 0; i < label->labels; i++) {
        size_t rank = member != NULL ? (strcmp(label->label[i].name, member) == 0 ? 0 : SIZE_MAX)
                                     : rank_of(last_part(label->label[i].name), titles, TITLES);
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    if (best == SIZE_MAX)
        return NULL;
    const char *title = label->label[best].value;
    size_t kept = 0;
    for (size_t i = 0; i < label->labels; i++)
        if (strcmp(label->label[i].value, title) != 0)
            label->label[kept++] = label->label[i];
    label->labels = kept;
    return title;
}

static void shorten_labels(struct label_series *label)
{
    size_t kept = 0;
    for (size_t i = 0; i < label->labels; i++) {
        struct label each = label->label[i];
        each.name = last_part(each.name);
        bool known = false;
        for (size_t k = 0; k < kept; k++)
            known = known || strcmp(label->label[k].name, each.name) == 0;
        if (!known)
            label->label[kept++] = each;
    }
    label->labels = kept;
}

static const char *unit_label(const struct label_series *label)
{
    for (size_t i = 0; i < label->labels; i++)
        if (strcmp(last_part(label->label[i].name), "unit") == 0)
            return label->label[i].value;
    return NULL;
}

static int name_one(struct json_shapes *shapes, struct json_series *series)
{
    struct arena *arena = &shapes->reading->samples->arena;
    const struct json_product *product = shapes->product;
    struct label_series *label = &series->label;
    if (product != NULL && product->name != NULL && series->stream != SIZE_MAX)
        return product->name(shapes, series);
    const char *unit = unit_label(label);
    const char *title = take_title(label, product == NULL ? NULL : product->metric);
    if (product != NULL && product->labels != NULL)
        keep_product_labels(label, product->labels);
    else
        shorten_labels(label);
    const char *column = last_part(series->column);
    bool said = rank_of(column, plain, PLAIN) == SIZE_MAX && product == NULL;
    if (series->stream == SIZE_MAX) {
        label->metric = title == NULL ? "" : title;
        return 0;
    }
    const char *metric = title == NULL && !said    ? "value"
                         : title == NULL           ? column
                         : said && *column != '\0' ? arena_printf(arena, "%s %s", title, column)
                                                   : title;
    json_name_series(shapes, series, metric, unit);
    return 0;
}

/// The place that a table's stream belongs to, by the sign in its key, which leaves the key.
static size_t take_place(struct arena *arena, struct sample_stream *stream, size_t otherwise)
{
    const char *sign = stream->key == NULL ? NULL : strchr(stream->key, JSON_TABLE_PLACE);
    if (sign == NULL)
        return otherwise;
    char *end = NULL;
    size_t place = strtoul(sign + 1, &end, 10);
    if (*end == ':')
        (void)strtoul(end + 1, &end, 10);
    const char *rest = *end == '/' ? end + 1 : end;
    stream->key = *rest == '\0' ? NULL : arena_strdup(arena, rest);
    return place;
}

/// Whether another table has values under that name as well.
static bool is_shared(const struct json_shapes *shapes, const struct json_table *own,
                      const char *metric)
{
    for (const struct json_table *table = shapes->table; table != NULL; table = table->next) {
        const struct columns *columns = &table->table.columns;
        for (size_t i = 0; table != own && table->settled && i < columns->count; i++)
            if (columns->column[i].role == ROLE_VALUE &&
                strcmp(columns->column[i].metric, metric) == 0)
                return true;
    }
    return false;
}

static void name_table_stream(struct json_shapes *shapes, const struct json_table *table,
                              struct sample_stream *stream)
{
    struct arena *arena = &shapes->reading->samples->arena;
    size_t number = take_place(arena, stream, table->first_place);
    if (number >= shapes->series_count)
        return;
    const struct json_series *place = &shapes->series[number];
    const char *outer = place->label.key;
    const char *title = place->label.metric;
    if (outer != NULL)
        stream->key =
            stream->key == NULL ? outer : arena_printf(arena, "%s/%s", outer, stream->key);
    if (shapes->product == NULL && *title != '\0' && *title != '{' &&
        rank_of(stream->metric, plain, PLAIN) != SIZE_MAX) {
        struct metric_kind kind;
        stream->metric = title;
        kind = kind_of_metric(title, &stream->unit, shapes->reading->options);
        kind_apply(stream, &kind);
        return;
    }
    if (is_shared(shapes, table, stream->metric))
        stream->metric = arena_printf(arena, "%s %s", last_part(table->path), stream->metric);
    // Of what --by leaves out of the key, label_series_settle puts the rest behind the name.
    const char *rest = strchr(title, '{');
    int length = (int)(rest == NULL ? strlen(title) : (size_t)(rest - title));
    if (shapes->product != NULL && shapes->product->database && length > 0)
        stream->metric = arena_printf(arena, "%.*s_%s", length, title, stream->metric);
    if (rest != NULL)
        stream->metric = arena_printf(arena, "%s%s", stream->metric, rest);
}

static void name_table(struct json_shapes *shapes, const struct json_table *table)
{
    for (size_t i = 0; i < table->table.series.count * table->table.values; i++)
        name_table_stream(shapes, table, &shapes->reading->samples->stream[table->table.stream[i]]);
}

/// One series may stand in several places, as in the answers of several polls.
static void merge_equal(struct json_shapes *shapes, size_t first)
{
    struct samples *samples = shapes->reading->samples;
    struct key_index names = {0};
    size_t *stream = mem_alloc(samples->streams - first + 1, sizeof *stream);
    for (size_t i = first; i < samples->streams; i++) {
        struct sample_stream *each = &samples->stream[i];
        struct str name = {0};
        bool added = false;
        str_append(&name, each->metric);
        str_append_char(&name, '\x1F');
        str_append(&name, each->key == NULL ? "" : each->key);
        size_t number = key_index_put(&names, name.data, name.length, &added);
        str_release(&name);
        if (added)
            stream[number] = i;
        else if (each->count > 0)
            samples_move(samples, stream[number], each);
    }
    free(stream);
    key_index_release(&names);
}

/// Ends all tables. Of several, one that cannot be read is left out and said.
static int end_tables(struct json_shapes *shapes)
{
    struct reading *reading = shapes->reading;
    size_t read = 0;
    size_t failed = 0;
    const struct json_table *only = shapes->table;
    for (struct json_table *table = shapes->table; table != NULL; table = table->next) {
        if (json_table_end(table) == 0) {
            read++;
        } else if (only->next == NULL) {
            return -1;
        } else {
            failed++;
            reading_note(reading, NOTE_DETAIL, table->path, "rows at %s are left out: %s",
                         table->path, reading->err->text);
        }
    }
    return failed > 0 && read == 0 ? -1 : 0;
}

/// Key columns of tables and labels in one list, the place of a row left aside.
static void join_key_names(struct json_shapes *shapes, const char *columns)
{
    struct sample_source *source = reading_source(shapes->reading);
    struct str list = {0};
    str_append(&list, source->key_columns == NULL ? "" : source->key_columns);
    while (columns != NULL && *columns != '\0') {
        size_t length = strcspn(columns, ",");
        if (!(length == 5 && memcmp(columns, "place", 5) == 0)) {
            str_append(&list, list.length == 0 ? "" : ",");
            str_append_bytes(&list, columns, length);
        }
        columns += length + (columns[length] == ',');
    }
    source->key_columns =
        list.length == 0 ? NULL : arena_strdup(&shapes->reading->samples->arena, list.data);
    str_release(&list);
}

/// Whether a table took the names of --by for its columns, so that none is a label.
static bool is_by_of_tables(const struct json_shapes *shapes)
{
    const char *by = shapes->reading->options->key_columns;
    for (size_t i = 0; by != NULL && i < shapes->series_count; i++)
        for (size_t k = 0; k < shapes->series[i].label.labels; k++) {
            const char *name = shapes->series[i].label.label[k].name;
            if (strstr(by, name) != NULL)
                return false;
        }
    return by != NULL && shapes->table != NULL;
}

static int settle_labels(struct json_shapes *shapes)
{
    struct reading *reading = shapes->reading;
    struct label_series *label = mem_alloc(shapes->series_count, sizeof *label);
    const struct ingest_options *options = reading->options;
    struct ingest_options none = *options;
    none.key_columns = "none";
    for (size_t i = 0; i < shapes->series_count; i++)
        label[i] = shapes->series[i].label;
    if (is_by_of_tables(shapes))
        reading->options = &none;
    int result = label_series_settle(label, shapes->series_count, reading);
    reading->options = options;
    for (size_t i = 0; i < shapes->series_count; i++)
        shapes->series[i].label = label[i];
    free(label);
    return result;
}

int json_shapes_name(struct json_shapes *shapes)
{
    struct reading *reading = shapes->reading;
    struct samples *samples = reading->samples;
    if (shapes->time.local + shapes->time.with_offset > 0)
        time_column_end(&shapes->time);
    if (end_tables(shapes) != 0)
        return -1;
    for (size_t i = 0; i < shapes->series_count; i++)
        if (name_one(shapes, &shapes->series[i]) != 0)
            return -1;
    const char *columns = reading_source(reading)->key_columns;
    bool own_keys = shapes->product != NULL && shapes->product->own_keys;
    if (shapes->series_count == 0)
        return 0;
    if (!own_keys && settle_labels(shapes) != 0)
        return -1;
    if (!own_keys)
        join_key_names(shapes, columns);
    for (size_t i = 0; i < shapes->series_count; i++) {
        const struct json_series *series = &shapes->series[i];
        if (series->stream == SIZE_MAX)
            continue;
        samples->stream[series->stream].metric = series->label.metric;
        samples->stream[series->stream].key = series->label.key;
    }
    for (const struct json_table *table = shapes->table; table != NULL; table = table->next)
        if (table->settled)
            name_table(shapes, table);
    size_t first = 0;
    while (first < samples->streams && samples->stream[first].source != reading->file)
        first++;
    merge_equal(shapes, first);
    return 0;
}
