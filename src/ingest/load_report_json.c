// The reports of vegeta, autocannon, artillery, k6 and JMeter that are JSON: a few members of each.
#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "ingest/json_stream.h"
#include "ingest/load_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// What a member is.
enum report_field {
    FIELD_CONCURRENCY,
    FIELD_OFFERED,
    FIELD_RATE,
    FIELD_REQUESTS,
    FIELD_FAILED,
    FIELD_LOST,
    FIELD_FAILED_RATE, ///< a share of the requests
    FIELD_SUCCESS,     ///< a share of the requests
    FIELD_DURATION,
    FIELD_BEGIN, ///< of the run
    FIELD_END_OF_RUN,
    FIELD_MEAN,
    FIELD_PERCENTILE,
};

/// Members by the names that lead to them, joined by points.
static const struct member {
    const char *tool, *path;
    enum report_field field;
    double scale; ///< to seconds, or 1
    double share; ///< of a percentile
} members[] = {
    {"vegeta", "rate", FIELD_OFFERED, 1, 0},
    {"vegeta", "throughput", FIELD_RATE, 1, 0},
    {"vegeta", "requests", FIELD_REQUESTS, 1, 0},
    {"vegeta", "success", FIELD_SUCCESS, 1, 0},
    {"vegeta", "latencies.mean", FIELD_MEAN, 1e-9, 0},
    {"vegeta", "latencies.50th", FIELD_PERCENTILE, 1e-9, 0.5},
    {"vegeta", "latencies.90th", FIELD_PERCENTILE, 1e-9, 0.9},
    {"vegeta", "latencies.95th", FIELD_PERCENTILE, 1e-9, 0.95},
    {"vegeta", "latencies.99th", FIELD_PERCENTILE, 1e-9, 0.99},
    {"autocannon", "connections", FIELD_CONCURRENCY, 1, 0},
    {"autocannon", "duration", FIELD_DURATION, 1, 0},
    {"autocannon", "requests.total", FIELD_REQUESTS, 1, 0},
    {"autocannon", "non2xx", FIELD_FAILED, 1, 0},
    {"autocannon", "errors", FIELD_LOST, 1, 0},
    {"autocannon", "latency.average", FIELD_MEAN, 1e-3, 0},
    {"autocannon", "latency.p50", FIELD_PERCENTILE, 1e-3, 0.5},
    {"autocannon", "latency.p75", FIELD_PERCENTILE, 1e-3, 0.75},
    {"autocannon", "latency.p90", FIELD_PERCENTILE, 1e-3, 0.9},
    {"autocannon", "latency.p97_5", FIELD_PERCENTILE, 1e-3, 0.975},
    {"autocannon", "latency.p99", FIELD_PERCENTILE, 1e-3, 0.99},
    {"autocannon", "latency.p99_9", FIELD_PERCENTILE, 1e-3, 0.999},
    {"artillery", "aggregate.counters.http.responses", FIELD_REQUESTS, 1, 0},
    {"artillery", "aggregate.firstCounterAt", FIELD_BEGIN, 1e-3, 0},
    {"artillery", "aggregate.lastCounterAt", FIELD_END_OF_RUN, 1e-3, 0},
    {"artillery", "aggregate.summaries.http.response_time.mean", FIELD_MEAN, 1e-3, 0},
    {"artillery", "aggregate.summaries.http.response_time.median", FIELD_PERCENTILE, 1e-3, 0.5},
    {"artillery", "aggregate.summaries.http.response_time.p75", FIELD_PERCENTILE, 1e-3, 0.75},
    {"artillery", "aggregate.summaries.http.response_time.p90", FIELD_PERCENTILE, 1e-3, 0.9},
    {"artillery", "aggregate.summaries.http.response_time.p95", FIELD_PERCENTILE, 1e-3, 0.95},
    {"artillery", "aggregate.summaries.http.response_time.p99", FIELD_PERCENTILE, 1e-3, 0.99},
    {"artillery", "aggregate.summaries.http.response_time.p999", FIELD_PERCENTILE, 1e-3, 0.999},
    {"k6", "metrics.vus_max.max", FIELD_CONCURRENCY, 1, 0},
    {"k6", "metrics.vus_max.values.max", FIELD_CONCURRENCY, 1, 0},
    {"k6", "metrics.http_reqs.count", FIELD_REQUESTS, 1, 0},
    {"k6", "metrics.http_reqs.values.count", FIELD_REQUESTS, 1, 0},
    {"k6", "metrics.http_reqs.rate", FIELD_RATE, 1, 0},
    {"k6", "metrics.http_reqs.values.rate", FIELD_RATE, 1, 0},
    {"k6", "metrics.http_req_failed.value", FIELD_FAILED_RATE, 1, 0},
    {"k6", "metrics.http_req_failed.values.rate", FIELD_FAILED_RATE, 1, 0},
    {"k6", "metrics.http_req_duration.avg", FIELD_MEAN, 1e-3, 0},
    {"k6", "metrics.http_req_duration.values.avg", FIELD_MEAN, 1e-3, 0},
    {"k6", "metrics.http_req_duration.med", FIELD_PERCENTILE, 1e-3, 0.5},
    {"k6", "metrics.http_req_duration.values.med", FIELD_PERCENTILE, 1e-3, 0.5},
    {"k6", "metrics.http_req_duration.p(90)", FIELD_PERCENTILE, 1e-3, 0.9},
    {"k6", "metrics.http_req_duration.values.p(90)", FIELD_PERCENTILE, 1e-3, 0.9},
    {"k6", "metrics.http_req_duration.p(95)", FIELD_PERCENTILE, 1e-3, 0.95},
    {"k6", "metrics.http_req_duration.values.p(95)", FIELD_PERCENTILE, 1e-3, 0.95},
    {"k6", "metrics.http_req_duration.p(99)", FIELD_PERCENTILE, 1e-3, 0.99},
    {"k6", "metrics.http_req_duration.values.p(99)", FIELD_PERCENTILE, 1e-3, 0.99},
    {"k6", "metrics.http_req_duration.p(99.9)", FIELD_PERCENTILE, 1e-3, 0.999},
    {"k6", "metrics.http_req_duration.values.p(99.9)", FIELD_PERCENTILE, 1e-3, 0.999},
    {"jmeter", "Total.sampleCount", FIELD_REQUESTS, 1, 0},
    {"jmeter", "Total.errorCount", FIELD_FAILED, 1, 0},
    {"jmeter", "Total.throughput", FIELD_RATE, 1, 0},
    {"jmeter", "Total.meanResTime", FIELD_MEAN, 1e-3, 0},
    {"jmeter", "Total.medianResTime", FIELD_PERCENTILE, 1e-3, 0.5},
    {"jmeter", "Total.pct1ResTime", FIELD_PERCENTILE, 1e-3, 0.9},
    {"jmeter", "Total.pct2ResTime", FIELD_PERCENTILE, 1e-3, 0.95},
    {"jmeter", "Total.pct3ResTime", FIELD_PERCENTILE, 1e-3, 0.99},
};

