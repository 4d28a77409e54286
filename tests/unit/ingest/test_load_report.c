// What load generators print, as they print it; the expected numbers were read off by hand.
#include "base/number.h"
#include "base/str.h"
#include "ingest/load_report.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct report_case {
    const char *what;
    const char *text;
    const char *expect; ///< a line a run, or the refusal
    bool refused;
};

#define WRK(connections, rate, errors)                                                             \
    "Running 3s test @ http://127.0.0.1:18099/\n  1 threads and " connections " connections\n"     \
    "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"                                        \
    "    Latency     3.53ms    2.55ms  18.25ms   84.22%\n"                                         \
    "    Req/Sec     1.20k   215.01     1.68k    70.00%\n"                                         \
    "  Latency Distribution\n     50%  745.63us\n     99%   13.22ms\n"                             \
    "  3600 requests in 3.00s, 10.65MB read\n" errors "Requests/sec:   " rate                      \
    "\nTransfer/sec:      3.55MB\n"

static const struct report_case cases[] = {
    {.what = "wrk, two runs in a file, connections and answers that failed",
     .text =
         WRK("4", "1200.00", "") WRK("8", "1200.00",
                                     "  Socket errors: connect 1, read 2, write 0, timeout 397\n"
                                     "  Non-2xx or 3xx responses: 900\n"),
     .expect = "wrk line 1: 4 at work, 1200/s, 0% failed, mean 3.53 ms, p50 0.74563, p99 13.22\n"
               "wrk line 12: 8 at work, 900/s, 32.5% failed, mean 3.53 ms, p50 0.74563, p99 "
               "13.22\n"},
    {.what = "ab: lengths that differ are no failures",
     .text = "This is ApacheBench, Version 2.3 <$Revision$>\n\nConcurrency Level:      4\n"
             "Time taken for tests:   2.000 seconds\nComplete requests:      400\n"
             "Failed requests:        50\n"
             "   (Connect: 0, Receive: 0, Length: 46, Exceptions: 4)\nNon-2xx responses:      16\n"
             "Requests per second:    200.00 [#/sec] (mean)\n"
             "Time per request:       20.000 [ms] (mean)\n"
             "Time per request:       5.000 [ms] (mean, across all concurrent requests)\n"
             "Percentage of the requests served within a certain time (ms)\n"
             "  50%      4\n  95%     53\n 100%    106 (longest request)\n",
     .expect = "ab line 1: 4 at work, 190/s, 5% failed, mean 20 ms, p50 4, p95 53, p100 106\n"},
    {.what = "hey: connections by Little's law, codes and errors",
     .text = "\nSummary:\n  Total:\t1.0000 secs\n  Slowest:\t0.0952 secs\n  Average:\t0.0200 secs\n"
             "  Requests/sec:\t200.0000\n\nResponse time histogram:\n  0.001 [1]\t|\n"
             "Latency distribution:\n  10% in 0.0034 secs\n  50% in 0.0083 secs\n"
             "  99% in 0.0949 secs\n\nStatus code distribution:\n  [200]\t180 responses\n"
             "  [503]\t10 responses\n\nError distribution:\n  [10]\tGet \"http://x\": refused\n",
     .expect = "hey line 2: 4 by Little's law, 180/s, 10% failed, mean 20 ms, p10 3.4, p50 8.3, "
               "p99 94.9\n"},
    {.what = "siege, in both of its forms, behind what it says first",
     .text = "New configuration template added\n{\t\"transactions\":\t\t\t   284,\n"
             "\t\"availability\":\t\t\t  100.00,\n\t\"elapsed_time\":\t\t\t 1.54,\n"
             "\t\"response_time\":\t\t 0.02,\n\t\"transaction_rate\":\t\t 184.42,\n"
             "\t\"concurrency\":\t\t\t 3.89,\n\t\"failed_transactions\":\t 16,\n}\n"
             "Transactions:\t\t 100 hits\nResponse time:\t\t 0.05 secs\n"
             "Transaction rate:\t 50.00 trans/sec\nConcurrency:\t\t 2.50\n"
             "Failed transactions:\t 0\n",
     .expect = "siege line 2: 3.89 at work, 184.42/s, 5.333333333% failed, mean 20 ms\n"
               "siege line 10: 2.5 at work, 50/s, 0% failed, mean 50 ms\n"},
    {.what = "vegeta: the rate that was sent",
     .text = "Requests      [total, rate, throughput]         1200, 20.02, 19.02\n"
             "Duration      [total, attack, wait]             59.96s, 59.95s, 10ms\n"
             "Latencies     [min, mean, 50, 90, 95, 99, max]  1ms, 1.5ms, 2ms, 3ms, 4ms, 1m0.5s, "
             "2m0s\n"
             "Success       [ratio]                           95.00%\n",
     .expect = "vegeta line 1: sent 20.02/s, 19.02/s, 5% failed, mean 1.5 ms, p50 2, p90 3, p95 "
               "4, p99 60500\n"},
    {.what = "vegeta's JSON",
     .text = "{\"latencies\":{\"total\":9,\"mean\":1500000,\"50th\":2000000,\"99th\":5000000},"
             "\"requests\":1200,\"rate\":20.02,\"throughput\":19.02,\"success\":0.95,"
             "\"status_codes\":{\"200\":1140,\"503\":60},\"errors\":[\"503\"]}\n",
     .expect = "vegeta line 0: sent 20.02/s, 19.02/s, 5% failed, mean 1.5 ms, p50 2, p99 5\n"},
    {.what = "autocannon",
     .text = "{\"url\":\"http://x\",\"connections\":10,\"pipelining\":1,\"duration\":10,"
             "\"errors\":50,\"timeouts\":50,\"non2xx\":95,\"2xx\":855,"
             "\"requests\":{\"average\":95,\"total\":950,\"p99\":120},"
             "\"latency\":{\"average\":12.5,\"p50\":10,\"p97_5\":30,\"p99\":40}}",
     .expect = "autocannon line 0: 10 at work, 85.5/s, 14.5% failed, mean 12.5 ms, p50 10, p97.5 "
               "30, p99 40\n"},
    {.what = "artillery: the aggregate, whatever its periods say",
     .text = "{\"aggregate\":{\"counters\":{\"http.requests\":1000,\"http.responses\":950,"
             "\"http.codes.200\":855,\"http.codes.500\":95,\"errors.ETIMEDOUT\":50},"
             "\"firstCounterAt\":1710050400000,\"lastCounterAt\":1710050410000,"
             "\"summaries\":{\"http.response_time\":{\"mean\":20,\"median\":15,\"p95\":50,"
             "\"p99\":80}}},\"intermediate\":[{\"counters\":{\"http.responses\":1},"
             "\"firstCounterAt\":1}]}",
     .expect = "artillery line 0: 1.9 by Little's law, 85.5/s, 14.5% failed, mean 20 ms, p50 15, "
               "p95 50, p99 80\n"},
    {.what = "k6's summary",
     .text = "{\"metrics\":{\"http_req_failed\":{\"passes\":10,\"fails\":90,\"value\":0.1},"
             "\"http_req_duration\":{\"avg\":20,\"med\":18,\"p(90)\":30,\"p(95)\":40,\"max\":99},"
             "\"http_reqs\":{\"count\":100,\"rate\":10},\"vus_max\":{\"value\":5,\"min\":5,"
             "\"max\":5}},\"root_group\":{\"checks\":{}}}",
     .expect = "k6 line 0: 5 at work, 9/s, 10% failed, mean 20 ms, p50 18, p90 30, p95 40\n"},
    {.what = "k6's handleSummary",
     .text = "{\"metrics\":{\"http_reqs\":{\"type\":\"counter\",\"values\":{\"count\":100,"
             "\"rate\":10}},\"http_req_duration\":{\"values\":{\"avg\":20,\"p(99.9)\":40}},"
             "\"vus_max\":{\"values\":{\"max\":5}}}}",
     .expect = "k6 line 0: 5 at work, 10/s, 0% failed, mean 20 ms, p99.9 40\n"},
    {.what = "JMeter's dashboard",
     .text = "{\"Total\":{\"transaction\":\"Total\",\"sampleCount\":200,\"errorCount\":10,"
             "\"meanResTime\":50,\"medianResTime\":40,\"pct1ResTime\":90,\"pct3ResTime\":120,"
             "\"throughput\":20}}",
     .expect = "jmeter line 0: 1 by Little's law, 19/s, 5% failed, mean 50 ms, p50 40, p90 90, "
               "p99 120\n"},
    {.what = "a run without an answer",
     .text = "Running 3s test @ http://x/\n  1 threads and 4 connections\n"
             "  0 requests in 3.00s, 0.00B read\n"
             "  Socket errors: connect 4, read 0, write 0, timeout 0\nRequests/sec:      0.00\n",
     .refused = true,
     .expect = "memory:1: all requests of this run failed: it says nothing of what can be served"},
    {.what = "a run that was cut off",
     .text = "This is ApacheBench, Version 2.3\n\nBenchmarking x (be patient)\n",
     .refused = true,
     .expect = "memory:1: ab prints no rate of requests here: was the run cut off?"},
    {.what = "no report", .text = "time,load\n", .refused = true, .expect = "no report of a load"},
};

