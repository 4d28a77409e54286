#include "ingest/row_table.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/clock_column.h"
#include "ingest/row_parts.h"
#include "ingest/row_series.h"
#include "ingest/table_start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const summary_words[] = {
    "total",   "totals", "average",   "average:",    "avg",  "mean",
    "sum",     "summe",  "summation", "min",         "max",  "minimum",
    "maximum", "median", "summary",   "grand total", "count"};

int row_table_begin(struct row_table *table, struct reading *reading, struct columns *columns)
{
    *table = (struct row_table){.reading = reading,
                                .columns = *columns,
                                .flag = SIZE_MAX,
                                .unit = SIZE_MAX,
                                .metric = SIZE_MAX};
    *columns = (struct columns){0};
    size_t count = table->columns.count;
    table->value_column = mem_alloc(count, sizeof *table->value_column);
    table->key_column = mem_alloc(count, sizeof *table->key_column);
    for (size_t i = 0; i < count; i++) {
        enum table_role role = table->columns.column[i].role;
        if (role == ROLE_VALUE && table->columns.column[i].counts) {
            // The count is the demand: in front of what it is measured by.
            memmove(table->value_column + 1, table->value_column,
                    table->values++ * sizeof *table->value_column);
            table->value_column[0] = i;
        } else if (role == ROLE_VALUE) {
            table->value_column[table->values++] = i;
        } else if (role == ROLE_KEY || role == ROLE_METRIC) {
            table->key_column[table->keys++] = i;
        }
        if (role == ROLE_METRIC)
            table->metric = i;
        else if (role == ROLE_FLAG)
            table->flag = i;
        else if (role == ROLE_UNIT)
            table->unit = i;
    }
    if (table->values == 0 || table->columns.time >= count)
        return reading_refuse(reading, "no column of %s", table->values == 0 ? "values" : "times");
    table->value = mem_alloc(table->values, sizeof *table->value);
    size_t cells = 0;
    struct csv_field *sample = columns_sample_times(&table->columns, reading, &cells);
    time_column_begin(&table->time, reading, sample, cells);
    if (table->columns.serial_days)
        table->time.reader.form = TIME_FORM_SERIAL;
    free(sample);
    return 0;
}

/// What is wrong with a cell, as a constant text, and what to do about it.
static const char *cell_trouble(enum cell_kind kind, const char **remedy)
{
    *remedy = "--unit names its unit";
    switch (kind) {
    case CELL_NO_UNIT:
        return "has no unit where the column's other cells have one";
    case CELL_STRAY_UNIT:
        return "has a unit where the column's other cells have none";
    case CELL_OTHER_UNIT:
        *remedy = "--value names the columns to read";
        return "has a unit of another kind than the column's other cells";
    default:
        return "is not a number";
    }
}

/// Reads all values of the row; false when one of them cannot be read.
static bool read_values(struct row_table *table, const struct csv_row *row)
{
    for (size_t i = 0; i < table->values; i++) {
        struct table_column *column = &table->columns.column[table->value_column[i]];
        if (column->counts) {
            table->value[i] = 1;
            continue;
        }
        if (table->value_column[i] >= row->fields) {
            table->value[i] = (double)NAN;
            continue;
        }
        const struct csv_field *cell = &row->field[table->value_column[i]];
        enum cell_kind kind =
            cell_parse(&column->style, cell->text, cell->length, &table->value[i]);
        if (kind == CELL_INFINITE) {
            table->infinite++;
        } else if (kind != CELL_NUMBER && kind != CELL_MISSING) {
            const char *remedy = NULL;
            const char *trouble = cell_trouble(kind, &remedy);
            reading_bad(table->reading, row->line, column->name, cell->text, cell->length, trouble,
                        remedy);
            return false;
        }
    }
    return true;
}

static bool is_nothing_but_nul(const struct csv_row *row)
{
    size_t bytes = 0;
    for (size_t i = 0; i < row->fields; i++)
        for (size_t k = 0; k < row->field[i].length; k++, bytes++)
            if (row->field[i].text[k] != '\0')
                return false;
    return bytes > 0;
}

/// The header once more, as some exporters write it in front of every series.
static bool is_header_again(const struct row_table *table, const struct csv_row *row)
{
    if (!table->columns.header || row->fields != table->columns.width)
        return false;
    for (size_t i = 0; i < row->fields; i++)
        if (!ascii_is_word(row->field[i].text, row->field[i].length, table->columns.column[i].name))
            return false;
    return true;
}

static const char *summary_word(const struct csv_field *cell)
{
    for (size_t i = 0; i < sizeof summary_words / sizeof *summary_words; i++)
        if (ascii_is_word_any_case(cell->text, cell->length, summary_words[i]))
            return summary_words[i];
    // "Service total", "95th percentile"
    const char *last = cell->text + cell->length;
    while (last > cell->text && last[-1] != ' ')
        last--;
    size_t letters = (size_t)(cell->text + cell->length - last);
    if (last > cell->text && (ascii_is_word_any_case(last, letters, "total") ||
                              ascii_is_word_any_case(last, letters, "percentile")))
        return ascii_to_lower(*last) == 't' ? "total" : "percentile";
    return NULL;
}

static void bad_time(struct row_table *table, size_t line, const char *text, size_t length)
{
    reading_bad(table->reading, line, table->columns.column[table->columns.time].name, text, length,
                "is not a time", "--time-format says how times are written");
}

