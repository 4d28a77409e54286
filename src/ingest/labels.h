// Label sets as Prometheus writes them, name{a="b",c="d"}, and the short keys that they become.
#ifndef HEADROOM_INGEST_LABELS_H
#define HEADROOM_INGEST_LABELS_H

#include "ingest/kind.h"
#include "ingest/reading.h"

struct label {
    const char *name;
    const char *value;
};

/// One series: its metric and its labels; strings live in the samples' arena.
struct label_series {
    const char *metric; ///< "value" when the name was lost in a function
    struct label *label;
    size_t labels;
    size_t label_capacity;
    const char *key; ///< by label_series_settle; NULL for none
    size_t stream;   ///< of label_streams
};

/// Parses name{a="b", c="d"} or {__name__="x", a="b"}; false when `text` is not that, all of it.
bool label_series_parse(struct label_series *series, struct arena *arena, const char *text,
                        size_t length);

/// Adds a label (strings are kept, not copied); __name__ becomes the metric.
void label_series_add(struct label_series *series, const char *name, const char *value);

void label_series_release(struct label_series *series);

/// Gives each series its key: the values of the labels that differ between series, joined by "/";
/// with --by those named, and what else differs goes behind the metric's name. Error: --by names a
/// label that no series has.
int label_series_settle(struct label_series *series, size_t count, struct reading *reading);

/// The labelled series of a file while it is read, found again by the text of their labels.
struct label_streams {
    struct label_series *series;
    size_t count;
    size_t capacity;
    struct key_index texts; ///< number i is series i
};

/// The stream of the series whose labels were once written `text`; SIZE_MAX when it is new.
size_t label_streams_find(const struct label_streams *streams, const char *text, size_t length);

/// Adds a series (taken over) known as `text`, and its stream with kind and unit by its name.
/// -1: too many series.
int label_streams_add(struct label_streams *streams, struct reading *reading,
                      struct label_series *series, const char *text, size_t length, size_t *stream);

/// Settles the keys and names the streams by them.
int label_streams_settle(struct label_streams *streams, struct reading *reading);

void label_streams_release(struct label_streams *streams);

/// Kind of a metric by the conventions of Prometheus: _total, _count, _sum and _bucket are
/// counters.
struct metric_kind kind_of_prometheus(const char *metric, const struct unit *unit,
                                      const struct ingest_options *options);

#endif