static void append_number(struct str *text, double value)
{
    char number[NUMBER_TEXT_MAX];
    str_append(text, number_format(number, value));
}

static void append_report(struct str *text, const struct load_report *report)
{
    str_appendf(text, "%s line %zu: ", report->tool, report->line);
    if (!isnan(report->offered)) {
        str_append(text, "sent ");
        append_number(text, report->offered);
        str_append(text, "/s, ");
    }
    if (!isnan(report->concurrency)) {
        append_number(text, report->concurrency);
        str_append(text, report->little ? " by Little's law, " : " at work, ");
    }
    append_number(text, report->rate);
    str_append(text, "/s, ");
    append_number(text, 100 * load_report_failures(report));
    str_append(text, "% failed, mean ");
    append_number(text, 1000 * report->mean_s);
    str_append(text, " ms");
    for (size_t i = 0; i < report->percentiles; i++) {
        str_append(text, ", p");
        append_number(text, 100 * report->percentile[i].share);
        str_append_char(text, ' ');
        append_number(text, 1000 * report->percentile[i].latency_s);
    }
    str_append_char(text, '\n');
}

static void check_report(const struct report_case *want)
{
    struct byte_source *source = byte_source_memory(want->text, strlen(want->text));
    struct load_reports reports = {.count = 0};
    struct err err = {0};
    struct str text = {0};
    bool known = load_report_is(source, &err);
    is_int(known, !want->refused || strstr(want->expect, "no report") == NULL, want->what);
    int result = load_reports_read(source, &reports, &err);
    for (size_t i = 0; i < reports.count && result == 0; i++)
        append_report(&text, &reports.report[i]);
    if (want->refused)
        has_text(err.text, want->expect, want->what);
    else
        is_text(result == 0 ? str_text(&text) : err.text, want->expect, want->what);
    str_release(&text);
    load_reports_release(&reports);
    byte_source_close(source);
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_report(&cases[i]);
    return done();
}
