// CloudWatch console, "Download as .csv": five rows of headers, then YYYY/MM/DD HH:MM:SS and a
// column a metric. The full label ends in the statistic and the period in seconds.
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/cloudwatch_metric.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <string.h>

enum { HEADER_ROWS_MAX = 12 };

static const char *detect_console(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "Id") &&
                 (sniff_cell_is(sniff, 1, 0, "StatusCode") || sniff_cell_is(sniff, 1, 0, "Label"));
    return found ? "its first rows are Id, StatusCode, ..., Label" : NULL;
}

/// The header row whose first cell is `name`, SIZE_MAX when there is none.
static size_t header_row(const struct sniff *sniff, const char *name, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        if (sniff_cell_is(sniff, i, 0, name))
            return i;
    return SIZE_MAX;
}

/// Header rows: those before the first one that starts with a time.
static size_t header_rows(const struct sniff *sniff)
{
    size_t row = 0;
    bool epoch = false;
    while (row < sniff->rows && row < HEADER_ROWS_MAX &&
           !time_cell(sniff_cell(sniff, row, 0)->text, sniff_cell(sniff, row, 0)->length, &epoch))
        row++;
    return row;
}

/// Cuts the last blank-separated word off `text` and returns it; "" when there is none.
static char *cut_last_word(char *text)
{
    char *blank = strrchr(text, ' ');
    if (blank == NULL)
        return text + strlen(text);
    *blank = '\0';
    return blank + 1;
}

/// "us-east-1:AWS/EC2 AutoScalingGroupName:web-asg CPUUtilization Average 300": what the column is.
static void describe_column(struct table_column *column, const struct csv_field *full,
                            struct reading *reading)
{
    char *text = arena_strndup(&reading->samples->arena, full->text, full->length);
    double period_s = 0;
    const char *period = cut_last_word(text);
    const char *statistic = cut_last_word(text);
    const char *metric = cut_last_word(text);
    if (!number_parse(period, strlen(period), &period_s)) {
        statistic = "";
        metric = column->name;
        period_s = 0;
    }
    cloudwatch_describe(metric, statistic, period_s, reading->options, &column->unit,
                        &column->kind);
}

static void note_incomplete(const struct columns *columns, struct reading *reading, size_t row)
{
    for (size_t i = 1; i < columns->count && row != SIZE_MAX; i++) {
        const struct csv_field *cell = sniff_cell(reading->sniff, row, i);
        if (cell->length > 0 && !ascii_is_word(cell->text, cell->length, "Complete"))
            reading_note(reading, NOTE_WARNING, "status",
                         "CloudWatch says that \"%s\" is not complete; ask for a shorter span",
                         columns->column[i].name);
    }
}

static int read_console(struct reading *reading)
{
    const struct sniff *sniff = reading->sniff;
    size_t rows = header_rows(sniff);
    size_t label = header_row(sniff, "Label", rows);
    size_t full = header_row(sniff, "Full label", rows);
    if (label == SIZE_MAX || rows == sniff->rows)
        return reading_refuse(reading, label == SIZE_MAX
                                           ? "no row \"Label\" among the headers"
                                           : "headers and no rows: nothing was measured");
    struct columns columns;
    columns_from_row(&columns, reading, label, false);
    columns.first_row = rows;
    columns.time = 0;
    columns.column[0].role = ROLE_TIME;
    columns.column[0].name = "time";
    for (size_t i = 1; i < columns.count; i++) {
        columns.column[i].role = ROLE_VALUE;
        columns_learn_value(&columns, i, reading);
        if (full != SIZE_MAX)
            describe_column(&columns.column[i], sniff_cell(sniff, full, i), reading);
    }
    if (columns_choose_values(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    note_incomplete(&columns, reading, header_row(sniff, "StatusCode", rows));
    return row_table_read(reading, &columns, sniff->row[rows - 1].line);
}

const struct layout layout_cloudwatch_console = {
    .name = "cloudwatch-console",
    .meaning = "CSV that the CloudWatch console downloads from a graph",
    .detect = detect_console,
    .read = read_console,
};
