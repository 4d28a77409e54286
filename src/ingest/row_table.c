#include "ingest/row_table.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/clock_column.h"
#include "ingest/odd_rows.h"
#include "ingest/parallel_csv.h"
#include "ingest/row_series.h"
#include "ingest/table_start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    table->time.zone_name = table->columns.zone_name;
    if (table->columns.number_form != TIME_FORM_NONE)
        table->time.reader.form = table->columns.number_form;
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
        size_t field = columns_field(&table->columns, table->value_column[i]);
        if (field >= row->fields) {
            table->value[i] = (double)NAN;
            continue;
        }
        const struct csv_field *cell = &row->field[field];
        struct csv_field part;
        if (column->part != CELL_WHOLE) {
            part = columns_part(column, cell);
            cell = &part;
        }
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

/// The column whose name in the file is that text, SIZE_MAX for none; one without a name is found
/// by its place.
static size_t column_called(const struct row_table *table, const struct csv_field *name,
                            size_t place)
{
    if (name->length == 0)
        return sniff_cell(table->reading->sniff, table->columns.header_row, place)->length == 0
                   ? place
                   : SIZE_MAX;
    for (size_t i = 0; i < table->columns.width; i++) {
        const struct csv_field *cell =
            sniff_cell(table->reading->sniff, table->columns.header_row, i);
        if (cell->length == name->length && memcmp(cell->text, name->text, name->length) == 0)
            return i;
    }
    return SIZE_MAX;
}

/// Whether the row names columns: all of them known, or the time again among others that are known
/// or no values.
static bool is_header_again(const struct row_table *table, const struct csv_row *row)
{
    size_t known = 0;
    size_t named = 0;
    bool time = false;
    bool values = false;
    if (!table->columns.header)
        return false;
    for (size_t i = 0; i < row->fields; i++) {
        size_t column = column_called(table, &row->field[i], i);
        known += column != SIZE_MAX;
        named += column != SIZE_MAX && row->field[i].length > 0;
        time = time || column == table->columns.time;
        values = values ||
                 (column == SIZE_MAX && cell_is_number(row->field[i].text, row->field[i].length));
    }
    return named > 0 && (known == row->fields || (time && (named > 1 || !values)));
}

/// The columns of the rows that follow stand as this header has them, which is not always as the
/// first one had them. -1: it has columns that the first one had not.
static int take_header(struct row_table *table, const struct csv_row *row)
{
    size_t width = table->columns.width;
    bool same = row->fields == width;
    free(table->order);
    table->order = mem_alloc(width, sizeof *table->order);
    table->ordered = mem_resize(table->ordered, width, sizeof *table->ordered);
    for (size_t i = 0; i < width; i++)
        table->order[i] = SIZE_MAX;
    for (size_t i = 0; i < row->fields; i++) {
        size_t column = column_called(table, &row->field[i], i);
        char name[UNIT_NAME_MAX * 2];
        if (column == SIZE_MAX)
            return err_at(table->reading->err, table->reading->name, row->line, NULL,
                          "another header, with a column \"%s\" that the first one does not have; "
                          "give each table a file of its own",
                          err_quote(name, sizeof name, row->field[i].text, row->field[i].length));
        // Of columns under one name the first free one.
        while (table->order[column] != SIZE_MAX && column + 1 < width)
            column++;
        table->order[column] = i;
        same = same && column == i;
    }
    table->header_rows++;
    table->reordered += !same;
    if (same) {
        free(table->order);
        table->order = NULL;
    }
    return 0;
}

/// The row with its cells in the order of the first header.
static struct csv_row in_first_order(struct row_table *table, const struct csv_row *row)
{
    static const struct csv_field none = {.text = "", .length = 0};
    struct csv_row ordered = {
        .line = row->line, .fields = table->columns.width, .field = table->ordered};
    for (size_t i = 0; i < table->columns.width; i++)
        table->ordered[i] = table->order[i] < row->fields ? row->field[table->order[i]] : none;
    return ordered;
}

static void bad_time(struct row_table *table, size_t line, const char *text, size_t length)
{
    reading_bad(table->reading, line, table->columns.column[table->columns.time].name, text, length,
                "is not a time", "--time-format says how times are written");
}

