// The reports of wrk, ab, hey, siege and vegeta as they print them, a run after the other; ab -e
// and histograms of vegeta, which say how soon but not how much.
#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "ingest/load_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// Blanks, tabs and colons stand between a label and its value.
static const char *skip(const char *text)
{
    return text + strspn(text, " \t:");
}

/// The text behind `label`, which the line has to begin with, blanks aside; NULL otherwise.
static const char *behind(const char *line, const char *label)
{
    line += strspn(line, " \t\"{");
    size_t length = strlen(label);
    if (strncmp(line, label, length) != 0)
        return NULL;
    return skip(line + length + (line[length] == '"'));
}

static double number_of(const char *text)
{
    double value = (double)NAN;
    if (text == NULL || number_parse_prefix(text, strlen(text), &value) == 0)
        return (double)NAN;
    return value;
}

/// Seconds of "3.53ms", "745.63us", "1.02s", "1m2.5s", "0.0083 secs"; a bare number counts in
/// `bare_s`. NaN: none.
static double duration_of(const char *text, double bare_s)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"ns", 1e-9}, {"us", 1e-6}, {"\xC2\xB5s", 1e-6}, {"\xCE\xBCs", 1e-6},
                 {"ms", 1e-3}, {"min", 60},  {"m", 60},           {"secs", 1},
                 {"sec", 1},   {"s", 1},     {"h", 3600}};
    double total = 0;
    size_t parts = 0;
    for (;;) {
        double value = 0;
        size_t length = number_parse_prefix(text, strlen(text), &value);
        if (length == 0)
            break;
        text += length;
        if (*text == ' ')
            text++;
        size_t i = 0;
        while (i < sizeof units / sizeof *units &&
               strncmp(text, units[i].unit, strlen(units[i].unit)) != 0)
            i++;
        bool known = i < sizeof units / sizeof *units;
        total += value * (known ? units[i].seconds : bare_s);
        parts++;
        if (!known)
            break;
        text += strlen(units[i].unit);
    }
    return parts > 0 ? total : (double)NAN;
}

static void add(double *count, double more)
{
    if (!isnan(more))
        *count = (isnan(*count) ? 0 : *count) + more;
}

static void keep(double *value, double found)
{
    if (!isnan(found))
        *value = found;
}

/// A line "  99%   13.22ms" or "  99% in 0.1 secs".
static void take_percentile(struct load_report *report, const char *line, double bare_s)
{
    double share = 0;
    line += strspn(line, " \t");
    size_t length = number_parse_prefix(line, strlen(line), &share);
    if (length == 0 || line[length] != '%' || share <= 0 || share > 100)
        return;
    const char *value = skip(line + length + 1);
    if (strncmp(value, "in ", 3) == 0)
        value += 3;
    load_report_percentile(report, share / 100, duration_of(value, bare_s));
}

static void take_wrk(struct load_report *report, const char *line)
{
    double threads = 0;
    double connections = 0;
    double failures[4] = {0};
    const char *value = NULL;
    if (sscanf(line, " %lf threads and %lf connections", &threads, &connections) == 2)
        report->concurrency = connections;
    else if (sscanf(line, " Socket errors: connect %lf, read %lf, write %lf, timeout %lf",
                    &failures[0], &failures[1], &failures[2], &failures[3]) == 4)
        report->lost = failures[0] + failures[1] + failures[2] + failures[3];
    else if ((value = behind(line, "Non-2xx or 3xx responses")) != NULL)
        add(&report->failed, number_of(value));
    else if ((value = behind(line, "Requests/sec")) != NULL)
        report->rate = number_of(value);
    else if ((value = behind(line, "Latency ")) != NULL && ascii_is_digit(*value))
        report->mean_s = duration_of(value, 1);
    else if ((value = strstr(line, " requests in ")) != NULL) {
        keep(&report->requests, number_of(line + strspn(line, " ")));
        keep(&report->duration_s, duration_of(value + 13, 1));
    } else
        take_percentile(report, line, 1);
}

