// A metric as the cloud shows it: datapoints of a period, visible some time after it.
#ifndef HEADROOM_SIM_METRIC_FEED_H
#define HEADROOM_SIM_METRIC_FEED_H

#include "policy/core/policy.h"
#include "sim/metric_binding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What happened in one stretch of constant load, for all feeds.
struct metric_moment {
    double seconds;
    double offered;   ///< arrivals, in the unit of demand
    double work;      ///< that the instances are asked to do, in the unit of demand
    double instances; ///< in service
    double backlog;   ///< at the end, demand x seconds
    double latency_s; ///< NaN without a model
    size_t tick;      ///< of the trace, for metrics that are columns of it
};

/// Zero-initialise; release with metric_feed_release. Memory is kept between replays.
struct metric_feed {
    struct metric_binding binding;
    enum metric_statistic statistic; ///< within a datapoint: minimum, maximum or mean
    int64_t point_ms;                ///< length of a datapoint
    int64_t delay_ms;                ///< from its end until it can be seen
    instant start;
    double sum, seconds, low, high; ///< of the datapoint that is being measured
    double *point;                  ///< the last `kept` datapoints; NaN: nothing measured
    size_t kept;                    ///< a power of two
    size_t points;                  ///< complete ones so far
};

/// Starts at `start` with no datapoint; `window_ms` is the longest that is asked for.
void metric_feed_start(struct metric_feed *feed, instant start, int64_t window_ms);

/// Adds a stretch that lies within the current datapoint.
void metric_feed_add(struct metric_feed *feed, const struct metric_moment *moment);

/// Completes the current datapoint: its period ends.
void metric_feed_close(struct metric_feed *feed);

/// How many datapoints can be seen at `now`.
size_t metric_feed_visible(const struct metric_feed *feed, instant now);

/// The metric over the `period_ms` that end with datapoint `last` (whole datapoints): their mean,
/// or their lowest or highest by the statistic. NaN where nothing was measured, or too long ago.
double metric_feed_value(const struct metric_feed *feed, size_t last, int64_t period_ms);

void metric_feed_release(struct metric_feed *feed);

#endif
