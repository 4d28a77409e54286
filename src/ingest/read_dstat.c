// dstat --output: rows about the run, a row of groups, a row of names, then values. Its times have
// no year (10-03 06:00:00): it is the year of the row "Date:", and the next one after each New
// Year. A column "epoch" (-T) has the year and is taken before "time".
#include "base/memory.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *detect_dstat(const struct sniff *sniff)
{
    const struct csv_field *first = sniff_cell(sniff, 0, 0);
    bool found = first->length > 9 &&
                 (memcmp(first->text, "Dstat", 5) == 0 || memcmp(first->text, "dool ", 5) == 0 ||
                  memcmp(first->text, "pcp-dstat", 9) == 0);
    return found && sniff_contains(sniff, "CSV") ? "its first row is about Dstat" : NULL;
}

static bool names_a_time(const struct sniff *sniff, size_t row)
{
    for (size_t i = 0; row < sniff->rows && i < sniff->row[row].fields; i++)
        if (sniff_cell_is(sniff, row, i, "time") || sniff_cell_is(sniff, row, i, "epoch"))
            return true;
    return false;
}

/// The row of names: the one behind the row of groups that has "time" or "epoch", which may be the
/// name of a group too.
static size_t name_row(const struct sniff *sniff)
{
    for (size_t row = 1; row < sniff->rows; row++)
        if (names_a_time(sniff, row))
            return names_a_time(sniff, row + 1) ? row + 1 : row;
    return SIZE_MAX;
}

/// The year of "Date:", 0 when there is none.
static int year_of_run(const struct sniff *sniff)
{
    for (size_t row = 0; row < sniff->rows && row < 10; row++) {
        for (size_t i = 0; i + 1 < sniff->row[row].fields; i++) {
            int day = 0;
            int year = 0;
            char month[16];
            if (sniff_cell_is(sniff, row, i, "Date:") &&
                sscanf(sniff_cell(sniff, row, i + 1)->text, "%2d %15s %4d", &day, month, &year) ==
                    3)
                return year;
        }
    }
    return 0;
}

/// Names are "group name"; a group stands over its first column only.
static void name_columns(struct columns *columns, struct reading *reading, size_t names)
{
    const char *group = "";
    for (size_t i = 0; i < columns->count; i++) {
        struct table_column *column = &columns->column[i];
        const struct csv_field *over = sniff_cell(reading->sniff, names - 1, i);
        const struct csv_field *name = sniff_cell(reading->sniff, names, i);
        if (over->length > 0)
            group = arena_strndup(&reading->samples->arena, over->text, over->length);
        if (column->role != ROLE_VALUE)
            continue;
        column->name =
            arena_printf(&reading->samples->arena, "%s %.*s", group, (int)name->length, name->text);
        column->metric = column->name;
        columns_learn_value(columns, i, reading);
        const char *unit = strstr(group, "cpu usage") != NULL ? "%"
                           : strstr(group, "memory") != NULL || strncmp(group, "net/", 4) == 0 ||
                                   strncmp(group, "dsk/", 4) == 0
                               ? "B"
                               : NULL;
        if (unit != NULL && reading->options->unit == NULL)
            (void)unit_parse(unit, 1, &column->unit);
        // dstat prints levels and amounts per second.
        if (column->kind.kind == SAMPLE_TOTAL && column->kind.per_s <= 0)
            column->kind = (struct metric_kind){SAMPLE_GAUGE, "dstat writes levels and rates", 0};
        if (unit != NULL && *unit == 'B' && strstr(group, "memory") == NULL &&
            reading->options->unit == NULL)
            (void)unit_parse("B/s", 3, &column->unit);
    }
}

struct dstat {
    struct row_table table;
    size_t skip_lines;
    int year, last_month;
};

/// Puts the year in front of a time of day and month, and passes the row on.
static int read_row(void *context, const struct csv_row *row)
{
    struct dstat *dstat = context;
    int day = 0;
    int month = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    size_t time = dstat->table.columns.time;
    if (row->line <= dstat->skip_lines)
        return 0;
    if (time >= row->fields || sscanf(row->field[time].text, "%2d-%2d %2d:%2d:%2d", &day, &month,
                                      &hour, &minute, &second) != 5)
        return row_table_row(&dstat->table, row);
    dstat->year += month < dstat->last_month;
    dstat->last_month = month;
    char text[INSTANT_TEXT_MAX];
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", dstat->year, month,
                          day, hour, minute, second);
    struct csv_field *field = mem_alloc(row->fields, sizeof *field);
    memcpy(field, row->field, row->fields * sizeof *field);
    field[time] = (struct csv_field){.text = text, .length = (size_t)length};
    struct csv_row dated = {.line = row->line, .fields = row->fields, .field = field};
    int result = row_table_row(&dstat->table, &dated);
    free(field);
    return result;
}

static int read_dstat(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    size_t names = name_row(sniff);
    struct dstat dstat = {.year = year_of_run(sniff)};
    if (names == SIZE_MAX)
        return reading_refuse(reading,
                              "no column \"time\" or \"epoch\"; dstat writes them with -t or -T");
    struct columns columns;
    columns_from_row(&columns, reading, names, false);
    size_t epoch = SIZE_MAX;
    for (size_t i = 0; i < columns.count; i++) {
        bool time = sniff_cell_is(sniff, names, i, "time");
        epoch = sniff_cell_is(sniff, names, i, "epoch") ? i : epoch;
        columns.column[i].role = time || epoch == i ? ROLE_IGNORED : ROLE_VALUE;
        if (time)
            columns.time = i;
    }
    columns.time = epoch != SIZE_MAX ? epoch : columns.time;
    columns.column[columns.time].role = ROLE_TIME;
    if (epoch == SIZE_MAX && dstat.year == 0) {
        columns_release(&columns);
        return reading_refuse(reading,
                              "its times have no year, and no row \"Date:\" at the top tells it; "
                              "dstat -T writes an epoch beside them, or put the row back: "
                              "\"Date:\",\"10 Mar 2024 06:00:00 UTC\"");
    }
    name_columns(&columns, reading, names);
    int result = columns_choose_values(&columns, reading);
    dstat.skip_lines = sniff->row[names].line;
    if (result == 0)
        result = row_table_begin(&dstat.table, reading, &columns);
    struct csv_options options = {.delimiter = sniff->delimiter};
    if (result == 0)
        result = csv_read(reading->source, &options, read_row, &dstat, reading->err);
    if (result == 0)
        result = row_table_finish(&dstat.table);
    if (result == 0)
        row_table_end(&dstat.table);
    row_table_release(&dstat.table);
    columns_release(&columns);
    return result;
}

const struct layout layout_dstat = {
    .name = "dstat",
    .meaning = "CSV of dstat --output",
    .detect = detect_dstat,
    .read = read_dstat,
};
