// Load generators that write a row a request: JMeter's JTL as CSV and k6 --out csv. Requests are
// counted per step.
#include "base/ascii.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <string.h>

static const char *detect_jmeter(const struct sniff *sniff)
{
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

static int read_jmeter(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    columns.time = columns_find(&columns, "timeStamp");
    if (columns.time == SIZE_MAX || columns_choose_values(&columns, reading) != 0 ||
        columns_choose_keys(&columns, reading) != 0) {
        bool timeless = columns.time == SIZE_MAX;
        columns_release(&columns);
        return timeless ? reading_refuse(reading, "no column timeStamp") : -1;
    }
    columns.column[columns.time].role = ROLE_TIME;
    columns_count_rows(&columns, reading, "requests");
    return row_table_read(reading, &columns, reading->sniff->row[0].line);
}

/// What k6 counts; the other metrics are measurements of single requests, or levels such as vus.
static const char *const k6_counts[] = {"http_reqs",        "iterations",         "data_sent",
                                        "data_received",    "dropped_iterations", "ws_msgs_sent",
                                        "ws_msgs_received", "grpc_reqs"};
static const char *const k6_levels[] = {"vus", "vus_max"};

static bool is_one_of(const char *const *names, size_t count, const char *text, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (ascii_is_word(text, length, names[i]))
            return true;
    return false;
}

static struct metric_kind kind_of_k6(const char *metric, const struct unit *unit,
                                     const struct ingest_options *options)
{
    bool level = is_one_of(k6_levels, 2, metric, strlen(metric));
    if (level || options->gauge || options->counter || options->per_s > 0)
        return kind_of_metric(metric, unit, options);
    return (struct metric_kind){SAMPLE_EVENT, "k6 writes a row a request", 0};
}

struct k6 {
    struct row_table table;
    size_t left; ///< rows of single requests' measurements
};

static int read_k6_row(void *context, const struct csv_row *row)
{
    struct k6 *k6 = context;
    const char *wanted = k6->table.reading->options->value_columns;
    const struct csv_field *metric = &row->field[0];
    if (row->line <= k6->table.reading->sniff->row[0].line)
        return 0;
    bool read = wanted != NULL ? ascii_is_word(metric->text, metric->length, wanted)
                               : is_one_of(k6_counts, sizeof k6_counts / sizeof *k6_counts,
                                           metric->text, metric->length) ||
                                     is_one_of(k6_levels, 2, metric->text, metric->length);
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
    columns.kind_of = kind_of_k6;
    int result = columns_choose_keys(&columns, reading);
    if (result == 0)
        result = row_table_begin(&k6.table, reading, &columns);
    struct csv_options options = {.delimiter = ','};
    if (result == 0)
        result = csv_read(reading->source, &options, read_k6_row, &k6, reading->err);
    if (result == 0)
        row_table_end(&k6.table);
    if (result == 0 && k6.left > 0 && reading->options->value_columns == NULL)
        reading_note(reading, NOTE_INFO, "measurements",
                     "%zu measurements of single requests are not read; --value METRIC sums one",
                     k6.left);
    reading->values_chosen = true;
    row_table_release(&k6.table);
    columns_release(&columns);
    return result;
}

const struct layout layout_jmeter = {
    .name = "jmeter",
    .meaning = "JMeter's JTL as CSV, a row a sample",
    .detect = detect_jmeter,
    .read = read_jmeter,
};

const struct layout layout_k6 = {
    .name = "k6",
    .meaning = "k6 --out csv, a row a request and metric",
    .detect = detect_k6,
    .read = read_k6,
};
