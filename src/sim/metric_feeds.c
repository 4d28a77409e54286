#include "sim/metric_feeds.h"

#include "base/memory.h"

#include <stdlib.h>

void metric_feeds_clear(struct metric_feeds *feeds)
{
    feeds->count = 0;
    feeds->next = INT64_MAX;
}

/// Room for one more; feeds of earlier replays keep their memory.
static void grow(struct metric_feeds *feeds)
{
    size_t before = feeds->capacity;
    feeds->capacity = before == 0 ? 4 : before * 2;
    feeds->feed = mem_resize(feeds->feed, feeds->capacity, sizeof *feeds->feed);
    feeds->window_ms = mem_resize(feeds->window_ms, feeds->capacity, sizeof *feeds->window_ms);
    for (size_t i = before; i < feeds->capacity; i++)
        feeds->feed[i] = (struct metric_feed){0};
}

size_t metric_feeds_find(struct metric_feeds *feeds, const struct metric_binding *binding,
                         enum metric_statistic statistic, int64_t point_ms, int64_t delay_ms,
                         int64_t window_ms)
{
    size_t i = 0;
    for (; i < feeds->count; i++) {
        const struct metric_feed *feed = &feeds->feed[i];
        if (metric_binding_equal(&feed->binding, binding) && feed->statistic == statistic &&
            feed->point_ms == point_ms && feed->delay_ms == delay_ms)
            break;
    }
    if (i == feeds->capacity)
        grow(feeds);
    if (i == feeds->count) {
        struct metric_feed *feed = &feeds->feed[feeds->count++];
        feed->binding = *binding;
        feed->statistic = statistic;
        feed->point_ms = point_ms;
        feed->delay_ms = delay_ms;
        feeds->window_ms[i] = 0;
    }
    if (feeds->window_ms[i] < window_ms)
        feeds->window_ms[i] = window_ms;
    return i;
}

static instant point_end(const struct metric_feed *feed)
{
    return feed->start + (int64_t)(feed->points + 1) * feed->point_ms;
}

static void find_next(struct metric_feeds *feeds)
{
    feeds->next = INT64_MAX;
    for (size_t i = 0; i < feeds->count; i++) {
        instant end = point_end(&feeds->feed[i]);
        feeds->next = end < feeds->next ? end : feeds->next;
    }
}

void metric_feeds_start(struct metric_feeds *feeds, instant start)
{
    for (size_t i = 0; i < feeds->count; i++)
        metric_feed_start(&feeds->feed[i], start, feeds->window_ms[i]);
    find_next(feeds);
}

void metric_feeds_add(struct metric_feeds *feeds, const struct metric_moment *moment)
{
    for (size_t i = 0; i < feeds->count; i++)
        metric_feed_add(&feeds->feed[i], moment);
}

void metric_feeds_close(struct metric_feeds *feeds, instant now)
{
    for (size_t i = 0; i < feeds->count; i++)
        if (point_end(&feeds->feed[i]) <= now)
            metric_feed_close(&feeds->feed[i]);
    find_next(feeds);
}

void metric_feeds_release(struct metric_feeds *feeds)
{
    for (size_t i = 0; i < feeds->capacity; i++)
        metric_feed_release(&feeds->feed[i]);
    free(feeds->feed);
    free(feeds->window_ms);
    *feeds = (struct metric_feeds){0};
}
