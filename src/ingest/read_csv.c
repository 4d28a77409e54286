// Plain CSV: a header or none, a column of times, columns of values, maybe columns that tell series
// apart.
#include "base/ascii.h"
#include "ingest/event_columns.h"
#include "ingest/events.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"
#include "ingest/table_start.h"

#include <string.h>

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

/// Whether the quote at `at` begins a cell, rather than ends one.
static bool begins_cell(const struct sniff *sniff, size_t at)
{
    const char *bytes = sniff->bytes;
    const char before = at == 0 ? '\n' : bytes[at - 1];
    const char after = at + 1 < sniff->length ? bytes[at + 1] : '\n';
    return (before == sniff->delimiter || before == '\n') && after != sniff->delimiter &&
           strchr("\"\r\n", after) == NULL;
}

/// The line whose quote no other closes: the next one begins a cell, or none comes; 0: there is
/// none.
static size_t line_of_open_quote(const struct sniff *sniff)
{
    size_t line = 1, opened = 0;
    for (size_t i = 0; i < sniff->length; i++) {
        line += sniff->bytes[i] == '\n';
        if (sniff->bytes[i] != '"')
            continue;
        if (opened != 0 && opened < line && begins_cell(sniff, i))
            return opened;
        opened = opened == 0 ? line : 0;
    }
    return opened;
}

/// Why there are no rows, or none but the header.
static int refuse_without_rows(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    size_t open = line_of_open_quote(sniff);
    if (open > 0)
        return err_at(reading->err, reading->name, open, NULL,
                      "the quote that begins in this row is never closed%s: close it, or take it "
                      "away",
                      sniff->whole ? "" : " in what follows");
    if (sniff->rows == 0)
        return reading_refuse(reading, "no rows: the file is neither CSV nor a known export");
    if (sniff->whole)
        return reading_refuse(reading, "a header and no rows: nothing was measured");
    bool long_lines = sniff->length >> 20 > 0;
    return reading_refuse(
        reading, "a header and no whole row in the first %zu %s; is this a text file with lines?",
        sniff->length >> (long_lines ? 20 : 10), long_lines ? "MiB" : "KiB");
}

static int read_csv(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    if (sniff->length == 0)
        return reading_refuse(reading, "the file is empty");
    if (sniff->rows == 0)
        return refuse_without_rows(reading);
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
        return refuse_without_rows(reading);
    }
    if (columns_settle(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    if (!columns.of_events && !reading->options->gauge && rows_are_events(&columns, reading)) {
        event_columns_count(&columns, reading, "events", NULL);
    }
    if (columns.grouped)
        reading_note(reading, NOTE_INFO, "groups",
                     "names that occur twice are told apart by the row above them: \"%s\"",
                     columns.column[columns.count - 1].name);
    if (start > columns.grouped)
        note_preamble(reading, start - columns.grouped);
    return row_table_read(reading, &columns, skip_lines);
}

const struct layout layout_csv = {
    .name = "csv",
    .meaning = "any table with a column of times, wide or long, with or without a header",
    .detect = detect_csv,
    .counts = true,
    .read = read_csv,
};
