#include "sim/metric_feed.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/// Datapoints that are complete but not yet visible are kept beside the window.
enum { KEPT_LEAST = 64 };

static void begin_point(struct metric_feed *feed)
{
    feed->sum = 0;
    feed->seconds = 0;
    feed->low = INFINITY;
    feed->high = -INFINITY;
}

void metric_feed_start(struct metric_feed *feed, instant start, int64_t window_ms)
{
    size_t wanted = (size_t)((window_ms + feed->delay_ms) / feed->point_ms) + 2;
    size_t kept = KEPT_LEAST;
    while (kept < wanted)
        kept *= 2;
    if (kept > feed->kept) {
        free(feed->point);
        feed->point = mem_alloc(kept, sizeof *feed->point);
        feed->kept = kept;
    }
    feed->start = start;
    feed->points = 0;
    begin_point(feed);
}

void metric_feed_add(struct metric_feed *feed, const struct metric_moment *moment)
{
    double value = metric_binding_value(&feed->binding, moment);
    if (isnan(value))
        return;
    feed->sum += value * moment->seconds;
    feed->seconds += moment->seconds;
    feed->low = value < feed->low ? value : feed->low;
    feed->high = value > feed->high ? value : feed->high;
}

void metric_feed_close(struct metric_feed *feed)
{
    double value = feed->sum / feed->seconds;
    if (feed->seconds <= 0)
        value = NAN;
    else if (feed->statistic == STATISTIC_MINIMUM)
        value = feed->low;
    else if (feed->statistic == STATISTIC_MAXIMUM)
        value = feed->high;
    feed->point[feed->points & (feed->kept - 1)] = value;
    feed->points++;
    begin_point(feed);
}

size_t metric_feed_visible(const struct metric_feed *feed, instant now)
{
    int64_t age = now - feed->start - feed->delay_ms;
    size_t visible = age < 0 ? 0 : (size_t)(age / feed->point_ms);
    return visible < feed->points ? visible : feed->points;
}

double metric_feed_value(const struct metric_feed *feed, size_t last, int64_t period_ms)
{
    size_t wanted = (size_t)(period_ms / feed->point_ms);
    if (wanted <= 1 && last < feed->points && last + feed->kept >= feed->points)
        return feed->point[last & (feed->kept - 1)];
    double sum = 0, low = INFINITY, high = -INFINITY;
    size_t present = 0;
    for (size_t i = 0; i < wanted && i <= last; i++) {
        size_t at = last - i;
        if (at >= feed->points || at + feed->kept < feed->points)
            continue;
        double value = feed->point[at & (feed->kept - 1)];
        if (isnan(value))
            continue;
        sum += value;
        low = fmin(low, value);
        high = fmax(high, value);
        present++;
    }
    if (present == 0)
        return NAN;
    return feed->statistic == STATISTIC_MINIMUM   ? low
           : feed->statistic == STATISTIC_MAXIMUM ? high
                                                  : sum / (double)present;
}

void metric_feed_release(struct metric_feed *feed)
{
    free(feed->point);
    *feed = (struct metric_feed){0};
}
