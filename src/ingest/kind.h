// What a metric's values are: levels, totals per step or a counter; the rule that decided is said.
#ifndef HEADROOM_INGEST_KIND_H
#define HEADROOM_INGEST_KIND_H

#include "ingest/ingest.h"
#include "ingest/samples.h"

struct metric_kind {
    enum sample_kind kind;
    const char *rule; ///< a constant
    double per_s;     ///< of a total; 0: per step
};

/// By options, then by unit, then by the words of the metric's name:
/// ends in _total: counter; a rate, share, duration or other level by its unit or words such as
/// latency, rate, usage, users, queue: gauge; requests, count, hits, calls, invocations ...: total
/// per step; otherwise gauge.
struct metric_kind kind_of_metric(const char *metric, const struct unit *unit,
                                  const struct ingest_options *options);

/// The kind of a CloudWatch statistic: Sum and SampleCount are totals, the others gauges.
struct metric_kind kind_of_statistic(const char *statistic, const struct ingest_options *options);

/// Whether `name` holds `word` as one of its words: "RequestCount" holds "count", "account" does
/// not.
bool name_has_word(const char *name, const char *word);

/// Sets kind, rule and per_s of a stream.
void kind_apply(struct sample_stream *stream, const struct metric_kind *kind);

/// The unit of a column: what follows its name in brackets or its suffix; unknown otherwise.
/// "requests (per 5 min)" also gives *per_s. Returns the length of the name without such brackets.
size_t unit_of_header(const char *header, struct unit *unit, double *per_s);

/// Whether nothing says what a stream's values are, and they are read as levels for want of that.
bool kind_is_open(const struct sample_stream *stream);

/// "Http Requests Total": the last word is total, whatever the case.
bool name_ends_in_total(const char *name);

/// How the values of streams go on in the order of time.
struct growth_count {
    size_t rises, falls;
    size_t restarts; ///< falls to less than half, or to what a step gains
};

/// Counts a stream in, its first ten thousand samples.
void growth_add(struct growth_count *growth, const struct sample_stream *stream);

/// Whether values only grow, but for restarts that are few.
bool growth_is_of_counter(const struct growth_count *growth);

/// Whether the values of a stream, twenty at least, rise step by step and fall only to restart, as
/// those of a counter do.
bool stream_only_grows(const struct sample_stream *stream);

#endif
