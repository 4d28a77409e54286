// Load generators that write a row a request: JMeter's JTL as CSV and k6 --out csv. Requests are
// counted per step, their latency gives percentiles.
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/event_columns.h"
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

/// What k6 counts; the other metrics are measurements of single requests, or levels such as vus.
static const char *const k6_counts[] = {"http_reqs",        "iterations",         "data_sent",
                                        "data_received",    "dropped_iterations", "ws_msgs_sent",
                                        "ws_msgs_received", "grpc_reqs"};
static const char *const k6_levels[] = {"vus", "vus_max"};
static const char *const k6_latencies[] = {"http_req_duration", "grpc_req_duration"};

/// Whether a comma separated list holds the name; NULL is an empty list.
static bool list_holds(const char *list, const char *name, size_t length)
{
    while (list != NULL && *list != '\0') {
        size_t item = strcspn(list, ",");
        if (item == length && memcmp(list, name, length) == 0)
            return true;
        list += item + (list[item] == ',');
    }
    return false;
}

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
    bool latency =
        list_holds(options->latency_columns, metric, strlen(metric)) ||
        (is_one_of(k6_latencies, 2, metric, strlen(metric)) && options->value_columns == NULL &&
         !list_holds(options->sum_columns, metric, strlen(metric)));
    if (latency)
        return (struct metric_kind){SAMPLE_MEASUREMENT, "k6 writes a row a request", 0};
    return (struct metric_kind){SAMPLE_EVENT, "k6 writes a row a request", 0};
}

/// k6's trends are in milliseconds, which their names do not say.
static void set_k6_units(const struct reading *reading)
{
    for (size_t i = 0; i < reading->samples->streams; i++) {
        struct sample_stream *stream = &reading->samples->stream[i];
        if (stream->source == reading->file && stream->kind == SAMPLE_MEASUREMENT &&
            stream->unit.dimension == DIMENSION_UNKNOWN)
            (void)unit_parse("ms", 2, &stream->unit);
    }
}

/// Every metric that --sum and --latency-column name has to be in the file.
static int check_k6_metrics(struct reading *reading, const char *option, const char *list)
{
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ",");
        bool found = false;
        for (size_t i = 0; i < reading->samples->streams && !found; i++) {
            const struct sample_stream *stream = &reading->samples->stream[i];
            found = stream->source == reading->file && ascii_is_word(list, length, stream->metric);
        }
        char name[UNIT_NAME_MAX * 2];
        if (!found)
            return reading_refuse(reading, "no metric \"%s\" for %s",
                                  err_quote(name, sizeof name, list, length), option);
        list += length + (list[length] == ',');
    }
    return 0;
}

struct k6 {
    struct row_table table;
    size_t left; ///< rows of single requests' measurements
};

static bool is_read(const struct ingest_options *options, const char *metric, size_t length)
{
    if (options->value_columns != NULL)
        return ascii_is_word(metric, length, options->value_columns);
    return is_one_of(k6_counts, sizeof k6_counts / sizeof *k6_counts, metric, length) ||
           is_one_of(k6_levels, 2, metric, length) || is_one_of(k6_latencies, 2, metric, length) ||
           list_holds(options->sum_columns, metric, length) ||
           list_holds(options->latency_columns, metric, length);
}

static int read_k6_row(void *context, const struct csv_row *row)
{
    struct k6 *k6 = context;
    const struct ingest_options *options = k6->table.reading->options;
    const struct csv_field *metric = &row->field[0];
    if (row->line <= k6->table.reading->sniff->row[0].line)
        return 0;
    bool read = is_read(options, metric->text, metric->length);
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
        result = row_table_finish(&k6.table);
    if (result == 0)
        row_table_end(&k6.table);
    if (result == 0 && k6.left > 0 && reading->options->value_columns == NULL)
        reading_note(
            reading, NOTE_INFO, "measurements",
            "%zu measurements of other metrics are not read; --latency-column METRIC gives "
            "one's percentiles, --sum METRIC its total",
            k6.left);
    if (result == 0)
        set_k6_units(reading);
    if (result == 0)
        result = check_k6_metrics(reading, "--sum", reading->options->sum_columns);
    if (result == 0)
        result = check_k6_metrics(reading, "--latency-column", reading->options->latency_columns);
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
