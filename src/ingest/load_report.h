// What load generators print at the end of a run: how much was at work, how much was served, how
// soon and how much of it failed.
#ifndef HEADROOM_INGEST_LOAD_REPORT_H
#define HEADROOM_INGEST_LOAD_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

enum { REPORT_PERCENTILES = 24 };

struct report_percentile {
    double share; ///< 0 to 1
    double latency_s;
};

/// One run. NaN: the report does not say.
struct load_report {
    const char *tool;   ///< a constant
    size_t line;        ///< of the file, from 1, on which the run's report begins
    double concurrency; ///< connections or users at work
    double offered;     ///< requests per second that were sent, where the tool sends at a rate
    double rate;        ///< requests per second, as reported
    double requests;    ///< answered
    double failed;      ///< of them, as errors
    double lost;        ///< that got no answer, or are not among the requests for another reason
    double duration_s;
    double mean_s;
    struct report_percentile percentile[REPORT_PERCENTILES];
    size_t percentiles;
    bool little;  ///< concurrency is rate times mean latency (Little's law), as the report has none
    bool no_rate; ///< it says how soon, but not how much
};

struct load_reports {
    struct load_report *report;
    size_t count, capacity;
    double ramp_s;    ///< of requests written one by one: seconds between the levels
    bool unsteady;    ///< that never had one number at work for long
    size_t torn_line; ///< the last one, which is cut off; 0: none
};

/// Whether the beginning of `source`, which is not taken, is such a report.
bool load_report_is(struct byte_source *source, struct err *err);

/// Reads all runs of a source: what wrk, ab, hey, vegeta, siege, autocannon, artillery, k6, JMeter
/// and Locust write at the end, ab -e, a histogram of vegeta, and requests one by one
/// (load_samples.h); release with load_reports_release. The rate becomes that of what was served.
/// Errors: no run, one that was cut off, a run of which all requests failed.
int load_reports_read(struct byte_source *source, struct load_reports *reports, struct err *err);

/// The share of all requests that were not served.
double load_report_failures(const struct load_report *report);

void load_reports_release(struct load_reports *reports);

// What the readers of text and of JSON share.

/// A report of nothing yet.
struct load_report load_report_new(const char *tool, size_t line);

/// Adds a percentile, unless there are too many or one of that share; NaN is left out.
void load_report_percentile(struct load_report *report, double share, double latency_s);

/// The runs in text; 0 where there are none.
void load_report_text(const char *text, struct load_reports *reports);

/// The run in a document of JSON; none where it is no report that is known. -1: it is no JSON.
int load_report_json(struct byte_source *source, struct load_reports *reports, struct err *err);

/// Whether the text begins like one of Locust's tables.
bool load_report_is_locust(const char *text);

/// The run of Locust's stats.csv, or the levels of its stats_history.csv: spans of the same number
/// of users, for five seconds at least and for a tenth of the longest, without their first and last
/// row. Rate, failures and mean follow from the totals at both ends, a percentile is the median of
/// what its rows say. Errors: no such row, users that are never the same for long.
int load_report_locust(struct byte_source *source, struct load_reports *reports, struct err *err);

/// The name of the tool whose JSON the text looks like; NULL: none.
const char *load_report_json_tool(const char *text);

#endif