static void take_ab(struct load_report *report, const char *line)
{
    double causes[4] = {0};
    const char *value = NULL;
    if ((value = behind(line, "Concurrency Level")) != NULL)
        report->concurrency = number_of(value);
    else if ((value = behind(line, "Complete requests")) != NULL)
        report->requests = number_of(value);
    else if ((value = behind(line, "Time taken for tests")) != NULL)
        report->duration_s = duration_of(value, 1);
    else if ((value = behind(line, "Failed requests")) != NULL)
        add(&report->failed, number_of(value));
    // Answers of another length than the first one are no failures.
    else if (sscanf(line, " (Connect: %lf, Receive: %lf, Length: %lf, Exceptions: %lf)", &causes[0],
                    &causes[1], &causes[2], &causes[3]) == 4)
        add(&report->failed, -causes[2]);
    else if ((value = behind(line, "Non-2xx responses")) != NULL)
        add(&report->failed, number_of(value));
    else if ((value = behind(line, "Requests per second")) != NULL)
        report->rate = number_of(value);
    else if ((value = behind(line, "Time per request")) != NULL && isnan(report->mean_s))
        report->mean_s = number_of(value) / 1000;
    else
        take_percentile(report, line, 1e-3);
}

static void take_hey(struct load_report *report, const char *line)
{
    const char *value = NULL;
    double code = 0;
    double count = 0;
    if ((value = behind(line, "Requests/sec")) != NULL)
        report->rate = number_of(value);
    else if ((value = behind(line, "Average")) != NULL)
        keep(&report->mean_s, duration_of(value, 1));
    else if ((value = behind(line, "Total:")) != NULL)
        report->duration_s = duration_of(value, 1);
    else if (sscanf(line, " [%lf] %lf responses", &code, &count) == 2) {
        add(&report->requests, count);
        add(&report->failed, code >= 400 ? count : 0);
    } else if (sscanf(line, " [%lf]", &count) == 1) {
        // Of what got no answer.
        add(&report->requests, count);
        add(&report->failed, count);
    } else
        take_percentile(report, line, 1);
}

static void take_siege(struct load_report *report, const char *line)
{
    const char *value = NULL;
    if ((value = behind(line, "transactions")) != NULL ||
        (value = behind(line, "Transactions")) != NULL)
        report->requests = number_of(value);
    else if ((value = behind(line, "elapsed_time")) != NULL ||
             (value = behind(line, "Elapsed time")) != NULL)
        report->duration_s = duration_of(value, 1);
    else if ((value = behind(line, "response_time")) != NULL ||
             (value = behind(line, "Response time")) != NULL)
        report->mean_s = duration_of(value, 1);
    else if ((value = behind(line, "transaction_rate")) != NULL ||
             (value = behind(line, "Transaction rate")) != NULL)
        report->rate = number_of(value);
    else if ((value = behind(line, "concurrency")) != NULL ||
             (value = behind(line, "Concurrency")) != NULL)
        report->concurrency = number_of(value);
    else if ((value = behind(line, "failed_transactions")) != NULL ||
             (value = behind(line, "Failed transactions")) != NULL)
        keep(&report->lost, number_of(value));
}

/// The values behind "]" of vegeta's lines, comma separated; returns how many.
static size_t values_of(const char *line, const char *value[8])
{
    size_t count = 0;
    const char *at = strchr(line, ']');
    for (at = at == NULL ? NULL : at + 1; at != NULL && count < 8; at = strchr(at, ',')) {
        at += strspn(at, " ,\t");
        value[count++] = at;
    }
    return count;
}

static void take_vegeta(struct load_report *report, const char *line)
{
    const char *value[8];
    size_t count = values_of(line, value);
    if (strncmp(line, "Requests ", 9) == 0 && count >= 3) {
        report->requests = number_of(value[0]);
        report->offered = number_of(value[1]);
        report->rate = number_of(value[2]); // of those that succeeded
    } else if (strncmp(line, "Success ", 8) == 0 && count == 1) {
        double share = number_of(value[0]) / 100;
        report->lost = report->requests * (1 - share);
        report->requests *= share;
    } else if (strncmp(line, "Latencies ", 10) == 0 && strstr(line, "[min, mean, 50, 90, 95, 99") &&
               count >= 6) {
        static const double shares[] = {0.5, 0.9, 0.95, 0.99};
        report->mean_s = duration_of(value[1], 1);
        for (size_t i = 0; i < 4; i++)
            load_report_percentile(report, shares[i], duration_of(value[2 + i], 1));
    } else if (strncmp(line, "Latencies ", 10) == 0 && strstr(line, "[mean, 50, 95, 99") &&
               count >= 4) {
        static const double shares[] = {0.5, 0.95, 0.99};
        report->mean_s = duration_of(value[0], 1);
        for (size_t i = 0; i < 3; i++)
            load_report_percentile(report, shares[i], duration_of(value[1 + i], 1));
    }
}

