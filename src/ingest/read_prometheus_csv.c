// Prometheus as CSV by query_csv and its copies: name,timestamp,value and a column a label.
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

static const char *detect_prometheus(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "name") && sniff_cell_is(sniff, 0, 1, "timestamp") &&
                 sniff_cell_is(sniff, 0, 2, "value");
    return found ? "its header starts with name,timestamp,value" : NULL;
}

static int read_prometheus(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    for (size_t i = 0; i < columns.count; i++)
        columns.column[i].role = ROLE_KEY;
    if (columns.count < 3) {
        columns_release(&columns);
        return reading_refuse(reading,
                              "the header has fewer than the columns name,timestamp,value");
    }
    columns.column[0].role = ROLE_METRIC;
    columns.column[1].role = ROLE_TIME;
    columns.column[2].role = ROLE_VALUE;
    columns.time = 1;
    columns.kind_of = kind_of_prometheus;
    columns_learn_value(&columns, 2, reading);
    if (columns_choose_keys(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    return row_table_read(reading, &columns, reading->sniff->row[0].line);
}

const struct layout layout_prometheus_csv = {
    .name = "prometheus-csv",
    .meaning = "CSV with name,timestamp,value and a column a label",
    .detect = detect_prometheus,
    .read = read_prometheus,
};
