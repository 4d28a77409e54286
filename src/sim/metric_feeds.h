// All feeds of a replay: policies that watch the same metric alike share one.
#ifndef HEADROOM_SIM_METRIC_FEEDS_H
#define HEADROOM_SIM_METRIC_FEEDS_H

#include "sim/metric_feed.h"

/// Zero-initialise; release with metric_feeds_release. Memory is kept between replays.
struct metric_feeds {
    struct metric_feed *feed;
    int64_t *window_ms; ///< the longest that is asked of each
    size_t count;
    size_t capacity;
    instant next; ///< when the next datapoint of any of them ends
};

/// Forgets all feeds.
void metric_feeds_clear(struct metric_feeds *feeds);

/// The place of a feed with these datapoints, made if there is none; `window_ms` is what will be
/// asked of it at once.
size_t metric_feeds_find(struct metric_feeds *feeds, const struct metric_binding *binding,
                         enum metric_statistic statistic, int64_t point_ms, int64_t delay_ms,
                         int64_t window_ms);

/// Starts all of them.
void metric_feeds_start(struct metric_feeds *feeds, instant start);

/// Adds a stretch that ends at feeds->next or before.
void metric_feeds_add(struct metric_feeds *feeds, const struct metric_moment *moment);

/// Completes the datapoints that end at `now`, which is feeds->next.
void metric_feeds_close(struct metric_feeds *feeds, instant now);

void metric_feeds_release(struct metric_feeds *feeds);

#endif
