// Plain CSV: a header or none, a column of times, columns of values, maybe columns that tell series
// apart.
#include "ingest/event_columns.h"
#include "ingest/events.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

static const char *detect_csv(const struct sniff *sniff)
{
    (void)sniff;
    return "a table with a column of times";
}

static int read_csv(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    if (sniff->length == 0)
        return reading_refuse(reading, "the file is empty");
    if (reading->options->layout == NULL && (sniff_starts(sniff, "{") || sniff_starts(sniff, "[")))
        return reading_refuse(reading, "JSON of no known layout; headroom help layouts lists them");
    if (sniff->rows == 0)
        return reading_refuse(reading, "no rows: the file is neither CSV nor a known export");
    struct columns columns;
    bool headerless = row_is_data(sniff, 0);
    columns_from_row(&columns, reading, 0, headerless);
    if (!headerless && sniff->rows == 1) {
        columns_release(&columns);
        return sniff->whole
                   ? reading_refuse(reading, "a header and no rows: nothing was measured")
                   : reading_refuse(reading,
                                    "a header and no whole row in the first %d KiB; is this a text "
                                    "file with lines?",
                                    SNIFF_BYTES >> 10);
    }
    if (columns_settle(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    if (columns.count == columns.width && !reading->options->gauge &&
        rows_are_events(&columns, reading)) {
        event_columns_count(&columns, reading, "events", NULL);
        reading_note(reading, NOTE_INFO, "events",
                     "rows at irregular times are events: %s; --gauge reads levels",
                     reading->options->value_columns == NULL
                         ? "they are counted per step"
                         : "the values of each step are summed");
    }
    return row_table_read(reading, &columns, headerless ? 0 : sniff->row[0].line);
}

const struct layout layout_csv = {
    .name = "csv",
    .meaning = "any table with a column of times, wide or long, with or without a header",
    .detect = detect_csv,
    .counts = true,
    .read = read_csv,
};
