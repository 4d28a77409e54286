// Grafana, "Download CSV" and its older exports: an optional line sep=, a header with Time and a
// column a series (or Series;Time;Value), values with or without units, times of the dashboard's
// zone.
#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"
#include "ingest/table_start.h"

#include <stdlib.h>
#include <string.h>

/// The row of the header: behind "sep=,", where that is there.
static size_t header_row(const struct sniff *sniff)
{
    const struct csv_field *first = sniff_cell(sniff, 0, 0);
    bool separator = first->length >= 4 && memcmp(first->text, "sep=", 4) == 0;
    return separator ? 1 : 0;
}

static const char *detect_grafana(const struct sniff *sniff)
{
    size_t row = header_row(sniff);
    const struct csv_field *first = sniff_cell(sniff, row, 0);
    if (row == 1)
        return "its first line is sep=";
    if (first->quoted && ascii_is_word(first->text, first->length, "Time"))
        return "its header starts with \"Time\" in quotes";
    if (sniff_cell_is(sniff, 0, 0, "Series") && sniff_cell_is(sniff, 0, 1, "Time") &&
        sniff_cell_is(sniff, 0, 2, "Value"))
        return "its header is Series, Time, Value";
    return NULL;
}

/// Headers that are all label sets become a metric with keys.
static int name_by_labels(struct columns *columns, struct reading *reading)
{
    struct label_series *series = mem_alloc(columns->count, sizeof *series);
    size_t *column = mem_alloc(columns->count, sizeof *column);
    size_t count = 0;
    bool all = true;
    for (size_t i = 0; i < columns->count && all; i++) {
        const char *name = columns->column[i].name;
        if (columns->column[i].role != ROLE_VALUE)
            continue;
        column[count] = i;
        all = label_series_parse(&series[count], &reading->samples->arena, name, strlen(name));
        count++;
    }
    int result = 0;
    if (all && count > 0)
        result = label_series_settle(series, count, reading);
    for (size_t i = 0; i < count; i++) {
        if (all && result == 0) {
            struct table_column *named = &columns->column[column[i]];
            named->metric = series[i].metric;
            named->key = series[i].key;
            named->kind = kind_of_prometheus(named->metric, &named->unit, reading->options);
        }
        label_series_release(&series[i]);
    }
    free(column);
    free(series);
    return result;
}

static int read_grafana(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    size_t row = header_row(sniff);
    struct columns columns;
    bool headerless = !table_has_header(sniff, row);
    columns_from_row(&columns, reading, row, headerless);
    int result = 0;
    if (columns.count == 0)
        result = reading_refuse(reading, "no rows behind the line sep=");
    else if (!headerless && sniff->rows == row + 1)
        result = reading_refuse(reading, "a header and no rows: nothing was measured");
    else
        result = columns_settle(&columns, reading);
    if (result == 0)
        result = name_by_labels(&columns, reading);
    if (result != 0) {
        columns_release(&columns);
        return -1;
    }
    size_t skip = headerless ? row == 0 ? 0 : sniff->row[row - 1].line : sniff->row[row].line;
    return row_table_read(reading, &columns, skip);
}

const struct layout layout_grafana = {
    .name = "grafana",
    .meaning = "CSV that Grafana downloads from a panel, formatted or raw, for Excel or not",
    .detect = detect_grafana,
    .read = read_grafana,
};
