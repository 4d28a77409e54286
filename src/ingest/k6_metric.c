#include "ingest/k6_metric.h"

#include "base/ascii.h"

#include <string.h>

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

struct metric_kind k6_kind(const char *metric, const struct unit *unit,
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

bool k6_is_read(const struct ingest_options *options, const char *metric, size_t length)
{
    if (options->value_columns != NULL)
        return ascii_is_word(metric, length, options->value_columns);
    return is_one_of(k6_counts, sizeof k6_counts / sizeof *k6_counts, metric, length) ||
           is_one_of(k6_levels, 2, metric, length) || is_one_of(k6_latencies, 2, metric, length) ||
           list_holds(options->sum_columns, metric, length) ||
           list_holds(options->latency_columns, metric, length);
}

int k6_end(struct reading *reading, size_t left)
{
    if (left > 0 && reading->options->value_columns == NULL)
        reading_note(
            reading, NOTE_INFO, "measurements",
            "%zu measurements of other metrics are not read; --latency-column METRIC gives "
            "one's percentiles, --sum METRIC its total",
            left);
    set_k6_units(reading);
    if (check_k6_metrics(reading, "--sum", reading->options->sum_columns) != 0)
        return -1;
    return check_k6_metrics(reading, "--latency-column", reading->options->latency_columns);
}
