// Load generators that write a row a request: JMeter's JTL as CSV and k6 --out csv. Requests are
// counted per step, their latency gives percentiles.
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/event_columns.h"
#include "ingest/k6_metric.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"
#include "time/time_parse.h"

#include <string.h>

/// The columns of a JTL in the order that JMeter gives them unless its properties say otherwise;
/// those up to bytes come in all of its versions.
static const char *const jtl_columns[] = {
    "timeStamp",  "elapsed", "label",          "responseCode", "responseMessage", "threadName",
    "dataType",   "success", "failureMessage", "bytes",        "sentBytes",       "grpThreads",
    "allThreads", "URL",     "Latency",        "IdleTime",     "Connect"};
enum { JTL_COLUMNS = sizeof jtl_columns / sizeof *jtl_columns, JTL_FIRST = 10 };

/// A row of a JTL that has no header: milliseconds, a duration, ... "text", "true" ...
static bool is_jtl_row(const struct sniff *sniff, size_t row)
{
    enum { DATA_TYPE = 6, SUCCESS = 7 };
    const struct csv_field *time = sniff_cell(sniff, row, 0);
    const struct csv_field *elapsed = sniff_cell(sniff, row, 1);
    double number = 0;
    if (sniff->rows <= row || sniff->row[row].fields < JTL_FIRST ||
        !number_parse(elapsed->text, elapsed->length, &number))
        return false;
    bool milliseconds =
        time_form_detect(time->text, time->length, false, NULL) == TIME_FORM_EPOCH_MS;
    bool success =
        sniff_cell_is(sniff, row, SUCCESS, "true") || sniff_cell_is(sniff, row, SUCCESS, "false");
    bool type = sniff_cell_is(sniff, row, DATA_TYPE, "text") ||
                sniff_cell_is(sniff, row, DATA_TYPE, "bin") ||
                sniff_cell_is(sniff, row, DATA_TYPE, "");
    return milliseconds && success && type;
}

static const char *detect_jmeter(const struct sniff *sniff)
{
    if (is_jtl_row(sniff, 0) && (sniff->rows < 2 || is_jtl_row(sniff, 1)))
        return "its rows are those of a JTL without a header";
    bool found = sniff_header_has(sniff, "timeStamp") && sniff_header_has(sniff, "elapsed") &&
                 sniff_header_has(sniff, "label");
    return found ? "its header has timeStamp, elapsed and label" : NULL;
}

static const char *detect_k6(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "metric_name") &&
                 sniff_cell_is(sniff, 0, 1, "timestamp") &&
                 sniff_cell_is(sniff, 0, 2, "metric_value");
    return found ? "its header starts with metric_name,timestamp,metric_value" : NULL;
}

/// JMeter's numbers; those of the first three are milliseconds.
static const char *const jmeter_numbers[] = {"elapsed", "Latency",   "IdleTime",   "Connect",
                                             "bytes",   "sentBytes", "grpThreads", "allThreads"};
enum { JMETER_TIMES = 4, JMETER_NUMBERS = sizeof jmeter_numbers / sizeof *jmeter_numbers };

static void learn_jmeter(struct columns *columns, struct reading *reading)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == ROLE_VALUE)
            columns_learn_value(columns, i, reading);
    for (size_t i = 0; i < JMETER_TIMES && reading->options->unit == NULL; i++) {
        size_t index = columns_find(columns, jmeter_numbers[i]);
        if (index != SIZE_MAX)
            (void)unit_parse("ms", 2, &columns->column[index].unit);
    }
}

/// Columns by their place, as far as it is known.
static void name_jtl_columns(struct columns *columns)
{
    size_t known = columns->count == JTL_COLUMNS ? JTL_COLUMNS : JTL_FIRST;
    for (size_t i = 0; i < known && i < columns->count; i++)
        columns->column[i].name = columns->column[i].metric = jtl_columns[i];
}

static int read_jmeter(struct reading *reading)
{
    struct columns columns;
    bool headerless = !sniff_header_has(reading->sniff, "timeStamp");
    columns_from_row(&columns, reading, 0, headerless);
    if (headerless)
        name_jtl_columns(&columns);
    columns.time = columns_find(&columns, "timeStamp");
    for (size_t i = 0; i < JMETER_NUMBERS; i++) {
        size_t index = columns_find(&columns, jmeter_numbers[i]);
        if (index != SIZE_MAX)
            columns.column[index].role = ROLE_VALUE;
    }
    if (columns.time == SIZE_MAX || columns_choose_values(&columns, reading) != 0 ||
        columns_choose_keys(&columns, reading) != 0 || event_columns_name(&columns, reading) != 0) {
        bool timeless = columns.time == SIZE_MAX;
        columns_release(&columns);
        return timeless ? reading_refuse(reading, "no column timeStamp") : -1;
    }
    columns.column[columns.time].role = ROLE_TIME;
    learn_jmeter(&columns, reading);
    event_columns_count(&columns, reading, "requests", "elapsed");
    return row_table_read(reading, &columns, headerless ? 0 : reading->sniff->row[0].line);
}

struct k6 {
    struct row_table table;
    size_t left; ///< rows of single requests' measurements
};

static int read_k6_row(void *context, const struct csv_row *row)
{
    struct k6 *k6 = context;
    const struct ingest_options *options = k6->table.reading->options;
    const struct csv_field *metric = &row->field[0];
    if (row->line <= k6->table.reading->sniff->row[0].line)
        return 0;
    bool read = k6_is_read(options, metric->text, metric->length);
    k6->left += !read;
    return read ? row_table_row(&k6->table, row) : 0;
}

static int read_k6(struct reading *reading)
{
    struct columns columns;
    struct k6 k6 = {.left = 0};
    columns_from_row(&columns, reading, 0, false);
    if (columns.count < 3) {
        columns_release(&columns);
        return reading_refuse(reading, "the header is not metric_name,timestamp,metric_value,...");
    }
    columns.time = 1;
    columns.column[0].role = ROLE_METRIC;
    columns.column[1].role = ROLE_TIME;
    columns.column[2].role = ROLE_VALUE;
    columns.kind_of = k6_kind;
    int result = columns_choose_keys(&columns, reading);
    if (result == 0)
        result = row_table_begin(&k6.table, reading, &columns);
    struct csv_options options = {.delimiter = ','};
    if (result == 0)
        result = csv_read(reading->source, &options, read_k6_row, &k6, reading->err);
    if (result == 0)
        result = row_table_finish(&k6.table);
    if (result == 0)
        row_table_end(&k6.table);
    if (result == 0)
        result = k6_end(reading, k6.left);
    reading->values_chosen = true;
    row_table_release(&k6.table);
    columns_release(&columns);
    return result;
}

const struct layout layout_jmeter = {
    .name = "jmeter",
    .meaning = "JMeter's JTL as CSV, a row a sample",
    .detect = detect_jmeter,
    .counts = true,
    .read = read_jmeter,
};

const struct layout layout_k6 = {
    .name = "k6",
    .meaning = "k6 --out csv, a row a request and metric",
    .detect = detect_k6,
    .counts = true,
    .read = read_k6,
};
