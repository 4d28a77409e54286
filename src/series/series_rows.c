#include "series/series_rows.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "base/str.h"
#include "series/grid.h"
#include "series/month_step.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int widen(struct row_span *span, const struct series *series, struct err *err)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    if (span->step_s == 0) {
        *span =
            (struct row_span){series->start, series_end(series), series->step_s, series->key, 0};
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

/// Numbers the series' keys and names in order of appearance; group[i] is the key of series i.
static void number_series(struct series_rows *rows, size_t *group)
{
    struct key_index names = {0};
    struct key_index keys = {0};
    for (size_t i = 0; i < rows->set->count; i++) {
        const struct series *series = &rows->set->item[i];
        bool added = false;
        rows->column[i] = key_index_put(&names, series->name, strlen(series->name), &added);
        if (added)
            rows->name[rows->names++] = series->name;
        // With its NUL, so that an empty key is not the same as none.
        group[i] = series->key == NULL
                       ? key_index_put(&keys, "", 0, NULL)
                       : key_index_put(&keys, series->key, strlen(series->key) + 1, NULL);
    }
    rows->spans = keys.count;
    key_index_release(&names);
    key_index_release(&keys);
}

/// Puts the series of each span together, in the order of the set.
static void gather_members(struct series_rows *rows, const size_t *group)
{
    size_t *next = mem_alloc(rows->spans + 1, sizeof *next);
    for (size_t i = 0; i < rows->set->count; i++)
        next[group[i] + 1]++;
    for (size_t g = 0; g < rows->spans; g++) {
        next[g + 1] += next[g];
        rows->span[g].first = next[g];
    }
    rows->span[rows->spans].first = rows->set->count;
    for (size_t i = 0; i < rows->set->count; i++)
        rows->member[next[group[i]]++] = i;
    free(next);
}

/// Metrics of one key share its rows: those of two far spans would leave nearly all of them empty.
static int check_span(const struct series_rows *rows, size_t span, struct err *err)
{
    const struct row_span *of = &rows->span[span];
    size_t values = 0;
    const struct series *first = NULL;
    const struct series *last = NULL;
    for (size_t i = of->first; i < rows->span[span + 1].first; i++) {
        const struct series *series = &rows->set->item[rows->member[i]];
        values += series->n;
        first = first == NULL || series->start < first->start ? series : first;
        last = last == NULL || series->start > last->start ? series : last;
    }
    int64_t steps = (of->end - of->start) / (of->step_s * INSTANT_PER_SECOND);
    if (values == 0 || !grid_is_sparse((size_t)steps, values))
        return 0;
    char one[UNIT_NAME_MAX * 2];
    char other[UNIT_NAME_MAX * 2];
    char end[INSTANT_TEXT_MAX];
    char start[INSTANT_TEXT_MAX];
    return err_set(err, ERR_DATA,
                   "\"%s\" ends at %s and \"%s\" begins at %s: %lld rows for %zu values; --since "
                   "or --until leaves one of them out, --value reads them apart",
                   err_quote(one, sizeof one, first->name, strlen(first->name)),
                   instant_format(end, series_end(first)),
                   err_quote(other, sizeof other, last->name, strlen(last->name)),
                   instant_format(start, last->start), (long long)steps, values);
}

int series_rows_begin(struct series_rows *rows, const struct series_set *set, const char *key_name,
                      const struct zone *zone, struct err *err)
{
    *rows = (struct series_rows){
        .set = set,
        .zone = zone,
        .name = mem_alloc(set->count, sizeof *rows->name),
        .column = mem_alloc(set->count, sizeof *rows->column),
        .member = mem_alloc(set->count, sizeof *rows->member),
    };
    size_t *group = mem_alloc(set->count, sizeof *group);
    number_series(rows, group);
    rows->span = mem_alloc(rows->spans + 1, sizeof *rows->span);
    int result = 0;
    for (size_t i = 0; i < set->count && result == 0; i++) {
        result = widen(&rows->span[group[i]], &set->item[i], err);
        rows->key_name = set->item[i].key != NULL ? key_name : rows->key_name;
    }
    gather_members(rows, group);
    for (size_t span = 0; span < rows->spans && result == 0; span++)
        result = check_span(rows, span, err);
    free(group);
    return result;
}

static void add_columns(const struct series_rows *rows, struct table *table)
{
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    if (rows->key_name != NULL)
        table_add_column(table, rows->key_name, COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < rows->names; i++)
        table_add_column(table, rows->name[i], COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "filled", COLUMN_TEXT, STYLE_PLAIN);
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

/// Sets what a series says about the `count` rows of its span from row `from` on, which are the
/// last ones of the table.
static void fill_column(struct table *table, const struct series *series, size_t column,
                        const struct row_span *span, size_t from, size_t count)
{
    int64_t step_ms = span->step_s * INSTANT_PER_SECOND;
    size_t lead = (size_t)((series->start - span->start) / step_ms);
    for (size_t i = 0; i < count; i++) {
        if (from + i < lead || from + i - lead >= series->n)
            continue;
        size_t row = table->rows - count + i;
        size_t k = from + i - lead;
        table_set_number(table, row, column, series->value[k]);
        append_flag(table, row, series->name, (enum series_mark)series->mark[k]);
    }
}

static size_t rows_of(const struct row_span *span)
{
    return (size_t)((span->end - span->start) / (span->step_s * INSTANT_PER_SECOND));
}

/// Adds `count` rows of the span at hand, from the row at hand on.
static void add_rows(struct series_rows *rows, size_t count, struct table *table)
{
    const struct row_span *span = &rows->span[rows->at_span];
    size_t first_value = rows->key_name != NULL ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        size_t row = table_add_row(table);
        instant start =
            span->start + (instant)(rows->at_row + i) * span->step_s * INSTANT_PER_SECOND;
        table_set_time(table, row, 0, step_called(start, span->step_s, rows->zone));
        if (span->key != NULL)
            table_set_text(table, row, 1, span->key);
    }
    for (size_t m = span->first; m < span[1].first; m++) {
        size_t series = rows->member[m];
        fill_column(table, &rows->set->item[series], first_value + rows->column[series], span,
                    rows->at_row, count);
    }
    rows->at_row += count;
}

bool series_rows_next(struct series_rows *rows, size_t most, struct table *table)
{
    bool first = rows->at_span == 0 && rows->at_row == 0;
    *table = (struct table){0};
    add_columns(rows, table);
    while (rows->at_span < rows->spans && table->rows < most) {
        size_t left = rows_of(&rows->span[rows->at_span]) - rows->at_row;
        if (left == 0) {
            rows->at_span++;
            rows->at_row = 0;
            continue;
        }
        add_rows(rows, left < most - table->rows ? left : most - table->rows, table);
    }
    return first || table->rows > 0;
}

void series_rows_release(struct series_rows *rows)
{
    free(rows->name);
    free(rows->column);
    free(rows->span);
    free(rows->member);
    *rows = (struct series_rows){0};
}