/// Members that only one tool's reports have all of.
static const struct {
    const char *tool;
    const char *member[3];
} signs[] = {
    {"vegeta", {"\"latencies\"", "\"status_codes\"", "\"throughput\""}},
    {"autocannon", {"\"connections\"", "\"non2xx\"", "\"latency\""}},
    {"artillery", {"\"aggregate\"", "\"counters\"", "http.request"}},
    {"k6", {"\"metrics\"", "\"http_req_duration\"", "\"http_reqs\""}},
    {"jmeter", {"\"Total\"", "\"sampleCount\"", "\"pct1ResTime\""}},
};

const char *load_report_json_tool(const char *text)
{
    if (text[strspn(text, " \t\r\n")] != '{')
        return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        bool all = true;
        for (size_t k = 0; k < 3; k++)
            all = all && strstr(text, signs[i].member[k]) != NULL;
        if (all)
            return signs[i].tool;
    }
    return NULL;
}

enum { DEPTH_MAX = JSON_DEPTH_MAX + 1 };

struct document {
    struct load_report report;
    struct str path;
    size_t end[DEPTH_MAX]; ///< of the path outside each object at hand
    bool array[DEPTH_MAX]; ///< of each level, whether it is a list
    size_t depth;
    size_t lists; ///< how many lists are at hand
    double begin_s, end_s, failed_share, success;
    bool seen[sizeof members / sizeof *members];
};

static int begin(void *context, bool array)
{
    struct document *document = context;
    if (document->depth < DEPTH_MAX) {
        document->end[document->depth] = document->path.length;
        document->array[document->depth] = array;
    }
    document->depth++;
    document->lists += array;
    return 0;
}

static void cut_path(struct document *document, size_t length)
{
    if (document->path.length > length) {
        document->path.length = length;
        document->path.data[length] = '\0';
    }
}

static int end(void *context, bool array)
{
    struct document *document = context;
    document->depth--;
    document->lists -= array;
    if (document->depth < DEPTH_MAX)
        cut_path(document, document->end[document->depth]);
    return 0;
}

