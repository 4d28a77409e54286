#include "ingest/row_series.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/// Between the keys of a combination: no export writes it, so ("a", "bc") and ("ab", "c") differ.
static const char separator = '\x1F';

const struct csv_field *row_cell(const struct csv_row *row, size_t index)
{
    static const struct csv_field none = {.text = "", .length = 0};
    return row != NULL && index < row->fields ? &row->field[index] : &none;
}

/// Metric, unit and kind of one value of a row whose metric or unit stands in a column of its own.
static const char *describe_by_row(const struct row_table *table, const struct csv_row *row,
                                   const struct table_column *column, struct unit *unit,
                                   struct metric_kind *kind)
{
    const char *metric = column->metric;
    *unit = column->unit;
    *kind = column->kind;
    if (table->metric != SIZE_MAX) {
        const struct csv_field *cell = row_cell(row, table->metric);
        // Prometheus drops the name behind functions.
        metric = cell->length == 0
                     ? "value"
                     : arena_strndup(&table->reading->samples->arena, cell->text, cell->length);
        if (unit->dimension == DIMENSION_UNKNOWN && !unit_of_column(metric, unit))
            *unit = column->unit;
        *kind = table->columns.kind_of(metric, unit, table->reading->options);
    }
    if (table->unit != SIZE_MAX) {
        const struct csv_field *cell = row_cell(row, table->unit);
        if (!unit_parse(cell->text, cell->length, unit))
            unit->scale = 1;
    }
    return metric;
}

/// The streams of a combination of keys seen for the first time; the row matters only where metric
/// or unit stand in it.
static int add_series(struct row_table *table, const struct csv_row *row, const char *key)
{
    size_t needed = table->series.count * table->values;
    if (needed > table->stream_capacity) {
        table->stream_capacity =
            needed > 2 * table->stream_capacity ? needed : 2 * table->stream_capacity;
        table->stream = mem_resize(table->stream, table->stream_capacity, sizeof *table->stream);
    }
    size_t *to = table->stream + needed - table->values;
    for (size_t i = 0; i < table->values; i++) {
        const struct table_column *column = &table->columns.column[table->value_column[i]];
        struct unit unit;
        struct metric_kind kind;
        const char *metric = describe_by_row(table, row, column, &unit, &kind);
        const char *series_key = column->key != NULL ? column->key : table->keys > 0 ? key : NULL;
        if (reading_stream(table->reading, metric, series_key, &to[i]) != 0)
            return -1;
        struct sample_stream *stream = &table->reading->samples->stream[to[i]];
        stream->unit = unit;
        kind_apply(stream, &kind);
    }
    return 0;
}

const size_t *row_series_streams(struct row_table *table, const struct csv_row *row)
{
    const char *bytes = "";
    size_t length = 0;
    if (table->keys == 1) {
        const struct csv_field *cell = row_cell(row, table->key_column[0]);
        bytes = cell->text;
        length = cell->length;
    } else if (table->keys > 1) {
        str_clear(&table->key);
        for (size_t i = 0; i < table->keys; i++) {
            const struct csv_field *cell = row_cell(row, table->key_column[i]);
            str_append_bytes(&table->key, cell->text, cell->length);
            str_append_char(&table->key, separator);
        }
        bytes = table->key.data;
        length = table->key.length;
    }
    bool added = false;
    size_t series = key_index_put(&table->series, bytes, length, &added);
    if (added && add_series(table, row, bytes) != 0)
        return NULL;
    return table->stream + series * table->values;
}

int row_series_join(struct row_table *table, struct row_table *part)
{
    struct samples *from = part->reading->samples;
    int result = 0;
    for (size_t s = 0; s < part->series.count && result == 0; s++) {
        const struct key_entry *entry = &part->series.entry[s];
        char *key = mem_strndup(part->series.bytes + entry->offset, entry->length);
        bool added = false;
        size_t series = key_index_put(&table->series, key, entry->length, &added);
        if (added)
            result = add_series(table, NULL, key);
        for (size_t i = 0; i < table->values && result == 0; i++)
            samples_move(table->reading->samples, table->stream[series * table->values + i],
                         &from->stream[part->stream[s * table->values + i]]);
        free(key);
    }
    return result;
}

/// Part number `part` of a combination of several keys.
static const char *key_part(const struct row_table *table, size_t series, size_t part,
                            size_t *length)
{
    const struct key_entry *entry = &table->series.entry[series];
    const char *at = table->series.bytes + entry->offset;
    const char *end = at + entry->length;
    for (;; part--) {
        const char *stop = memchr(at, separator, (size_t)(end - at));
        if (stop == NULL)
            stop = end;
        if (part == 0 || stop == end) {
            *length = (size_t)(stop - at);
            return at;
        }
        at = stop + 1;
    }
}

static bool part_differs(const struct row_table *table, size_t part)
{
    size_t first_length = 0;
    const char *first = key_part(table, 0, part, &first_length);
    for (size_t i = 1; i < table->series.count; i++) {
        size_t length = 0;
        const char *other = key_part(table, i, part, &length);
        if (length != first_length || memcmp(other, first, length) != 0)
            return true;
    }
    return false;
}

/// Decides which of several keys the names need: keep[i] for key i. Of containers all.
static void choose_parts(struct row_table *table, bool *keep)
{
    bool any = false, all = table->reading->options->label_keys != NULL;
    for (size_t i = 0; i < table->keys; i++) {
        keep[i] = table->key_column[i] != table->metric && (all || part_differs(table, i));
        any = any || keep[i];
    }
    for (size_t i = 0; i < table->keys && !any; i++)
        keep[i] = table->key_column[i] != table->metric;
    for (size_t i = 0; i < table->keys; i++)
        if (!keep[i] && table->key_column[i] != table->metric)
            table->columns.column[table->key_column[i]].role = ROLE_IGNORED;
}

void row_series_name(struct row_table *table)
{
    if (table->keys < 2 && table->metric == SIZE_MAX)
        return;
    struct samples *samples = table->reading->samples;
    const bool by_place = table->reading->options->label_keys != NULL;
    bool *keep = mem_alloc(table->keys, sizeof *keep);
    if (table->series.count > 0)
        choose_parts(table, keep);
    for (size_t series = 0; series < table->series.count; series++) {
        struct str name = {0};
        size_t places = 0;
        for (size_t i = 0; i < table->keys; i++) {
            size_t length = 0;
            const char *part = key_part(table, series, i, &length);
            if (!keep[i])
                continue;
            bool is_parted = by_place ? places++ > 0 : name.length > 0 && length > 0;
            str_append(&name, is_parted ? "/" : "");
            str_append_bytes(&name, part, length);
        }
        const char *key = name.length > 0 ? arena_strdup(&samples->arena, name.data) : NULL;
        str_release(&name);
        for (size_t i = 0; i < table->values; i++)
            if (table->columns.column[table->value_column[i]].key == NULL)
                samples->stream[table->stream[series * table->values + i]].key = key;
    }
    free(keep);
}