/// A row without a time that can be read: what else it may be.
static int row_without_time(struct row_table *table, const struct csv_row *row,
                            const struct csv_field *cell)
{
    if (is_header_again(table, row))
        return take_header(table, row);
    const char *word = row_summary_word(row->field, row->fields);
    if (row_is_nul(row->field, row->fields)) {
        table->nul_rows++;
    } else if (row_is_blank(row->field, row->fields)) {
        table->blank_rows++;
    } else if (row_is_remark(row->field, row->fields)) {
        table->remark_rows++;
    } else if (word != NULL) {
        table->summary_rows++;
        if (table->summary == NULL)
            table->summary = word;
    } else {
        bad_time(table, row->line, cell->text, cell->length);
    }
    return 0;
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

static instant turn_time(instant time, const void *context)
{
    const struct row_table *table = context;
    return time_turn(time - table->columns.shift_ms, table->time.reader.zone) +
           table->columns.shift_ms;
}

/// The rows so far were read under a guess that this one disproves.
static void turn_rows(struct row_table *table)
{
    samples_change_times(table->reading->samples, table->reading->file, turn_time, table);
    table->time.turned = false;
    table->turned_rows = reading_source(table->reading)->rows;
}

/// Values of the hours of a day, on the clock of the zone.
static void add_by_hour(struct row_table *table, const size_t *stream, instant day)
{
    const struct zone *zone = table->time.reader.zone;
    for (size_t i = 0; i < table->values; i++) {
        instant time = day + table->columns.column[table->value_column[i]].offset_ms;
        if (zone != NULL)
            time -= (instant)(zone_offset_s(zone, time) - zone_offset_s(zone, day)) *
                    INSTANT_PER_SECOND;
        samples_add(table->reading->samples, stream[i], time, table->value[i]);
    }
}

/// Takes a row whose cells stand in the order of the first header.
static int take_row(struct row_table *table, const struct csv_row *row)
{
    struct samples *samples = table->reading->samples;
    struct time_parsed parsed;
    if (!read_time(table, row, &parsed))
        return row_without_time(table, row, row_cell(row, table->columns.time));
    if (table->time.turned)
        turn_rows(table);
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
    if (table->columns.hours)
        add_by_hour(table, stream, time);
    for (size_t i = 0; i < table->values && !table->columns.hours; i++)
        samples_add(samples, stream[i], time, table->value[i]);
    if (table->flag != SIZE_MAX && row_cell(row, table->flag)->length > 0)
        read_marks(table, row_cell(row, table->flag), stream, time);
    reading_source(table->reading)->rows++;
    return 0;
}

/// Keeps a row of few cells until it is known whether one follows: the last one may be cut off.
static void hold(struct row_table *table, const struct csv_row *row)
{
    table->held = *row;
    table->held_field = mem_resize(table->held_field, row->fields, sizeof *table->held_field);
    str_clear(&table->held_text);
    for (size_t i = 0; i < row->fields; i++) {
        str_append_bytes(&table->held_text, row->field[i].text, row->field[i].length);
        str_append_char(&table->held_text, '\0');
    }
    const char *at = str_text(&table->held_text);
    for (size_t i = 0; i < row->fields; i++) {
        table->held_field[i] = row->field[i];
        table->held_field[i].text = at;
        at += row->field[i].length + 1;
    }
    table->held.field = table->held_field;
}

/// Takes the row that was held, as another one follows.
static int take_held(struct row_table *table)
{
    struct csv_row row = table->held;
    table->held.fields = 0;
    return row.fields == 0 ? 0 : take_row(table, &row);
}

int row_table_row(struct row_table *table, const struct csv_row *row)
{
    byte_source_set_line(table->reading->source, row->line);
    if (take_held(table) != 0)
        return -1;
    if (row->fields < table->columns.width && table->order == NULL) {
        hold(table, row);
        return 0;
    }
    if (table->order == NULL || is_header_again(table, row))
        return take_row(table, row);
    struct csv_row ordered = in_first_order(table, row);
    return take_row(table, &ordered);
}

int row_table_finish(struct row_table *table)
{
    const struct csv_row *row = &table->held;
    bool odd = row->fields == 0 || row_is_nul(row->field, row->fields) ||
               row_is_blank(row->field, row->fields) || row_is_remark(row->field, row->fields) ||
               row_summary_word(row->field, row->fields) != NULL;
    // Where rows are of any length, a short one is nothing special.
    if (odd || table->short_rows > 0)
        return take_held(table);
    table->cut_line = row->line;
    str_append_bytes(&table->cut_cell, row->field[0].text, row->field[0].length);
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
    str_release(&table->held_text);
    free(table->held_field);
    free(table->order);
    free(table->ordered);
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
    if (result == 0 && !parallel_csv_read(&feed.table, &options, skip_lines))
        result = csv_read(reading->source, &options, feed_row, &feed, reading->err);
    if (result == 0)
        result = row_table_finish(&feed.table);
    if (result == 0)
        row_table_end(&feed.table);
    row_table_release(&feed.table);
    return result;
}
