// Plain CSV: a header or none, a column of times, columns of values, maybe columns that tell series
// apart.
#include "base/ascii.h"
#include "ingest/event_columns.h"
#include "ingest/events.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"
#include "ingest/table_start.h"

static const char *detect_csv(const struct sniff *sniff)
{
    (void)sniff;
    return "a table with a column of times";
}

static void note_preamble(struct reading *reading, size_t rows)
{
    char text[UNIT_NAME_MAX * 2];
    const struct csv_field *first = sniff_cell(reading->sniff, 0, 0);
    reading_note(reading, NOTE_INFO, "preamble",
                 "%zu row%s before the table left out, the first is \"%s\"", rows,
                 rows == 1 ? "" : "s", err_quote(text, sizeof text, first->text, first->length));
}

/// The line whose quote no other closes, where the beginning is all of the file; 0: there is none.
static size_t line_of_open_quote(const struct sniff *sniff)
{
    size_t line = 1, opened = 0;
    for (size_t i = 0; i < sniff->length; i++) {
        if (sniff->bytes[i] == '"')
            opened = opened == 0 ? line : 0;
        line += sniff->bytes[i] == '\n';
    }
    return opened;
}

static int read_csv(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    if (sniff->length == 0)
        return reading_refuse(reading, "the file is empty");
    if (sniff->rows == 0)
        return reading_refuse(reading, "no rows: the file is neither CSV nor a known export");
    struct columns columns;
    size_t start = table_start(sniff);
    bool headerless = !table_has_header(sniff, start);
    size_t names = headerless ? table_names_above(sniff, start) : start;
    size_t before = headerless ? start : start + 1;
    size_t skip_lines = before == 0 ? 0 : sniff->row[before - 1].line;
    if (names < start)
        columns_from_header(&columns, reading, names, start);
    else
        columns_from_row(&columns, reading, start, headerless);
    if (!headerless && sniff->rows == start + 1) {
        columns_release(&columns);
        size_t open = sniff->whole ? line_of_open_quote(sniff) : 0;
        if (open > 0)
            return err_at(reading->err, reading->name, open, NULL,
                          "the quote that begins in this row is never closed: close it, or take it "
                          "away");
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
    if (!columns.of_events && !reading->options->gauge && rows_are_events(&columns, reading)) {
        event_columns_count(&columns, reading, "events", NULL);
    }
    if (start > 0)
        note_preamble(reading, start);
    return row_table_read(reading, &columns, skip_lines);
}

const struct layout layout_csv = {
    .name = "csv",
    .meaning = "any table with a column of times, wide or long, with or without a header",
    .detect = detect_csv,
    .counts = true,
    .read = read_csv,
};