/// A line "99,13.220" of ab -e.
static void take_ab_percentiles(struct load_report *report, const char *line)
{
    static const double shares[] = {0.5, 0.75, 0.9, 0.95, 0.98, 0.99};
    const char *comma = strchr(line, ',');
    double percent = number_of(line);
    double latency_ms = comma == NULL ? (double)NAN : number_of(comma + 1);
    report->no_rate = true;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (fabs(percent / 100 - shares[i]) < 1e-9)
            load_report_percentile(report, shares[i], latency_ms / 1000);
}

/// A line "[2ms,     4ms]    1200   48.00%  ###": a percentile is at most the end of the bucket in
/// which it lies. The shares so far are kept as the number of requests.
static void take_vegeta_histogram(struct load_report *report, const char *line)
{
    static const double shares[] = {0.5, 0.75, 0.9, 0.95, 0.99, 0.999};
    const char *comma = strchr(line, ',');
    const char *end = strchr(line, ']');
    const char *percent = end == NULL ? NULL : strchr(end, '%');
    report->no_rate = true;
    if (line[0] != '[' || comma == NULL || percent == NULL || comma > end)
        return;
    const char *cell = percent;
    while (cell > end && (ascii_is_digit(cell[-1]) || cell[-1] == '.'))
        cell--;
    double before = isnan(report->requests) ? 0 : report->requests;
    double latency_s = duration_of(skip(comma + 1), 1);
    // Each share is rounded to a hundredth of a percent.
    report->requests = before + number_of(cell) / 100;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (before < shares[i] - 1e-9 && report->requests >= shares[i] - 1e-9)
            load_report_percentile(report, shares[i], latency_s);
}

/// Tools, the line that a report of theirs begins with, and what its lines say.
static const struct {
    const char *name;
    const char *first, *also; ///< what the first line begins with, and what it holds besides
    void (*take)(struct load_report *report, const char *line);
} tools[] = {
    {"wrk", "Running ", "s test @ ", take_wrk},
    {"wrk", "Running ", "m test @ ", take_wrk},
    {"ab", "This is ApacheBench", "", take_ab},
    {"hey", "Summary:", "", take_hey},
    {"siege", "{\t\"transactions\":", "", take_siege},
    {"siege", "Transactions:", " hits", take_siege},
    {"vegeta", "Requests ", "[total, rate, throughput]", take_vegeta},
    {"vegeta's histogram", "Bucket ", " Histogram", take_vegeta_histogram},
    {"ab -e", "Percentage served,Time in ms", "", take_ab_percentiles},
};

enum { TOOLS = sizeof tools / sizeof *tools };

static size_t tool_of(const char *line)
{
    for (size_t i = 0; i < TOOLS; i++)
        if (strncmp(line, tools[i].first, strlen(tools[i].first)) == 0 &&
            strstr(line, tools[i].also) != NULL)
            return i;
    return TOOLS;
}

void load_report_text(const char *text, struct load_reports *reports)
{
    struct str line = {0};
    size_t tool = TOOLS;
    size_t number = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\r\n");
        str_clear(&line);
        str_append_bytes(&line, text, length);
        text += length;
        number += *text == '\n' || (*text == '\r' && text[1] != '\n');
        text += *text != '\0';
        size_t begins = tool_of(str_text(&line));
        if (begins < TOOLS) {
            tool = begins;
            struct load_report report = load_report_new(tools[tool].name, number);
            VEC_PUSH(reports->report, reports->count, reports->capacity, report);
        }
        if (tool < TOOLS)
            tools[tool].take(&reports->report[reports->count - 1], str_text(&line));
    }
    str_release(&line);
}