/// A row without a time that can be read: what else it may be.
static void row_without_time(struct row_table *table, const struct csv_row *row,
                             const struct csv_field *cell)
{
    const char *word = summary_word(cell);
    if (is_nothing_but_nul(row)) {
        table->nul_rows++;
    } else if (is_header_again(table, row)) {
        table->header_rows++;
    } else if (row_is_remark(row->field, row->fields)) {
        table->remark_rows++;
    } else if (word != NULL) {
        table->summary_rows++;
        if (table->summary == NULL)
            table->summary = word;
    } else if (row->fields < table->columns.width) {
        table->cut_line = row->line;
        str_append_bytes(&table->cut_cell, cell->text, cell->length);
    } else {
        bad_time(table, row->line, cell->text, cell->length);
    }
}

/// Cells beyond the header's, and values in columns that the sample showed empty.
static bool has_stray_cells(struct row_table *table, const struct csv_row *row)
{
    for (size_t i = table->columns.width; i < row->fields; i++) {
        if (row->field[i].length > 0) {
            reading_bad(table->reading, row->line, NULL, row->field[i].text, row->field[i].length,
                        "stands beyond the columns of the header", NULL);
            return true;
        }
    }
    for (size_t i = 0; i < table->columns.width && i < row->fields; i++) {
        const struct csv_field *cell = &row->field[i];
        if (table->columns.column[i].role == ROLE_EMPTY &&
            !cell_is_missing(cell->text, cell->length)) {
            reading_bad(table->reading, row->line, table->columns.column[i].name, cell->text,
                        cell->length, "is in a column that was empty at the beginning",
                        "--value and --by name the columns to read");
            return true;
        }
    }
    return false;
}

/// Notes that this program filled a value earlier: "requests_per_s=filled cpu=zero".
static void read_marks(struct row_table *table, const struct csv_field *cell, const size_t *stream,
                       instant time)
{
    const char *at = cell->text;
    const char *end = cell->text + cell->length;
    while (at < end) {
        const char *space = memchr(at, ' ', (size_t)(end - at));
        const char *stop = space == NULL ? end : space;
        const char *equals = memchr(at, '=', (size_t)(stop - at));
        for (size_t i = 0; equals != NULL && i < table->values; i++) {
            const char *name = table->columns.column[table->value_column[i]].name;
            if (ascii_is_word(at, (size_t)(equals - at), name) && equals + 1 < stop) {
                samples_mark(table->reading->samples, stream[i], time, equals[1]);
                table->fill_marks++;
            }
        }
        at = stop + 1;
    }
}

static bool read_time(struct row_table *table, const struct csv_row *row,
                      struct time_parsed *parsed)
{
    const struct csv_field *cell = row_cell(row, table->columns.time);
    if (table->columns.clock == SIZE_MAX)
        return time_column_parse(&table->time, cell->text, cell->length, parsed);
    str_clear(&table->joined);
    clock_column_join(&table->joined, cell, row_cell(row, table->columns.clock));
    return time_column_parse(&table->time, table->joined.data, table->joined.length, parsed);
}

int row_table_row(struct row_table *table, const struct csv_row *row)
{
    struct samples *samples = table->reading->samples;
    if (table->cut_line > 0) {
        bad_time(table, table->cut_line, table->cut_cell.data, table->cut_cell.length);
        table->cut_line = 0;
        str_clear(&table->cut_cell);
    }
    struct time_parsed parsed;
    if (!read_time(table, row, &parsed)) {
        row_without_time(table, row, row_cell(row, table->columns.time));
        return 0;
    }
    if (row->fields < table->columns.width)
        table->short_rows++;
    if (has_stray_cells(table, row) || !read_values(table, row))
        return 0;
    const size_t *stream = row_series_streams(table, row);
    if (stream == NULL)
        return -1;
    instant time =
        time_column_settle(&table->time, &parsed, table->values > 0 ? stream[0] : SIZE_MAX) +
        table->columns.shift_ms;
    for (size_t i = 0; i < table->values; i++)
        samples_add(samples, stream[i], time, table->value[i]);
    if (table->flag != SIZE_MAX && row_cell(row, table->flag)->length > 0)
        read_marks(table, row_cell(row, table->flag), stream, time);
    reading_source(table->reading)->rows++;
    return 0;
}

void row_table_release(struct row_table *table)
{
    free(table->value_column);
    free(table->key_column);
    free(table->value);
    free(table->stream);
    key_index_release(&table->series);
    str_release(&table->key);
    str_release(&table->joined);
    str_release(&table->cut_cell);
    columns_release(&table->columns);
    *table = (struct row_table){0};
}

/// Rows of a file on their way into a table, those up to a line left aside.
struct row_feed {
    struct row_table table;
    size_t skip_lines;
};

static int feed_row(void *context, const struct csv_row *row)
{
    struct row_feed *feed = context;
    return row->line <= feed->skip_lines ? 0 : row_table_row(&feed->table, row);
}

int row_table_read(struct reading *reading, struct columns *columns, size_t skip_lines)
{
    struct row_feed feed = {.skip_lines = skip_lines};
    struct csv_options options = {
        .delimiter = reading->sniff->delimiter,
        .backslash_quotes = reading->sniff->backslash_quotes,
        .bare_quotes = reading->sniff->bare_quotes,
    };
    int result = row_table_begin(&feed.table, reading, columns);
    if (result == 0 && !row_parts_read(&feed.table, &options, skip_lines))
        result = csv_read(reading->source, &options, feed_row, &feed, reading->err);
    if (result == 0)
        row_table_end(&feed.table);
    row_table_release(&feed.table);
    return result;
}
