#include "ingest/load_report.h"

#include "base/memory.h"
#include "base/str.h"
#include "ingest/load_samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PEEKED = 65536, BYTES_MAX = 16 << 20 };

struct load_report load_report_new(const char *tool, size_t line)
{
    return (struct load_report){.tool = tool,
                                .line = line,
                                .concurrency = (double)NAN,
                                .offered = (double)NAN,
                                .rate = (double)NAN,
                                .requests = (double)NAN,
                                .failed = 0,
                                .lost = 0,
                                .duration_s = (double)NAN,
                                .mean_s = (double)NAN};
}

void load_report_percentile(struct load_report *report, double share, double latency_s)
{
    if (isnan(latency_s) || isnan(share) || report->percentiles == REPORT_PERCENTILES)
        return;
    for (size_t i = 0; i < report->percentiles; i++)
        if (report->percentile[i].share == share)
            return;
    report->percentile[report->percentiles++] =
        (struct report_percentile){.share = share, .latency_s = latency_s};
}

/// A copy of the beginning that ends with NUL, in *text; -1: it cannot be read.
static int peek(struct byte_source *source, struct str *text, struct err *err)
{
    const char *bytes = NULL;
    size_t got = 0;
    if (byte_source_peek(source, PEEKED, &bytes, &got, err) != 0)
        return -1;
    for (size_t i = 0; i < got; i++)
        str_append_char(text, bytes[i] == '\0' ? ' ' : bytes[i]);
    return 0;
}

bool load_report_is(struct byte_source *source, struct err *err)
{
    struct str text = {0};
    struct load_reports reports = {.count = 0};
    bool is = false;
    if (peek(source, &text, err) == 0) {
        is = load_report_json_tool(str_text(&text)) != NULL ||
             load_samples_tool(str_text(&text)) != NULL || load_report_is_locust(str_text(&text));
        if (!is)
            load_report_text(str_text(&text), &reports);
        is = is || reports.count > 0;
    }
    load_reports_release(&reports);
    str_release(&text);
    return is;
}

static int read_text(struct byte_source *source, struct load_reports *reports, struct err *err)
{
    struct str text = {0};
    char block[4096];
    size_t got = 0;
    int result = 0;
    do {
        result = byte_source_read(source, block, sizeof block, &got, err);
        for (size_t i = 0; i < got && result == 0; i++)
            str_append_char(&text, block[i] == '\0' ? ' ' : block[i]);
    } while (result == 0 && got > 0 && text.length < BYTES_MAX);
    if (result == 0)
        load_report_text(str_text(&text), reports);
    str_release(&text);
    return result;
}

/// The levels of requests that were written one by one.
static int read_samples(struct byte_source *source, const char *tool, struct load_reports *reports,
                        struct err *err)
{
    struct load_samples samples = {.tool = tool};
    int result = load_samples_read(source, tool, &samples, &reports->torn_line, err);
    if (result == 0)
        result = load_samples_levels(&samples, reports, byte_source_name(source), err);
    load_samples_release(&samples);
    return result;
}

static int read_runs(const char *text, struct byte_source *source, struct load_reports *reports,
                     struct err *err)
{
    const char *tool = load_samples_tool(text);
    if (load_report_json_tool(text) != NULL)
        return load_report_json(source, reports, err);
    if (tool != NULL)
        return read_samples(source, tool, reports, err);
    if (load_report_is_locust(text))
        return load_report_locust(source, reports, err);
    return read_text(source, reports, err);
}

/// The rate of what was served, and the concurrency by Little's law where the tool does not say it.
static int settle(struct load_report *report, const char *name, struct err *err)
{
    if (report->no_rate)
        return 0;
    if (isnan(report->rate) && report->requests > 0 && report->duration_s > 0)
        report->rate = report->requests / report->duration_s;
    if (isnan(report->rate))
        return err_at(err, name, report->line, NULL,
                      "%s prints no rate of requests here: was the run cut off?", report->tool);
    double answered =
        isnan(report->requests) ? report->rate * report->duration_s : report->requests;
    if (report->failed + report->lost > 0 && !(answered > report->failed))
        return err_at(err, name, report->line, NULL,
                      "all requests of this run failed: it says nothing of what can be served");
    bool little = isnan(report->concurrency) && isnan(report->offered) && report->mean_s > 0;
    if (little)
        report->concurrency = report->rate * report->mean_s;
    report->little = little;
    if (answered > 0)
        report->rate *= 1 - report->failed / answered;
    return 0;
}

double load_report_failures(const struct load_report *report)
{
    double all = report->requests + report->lost;
    return all > 0 ? (report->failed + report->lost) / all : 0;
}

int load_reports_read(struct byte_source *source, struct load_reports *reports, struct err *err)
{
    struct str text = {0};
    int result = peek(source, &text, err);
    if (result == 0)
        result = read_runs(str_text(&text), source, reports, err);
    str_release(&text);
    if (result == 0 && reports->count == 0)
        result = err_at(err, byte_source_name(source), 0, NULL, "no report of a load test in it");
    for (size_t i = 0; i < reports->count && result == 0; i++)
        result = settle(&reports->report[i], byte_source_name(source), err);
    return result;
}

void load_reports_release(struct load_reports *reports)
{
    free(reports->report);
    *reports = (struct load_reports){.count = 0};
}
