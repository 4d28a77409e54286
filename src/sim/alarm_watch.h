// An alarm at work: it looks at a feed each time that a datapoint becomes visible.
#ifndef HEADROOM_SIM_ALARM_WATCH_H
#define HEADROOM_SIM_ALARM_WATCH_H

#include "sim/alarm.h"
#include "sim/metric_feeds.h"

/// Zero-initialise; release with alarm_watch_release.
struct alarm_watch {
    struct policy_alarm alarm;
    int64_t period_ms;
    size_t feed;                   ///< its place
    struct alarm_history *history; ///< for each datapoint of the feed within the period: windows
                                   ///< slide by one
    size_t histories;
    size_t seen; ///< datapoints looked at
    enum alarm_state state;
    double value;      ///< of the metric, the last time
    instant onset;     ///< start of the first datapoint of those that breach; INSTANT_NONE
    instant published; ///< when the last datapoint that decided became visible
};

/// How metrics are measured and shown.
struct metric_timing {
    int64_t point_ms; ///< longest datapoint: alarms over longer periods look at several
    int64_t delay_ms; ///< from the end of a datapoint until it can be seen
};

/// Starts to watch: finds the feed for the alarm's metric, bound by `binding`.
void alarm_watch_init(struct alarm_watch *watch, const struct policy_alarm *alarm,
                      const struct metric_binding *binding, const struct metric_timing *timing,
                      struct metric_feeds *feeds);

/// Looks at all datapoints that can be seen at `now`.
void alarm_watch_update(struct alarm_watch *watch, const struct metric_feeds *feeds, instant now);

void alarm_watch_release(struct alarm_watch *watch);

#endif
