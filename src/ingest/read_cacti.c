// Cacti, "Export CSV" of a graph: rows of "key","value" with title, step and percentiles, an empty
// row, then a header that starts with Date. A row stands for the step before its time.
#include "base/number.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

static const char *detect_cacti(const struct sniff *sniff)
{
    bool found =
        sniff_cell_is(sniff, 0, 0, "Title") && sniff_cell_is(sniff, 1, 0, "Vertical Label");
    return found ? "its first rows are Title and Vertical Label" : NULL;
}

/// The row whose first cell is `name`, SIZE_MAX when there is none.
static size_t row_named(const struct sniff *sniff, const char *name)
{
    for (size_t i = 0; i < sniff->rows; i++)
        if (sniff_cell_is(sniff, i, 0, name))
            return i;
    return SIZE_MAX;
}

static int read_cacti(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    size_t header = row_named(sniff, "Date");
    if (header == SIZE_MAX)
        return reading_refuse(reading, "no header that starts with Date");
    struct columns columns;
    columns_from_row(&columns, reading, header, false);
    if (columns_settle(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    double step_s = 0;
    const struct csv_field *step = sniff_cell(sniff, row_named(sniff, "Step"), 1);
    if (number_parse(step->text, step->length, &step_s) && step_s > 0 && step_s < 1e9) {
        columns.shift_ms = -(int64_t)(step_s * 1000);
        reading_note(reading, NOTE_DETAIL, "end",
                     "times mark the end of a step and were moved to its start");
    }
    return row_table_read(reading, &columns, sniff->row[header].line);
}

const struct layout layout_cacti = {
    .name = "cacti",
    .meaning = "CSV export of a Cacti graph",
    .detect = detect_cacti,
    .read = read_cacti,
};
