// The requests of a load test, a row each, as levels of load: how much was at work, how much was
// served, how soon and how much of it failed.
#ifndef HEADROOM_INGEST_LOAD_SAMPLES_H
#define HEADROOM_INGEST_LOAD_SAMPLES_H

#include "base/str.h"
#include "ingest/load_report.h"

struct load_sample {
    double end_s; ///< when it was answered, from any zero
    double latency_s;
    bool failed;
};

/// How many users, threads or connections were at work from a time on.
struct load_at_work {
    double time_s;
    double number;
};

/// The requests of a file; zero-initialise, release with load_samples_release.
struct load_samples {
    const char *tool; ///< a constant
    struct load_sample *sample;
    size_t count, capacity;
    struct load_at_work *at_work; ///< in any order; none where the tool does not write it
    size_t changes, change_capacity;
    bool whole_seconds; ///< times are whole seconds
    bool at_a_rate;     ///< the tool sends at a rate, whatever is answered
};

void load_samples_add(struct load_samples *samples, double end_s, double latency_s, bool failed);

void load_samples_at_work(struct load_samples *samples, double time_s, double number);

/// Appends the levels of the samples, which are reordered, to `reports`: spans of seconds in which
/// the number at work stays the same, for LOAD_SPAN_S at least and for a tenth of the longest;
/// their first and last second are left out. A minute without an answer ends a span. The rate is
/// what was answered over the seconds; mean and percentiles (R's type 7) are of what did not fail,
/// a percentile p where 1 / (1 - p) requests were. Without a number at work each span is a level,
/// from its first request to its last answer. Where no span is long enough the run is one level at
/// its mean number at work. Of less than five whole seconds no rate is told. Errors: no samples,
/// more than LOAD_DAYS_MAX.
int load_samples_levels(struct load_samples *samples, struct load_reports *reports,
                        const char *name, struct err *err);

enum { LOAD_SPAN_S = 5, LOAD_DAYS_MAX = 30 };

void load_samples_release(struct load_samples *samples);

/// What wrote the requests whose first bytes are `text`: ab -g, hey -o csv, vegeta's CSV, JMeter's
/// JTL, Gatling's simulation.log, k6's CSV and JSON; NULL: nothing that is known.
const char *load_samples_tool(const char *text);

/// Reads them. A last row that is cut off is left out and reports->torn_line is set. Errors: a row
/// that cannot be read, by line and column.
int load_samples_read(struct byte_source *source, const char *tool, struct load_samples *samples,
                      size_t *torn_line, struct err *err);

/// The same of k6's JSON.
int load_samples_read_k6_json(struct byte_source *source, struct load_samples *samples,
                              struct err *err);

#endif
