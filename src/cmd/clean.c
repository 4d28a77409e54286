// headroom clean: what an export says, as regular series on one grid.
#include "base/key_index.h"
#include "base/memory.h"
#include "base/str.h"
#include "cmd/read_series.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step, UTC"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "what tells series apart, under the name of its column, where there are several"},
    {"COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, "in the name", false,
     "a metric; totals and counters have become rates per second"},
    {"filled", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "columns whose value was not measured, as COLUMN=zero, filled or partial"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

static const struct schema schema_clean = {"a regular series", columns};

static const struct example examples[] = {
    {"headroom clean samples/web-requests.csv",
     "the export as requests per second on a regular grid", 0},
    {"headroom clean samples/web-requests.csv --step 1h --format text", "hourly means, for reading",
     0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-describe(1)", "headroom-formats(5)", NULL};

/// Which column and which group of rows each series belongs to.
struct arrangement {
    const struct series_set *set;
    struct key_index names; ///< columns
    struct key_index keys;  ///< groups of rows; the empty bytes stand for no key
    size_t *column;         ///< of each series
    size_t *group;          ///< of each series
    bool keyed;
};

static void arrange(struct arrangement *arrangement, const struct series_set *set)
{
    *arrangement = (struct arrangement){
        .set = set,
        .column = mem_alloc(set->count, sizeof *arrangement->column),
        .group = mem_alloc(set->count, sizeof *arrangement->group),
    };
    for (size_t i = 0; i < set->count; i++) {
        const struct series *series = &set->item[i];
        arrangement->column[i] =
            key_index_put(&arrangement->names, series->name, strlen(series->name), NULL);
        // With its NUL, so that an empty key is not the same as none.
        arrangement->group[i] = series->key == NULL ? key_index_put(&arrangement->keys, "", 0, NULL)
                                                    : key_index_put(&arrangement->keys, series->key,
                                                                    strlen(series->key) + 1, NULL);
        arrangement->keyed = arrangement->keyed || series->key != NULL;
    }
}

static void arrangement_release(struct arrangement *arrangement)
{
    key_index_release(&arrangement->names);
    key_index_release(&arrangement->keys);
    free(arrangement->column);
    free(arrangement->group);
}

/// The rows of one group: from the first step of any of its series to the last.
struct span {
    instant start, end;
    int64_t step_s;
    const char *key;
};

static int widen(struct span *span, const struct series *series, struct err *err)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    if (span->step_s == 0) {
        *span = (struct span){series->start, series_end(series), series->step_s, series->key};
        return 0;
    }
    if (series->step_s != span->step_s || (series->start - span->start) % step_ms != 0) {
        char one[UNIT_NAME_MAX];
        char other[UNIT_NAME_MAX];
        char name[UNIT_NAME_MAX * 2];
        return err_set(
            err, ERR_DATA,
            "\"%s\" has steps of %s that do not fall on those of %s of the other columns; "
            "--step brings them together, --value reads them apart",
            err_quote(name, sizeof name, series->name, strlen(series->name)),
            duration_format(one, (double)series->step_s),
            duration_format(other, (double)span->step_s));
    }
    span->start = series->start < span->start ? series->start : span->start;
    span->end = series_end(series) > span->end ? series_end(series) : span->end;
    return 0;
}

/// Spans of all groups, malloc'ed.
static int group_spans(const struct arrangement *arrangement, struct span **spans, struct err *err)
{
    *spans = mem_alloc(arrangement->keys.count, sizeof **spans);
    for (size_t i = 0; i < arrangement->set->count; i++)
        if (widen(&(*spans)[arrangement->group[i]], &arrangement->set->item[i], err) != 0)
            return -1;
    return 0;
}

/// The first column behind time and key.
static size_t add_columns(const struct arrangement *arrangement, const char *key,
                          struct table *table)
{
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    if (arrangement->keyed)
        table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN);
    size_t first = table->columns;
    for (size_t i = 0; i < arrangement->names.count; i++) {
        const struct key_entry *entry = &arrangement->names.entry[i];
        char *name = mem_strndup(arrangement->names.bytes + entry->offset, entry->length);
        table_add_column(table, name, COLUMN_NUMBER, STYLE_PLAIN);
        free(name);
    }
    table_add_column(table, "filled", COLUMN_TEXT, STYLE_PLAIN);
    return first;
}

/// Adds "COLUMN=zero" to the flags of a row for a value that was not measured.
static void append_flag(struct table *table, size_t row, const char *name, enum series_mark mark)
{
    const char *word = mark == MARK_ZERO      ? "zero"
                       : mark == MARK_FILLED  ? "filled"
                       : mark == MARK_PARTIAL ? "partial"
                                              : NULL;
    if (word == NULL)
        return;
    size_t column = table->columns - 1;
    const char *before = table->column[column].text[row];
    struct str flags = {0};
    str_appendf(&flags, "%s%s%s=%s", before == NULL ? "" : before, before == NULL ? "" : " ", name,
                word);
    table_set_text(table, row, column, flags.data);
    str_release(&flags);
}

static void fill_table(const struct arrangement *arrangement, const struct span *spans,
                       size_t first_column, struct table *table)
{
    size_t *first_row = mem_alloc(arrangement->keys.count, sizeof *first_row);
    for (size_t g = 0; g < arrangement->keys.count; g++) {
        first_row[g] = table->rows;
        int64_t step_ms = spans[g].step_s * INSTANT_PER_SECOND;
        for (instant time = spans[g].start; time < spans[g].end; time += step_ms) {
            size_t row = table_add_row(table);
            table_set_time(table, row, 0, time);
            if (spans[g].key != NULL)
                table_set_text(table, row, 1, spans[g].key);
        }
    }
    for (size_t s = 0; s < arrangement->set->count; s++) {
        const struct series *series = &arrangement->set->item[s];
        const struct span *span = &spans[arrangement->group[s]];
        size_t row = first_row[arrangement->group[s]] +
                     (size_t)((series->start - span->start) / (span->step_s * INSTANT_PER_SECOND));
        for (size_t i = 0; i < series->n; i++) {
            table_set_number(table, row + i, first_column + arrangement->column[s],
                             series->value[i]);
            append_flag(table, row + i, series->name, (enum series_mark)series->mark[i]);
        }
    }
    free(first_row);
}

static int write_series(struct invocation *invocation, const struct series_set *set,
                        struct err *err)
{
    struct arrangement arrangement;
    struct span *spans = NULL;
    struct table table = {0};
    arrange(&arrangement, set);
    int result = group_spans(&arrangement, &spans, err);
    if (result == 0) {
        const char *by = option_text(invocation, OPT_BY);
        const char *key = by == NULL || strchr(by, ',') != NULL ? "service" : by;
        fill_table(&arrangement, spans, add_columns(&arrangement, key, &table), &table);
        result = output_table(invocation, &table, err);
    }
    table_release(&table);
    free(spans);
    arrangement_release(&arrangement);
    return result;
}

static int run_clean(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    if (read_series(invocation, &input, err) != 0)
        return -1;
    int result = write_series(invocation, &input.set, err);
    series_input_release(&input);
    return result;
}

const struct command cmd_clean = {
    .name = "clean",
    .summary = "what does this export say, as a regular series?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_CSV,
    .options = {options_reading, options_series, options_output, options_messages},
    .inputs = {&schema_export},
    .outputs = {&schema_clean},
    .examples = examples,
    .see_also = see_also,
    .run = run_clean,
};
