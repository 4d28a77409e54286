// Windows' Performance Monitor (relog, typeperf): the zone and its minutes from UTC stand in the
// header, the month comes first, and the first row has no rates.
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <string.h>

static const char *detect_perfmon(const struct sniff *sniff)
{
    const struct csv_field *first = sniff_cell(sniff, 0, 0);
    bool found = first->length > 8 && memcmp(first->text, "(PDH-CSV", 8) == 0;
    return found ? "its header starts with (PDH-CSV" : NULL;
}

/// The minutes that are to be added to a local time, of "(PDH-CSV 4.0) (W. Europe ...)(-60)".
static bool bias_minutes(const char *header, double *minutes)
{
    const char *open = strrchr(header, '(');
    size_t length = open == NULL ? 0 : strcspn(open + 1, ")");
    return length > 0 && number_parse(open + 1, length, minutes) && *minutes > -1000 &&
           *minutes < 1000;
}

/// The zone's name between the second pair of brackets; NULL where there is none.
static const char *zone_words(struct reading *reading, const char *header)
{
    const char *open = strchr(header + 1, '(');
    size_t length = open == NULL ? 0 : strcspn(open + 1, ")");
    return length == 0 ? NULL : arena_strndup(&reading->samples->arena, open + 1, length);
}

static int read_perfmon(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    if (sniff->rows < 2)
        return reading_refuse(reading, "a header and no rows: nothing was measured");
    const char *header = sniff_cell(sniff, 0, 0)->text;
    size_t skip = sniff->row[0].line;
    double minutes = 0;
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    reading->month_first = true;
    columns.time = 0;
    if (columns_settle(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    if (reading->options->zone == NULL && bias_minutes(header, &minutes)) {
        columns.shift_ms = (int64_t)minutes * 60 * INSTANT_PER_SECOND;
        columns.zone_name = zone_words(reading, header);
        reading_note(reading, NOTE_INFO, "zone of the header",
                     "times are moved by %g minutes to UTC, as its header says of %s; --tz ZONE "
                     "says otherwise",
                     minutes, columns.zone_name == NULL ? "its zone" : columns.zone_name);
    }
    return row_table_read(reading, &columns, skip);
}

const struct layout layout_perfmon = {
    .name = "perfmon",
    .meaning = "CSV of Windows' Performance Monitor, relog or typeperf",
    .detect = detect_perfmon,
    .read = read_perfmon,
};
