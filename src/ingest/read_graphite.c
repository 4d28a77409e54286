// Graphite render with format=csv: name,YYYY-MM-DD HH:MM:SS,value without a header.
#include "ingest/layout.h"
#include "ingest/row_table.h"

static const char *detect_graphite(const struct sniff *sniff)
{
    if (sniff->rows == 0 || sniff->row[0].fields != 3)
        return NULL;
    for (size_t row = 0; row < sniff->rows && row < 20; row++) {
        const struct csv_field *name = sniff_cell(sniff, row, 0);
        const struct csv_field *time = sniff_cell(sniff, row, 1);
        const struct csv_field *value = sniff_cell(sniff, row, 2);
        bool epoch = false;
        bool fits = !cell_is_number(name->text, name->length) &&
                    !time_cell(name->text, name->length, &epoch) &&
                    time_cell(time->text, time->length, &epoch) &&
                    (cell_is_missing(value->text, value->length) ||
                     cell_is_number(value->text, value->length));
        if (!fits)
            return NULL;
    }
    return "rows of name, time and value without a header";
}

static int read_graphite(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, true);
    if (columns.count < 3) {
        columns_release(&columns);
        return reading_refuse(reading, "rows are not name,time,value");
    }
    columns.column[0].name = "name";
    columns.column[0].role = ROLE_METRIC;
    columns.column[1].name = "time";
    columns.column[1].role = ROLE_TIME;
    columns.column[2].name = "value";
    columns.column[2].metric = "value";
    columns.column[2].role = ROLE_VALUE;
    columns.time = 1;
    columns_learn_value(&columns, 2, reading);
    return row_table_read(reading, &columns, 0);
}

const struct layout layout_graphite = {
    .name = "graphite",
    .meaning = "CSV of Graphite's render API",
    .detect = detect_graphite,
    .read = read_graphite,
};
