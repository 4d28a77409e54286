#include "sim/alarm_watch.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define PERIOD_DEFAULT_S 60.0

void alarm_watch_init(struct alarm_watch *watch, const struct policy_alarm *alarm,
                      const struct metric_binding *binding, const struct metric_timing *timing,
                      struct metric_feeds *feeds)
{
    double period_s = isnan(alarm->metric.period_s) ? PERIOD_DEFAULT_S : alarm->metric.period_s;
    int64_t period_ms = (int64_t)(period_s * (double)INSTANT_PER_SECOND);
    int64_t point_ms = period_ms < timing->point_ms ? period_ms : timing->point_ms;
    size_t histories = (size_t)(period_ms / point_ms);
    *watch = (struct alarm_watch){
        .alarm = *alarm,
        .period_ms = period_ms,
        .histories = histories,
        .value = NAN,
        .onset = INSTANT_NONE,
        .published = INSTANT_NONE,
    };
    watch->feed = metric_feeds_find(feeds, binding, alarm->metric.statistic, point_ms,
                                    timing->delay_ms, period_ms);
    watch->history = mem_alloc(histories, sizeof *watch->history);
    struct alarm_rule rule = alarm_rule_of(alarm);
    for (size_t i = 0; i < histories; i++)
        alarm_history_init(&watch->history[i], &rule);
}

/// Looks at the window that ends with datapoint `last`.
static void look(struct alarm_watch *watch, const struct metric_feed *feed, size_t last)
{
    watch->value = metric_feed_value(feed, last, watch->period_ms);
    enum datapoint point = alarm_datapoint(&watch->alarm, watch->value);
    instant end = feed->start + (int64_t)(last + 1) * feed->point_ms;
    if (point == DATAPOINT_BREACHING && watch->onset == INSTANT_NONE)
        watch->onset = end - watch->period_ms;
    watch->state = alarm_history_push(&watch->history[(last + 1) % watch->histories], point);
    watch->published = end + feed->delay_ms;
    if (watch->state != ALARM_ON && point != DATAPOINT_BREACHING)
        watch->onset = INSTANT_NONE;
}

void alarm_watch_update(struct alarm_watch *watch, const struct metric_feeds *feeds, instant now)
{
    const struct metric_feed *feed = &feeds->feed[watch->feed];
    size_t visible = metric_feed_visible(feed, now);
    for (; watch->seen < visible; watch->seen++)
        // The first windows are not yet whole.
        if (watch->seen + 1 >= watch->histories)
            look(watch, feed, watch->seen);
}

void alarm_watch_release(struct alarm_watch *watch)
{
    for (size_t i = 0; i < watch->histories; i++)
        alarm_history_release(&watch->history[i]);
    free(watch->history);
    *watch = (struct alarm_watch){0};
}
