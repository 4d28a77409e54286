// Datadog: the CSV of its exporter (date,metric and a column a scope).
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <string.h>

static const char *detect_csv(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "date") && sniff_cell_is(sniff, 0, 1, "metric") &&
                 strchr(sniff_cell(sniff, 0, 2)->text, ':') != NULL;
    return found ? "its header starts with date,metric" : NULL;
}

static int read_csv(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    if (columns.count < 3) {
        columns_release(&columns);
        return reading_refuse(reading, "no columns behind date,metric");
    }
    columns.time = 0;
    columns.column[0].role = ROLE_TIME;
    columns.column[1].role = ROLE_METRIC;
    for (size_t i = 2; i < columns.count; i++) {
        columns.column[i].role = ROLE_VALUE;
        columns.column[i].key = columns.column[i].name;
        columns_learn_value(&columns, i, reading);
    }
    if (columns_choose_values(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    return row_table_read(reading, &columns, reading->sniff->row[0].line);
}

const struct layout layout_datadog_csv = {
    .name = "datadog-csv",
    .meaning = "CSV of Datadog's csv_exporter",
    .detect = detect_csv,
    .read = read_csv,
};