static int key(void *context, const char *name, size_t length)
{
    struct document *document = context;
    if (document->depth == 0 || document->depth > DEPTH_MAX)
        return 0;
    cut_path(document, document->end[document->depth - 1]);
    if (document->path.length > 0)
        str_append_char(&document->path, '.');
    str_append_bytes(&document->path, name, length);
    return 0;
}

static void take(struct document *document, const struct member *member, double value)
{
    struct load_report *report = &document->report;
    double scaled = value * member->scale;
    switch (member->field) {
    case FIELD_CONCURRENCY:
        report->concurrency = scaled;
        break;
    case FIELD_OFFERED:
        report->offered = scaled;
        break;
    case FIELD_RATE:
        report->rate = scaled;
        break;
    case FIELD_REQUESTS:
        report->requests = scaled;
        break;
    case FIELD_FAILED:
        report->failed = scaled;
        break;
    case FIELD_LOST:
        report->lost = scaled;
        break;
    case FIELD_FAILED_RATE:
        document->failed_share = scaled;
        break;
    case FIELD_SUCCESS:
        document->success = scaled;
        break;
    case FIELD_DURATION:
        report->duration_s = scaled;
        break;
    case FIELD_BEGIN:
        document->begin_s = scaled;
        break;
    case FIELD_END_OF_RUN:
        document->end_s = scaled;
        break;
    case FIELD_MEAN:
        report->mean_s = scaled;
        break;
    case FIELD_PERCENTILE:
        load_report_percentile(report, member->share, scaled);
        break;
    }
}

/// artillery counts answers by their codes, and what got none by its cause.
static void take_artillery(struct document *document, const char *path, double value)
{
    static const char codes[] = "aggregate.counters.http.codes.";
    static const char errors[] = "aggregate.counters.errors.";
    struct load_report *report = &document->report;
    double code = 0;
    bool bad = strncmp(path, codes, sizeof codes - 1) == 0 &&
               number_parse(path + sizeof codes - 1, strlen(path) - (sizeof codes - 1), &code) &&
               code >= 400;
    report->failed += bad ? value : 0;
    report->lost += strncmp(path, errors, sizeof errors - 1) == 0 ? value : 0;
}

static int scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
    struct document *document = context;
    double value = 0;
    if (kind != JSON_SCALAR_NUMBER || document->lists > 0 || !number_parse(text, length, &value))
        return 0;
    const char *path = str_text(&document->path);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (document->seen[i] || strcmp(members[i].tool, document->report.tool) != 0 ||
            strcmp(members[i].path, path) != 0)
            continue;
        document->seen[i] = true;
        take(document, &members[i], value);
    }
    if (strcmp(document->report.tool, "artillery") == 0)
        take_artillery(document, path, value);
    return 0;
}

static void forget(void *context)
{
    struct document *document = context;
    document->depth = document->lists = 0;
    str_clear(&document->path);
}

/// What follows of other members once all are known.
static void settle(struct document *document)
{
    struct load_report *report = &document->report;
    if (isnan(report->duration_s))
        report->duration_s = document->end_s - document->begin_s;
    if (document->failed_share > 0)
        report->failed = document->failed_share * report->requests;
    // vegeta's requests are all that were sent, its throughput is of those that succeeded.
    if (document->success < 1) {
        report->lost = report->requests * (1 - document->success);
        report->requests *= document->success;
    }
}

int load_report_json(struct byte_source *source, struct load_reports *reports, struct err *err)
{
    static const struct json_events events = {begin, end, key, scalar, forget};
    static const struct ingest_options options = {.gauge = false};
    struct sniff sniff;
    struct notes notes = {0};
    struct samples samples = {0};
    struct document document = {.begin_s = (double)NAN, .end_s = (double)NAN, .success = 1};
    int result = sniff_source(&sniff, source, err);
    (void)samples_source(&samples, byte_source_name(source));
    struct reading reading = {.source = source,
                              .name = byte_source_name(source),
                              .options = &options,
                              .sniff = &sniff,
                              .samples = &samples,
                              .notes = &notes,
                              .err = err};
    if (result == 0) {
        // NUL bytes end the sample before its signs.
        const char *tool = load_report_json_tool(sniff.bytes);
        document.report = load_report_new(tool == NULL ? "the tool" : tool, 0);
        result = json_stream_read(&reading, &events, &document, NULL);
    }
    if (result == 0)
        result = reading_finish(&reading);
    if (result == 0) {
        settle(&document);
        VEC_PUSH(reports->report, reports->count, reports->capacity, document.report);
    }
    reading_release(&reading);
    sniff_release(&sniff);
    samples_release(&samples);
    notes_release(&notes);
    str_release(&document.path);
    return result;
}
