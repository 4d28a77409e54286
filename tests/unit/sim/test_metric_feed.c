// Datapoints of a metric: means weighted by time, extremes, when they can be seen, and the ring.
#include "sim/metric_feeds.h"
#include "tap.h"

#include <math.h>

/// CPU of instances of 100/s.
static const struct metric_binding cpu = {
    .source = BINDING_WORK, .factor = 1, .ceiling = 100, .divided = true};

static void add(struct metric_feed *feed, double seconds, double work, double instances)
{
    const struct metric_moment moment = {.seconds = seconds, .work = work, .instances = instances};
    metric_feed_add(feed, &moment);
}

static void test_statistics(void)
{
    static const enum metric_statistic statistic[] = {STATISTIC_AVERAGE, STATISTIC_MINIMUM,
                                                      STATISTIC_MAXIMUM};
    static const double want[] = {(20 * 50 + 40 * 80) / 60.0, 50, 80};
    for (size_t i = 0; i < 3; i++) {
        struct metric_feed feed = {
            .binding = cpu, .statistic = statistic[i], .point_ms = 60000, .delay_ms = 0};
        metric_feed_start(&feed, 0, 60000);
        add(&feed, 20, 100, 2);
        add(&feed, 40, 160, 2);
        metric_feed_close(&feed);
        near(metric_feed_value(&feed, 0, 60000), want[i], 1e-12,
             "20 s at 50 and 40 s at 80: mean, lowest, highest");
        add(&feed, 60, 500, 2);
        metric_feed_close(&feed);
        near(metric_feed_value(&feed, 1, 60000), 100, 1e-12, "CPU is never above 100");
        add(&feed, 60, 500, 0);
        metric_feed_close(&feed);
        ok(isnan(metric_feed_value(&feed, 2, 60000)), "of no instance nothing is measured");
        metric_feed_release(&feed);
    }
}

static void test_visible(void)
{
    struct metric_feed feed = {.binding = cpu, .point_ms = 60000, .delay_ms = 90000};
    metric_feed_start(&feed, 0, 60000);
    for (int i = 0; i < 3; i++)
        metric_feed_close(&feed);
    is_int(metric_feed_visible(&feed, 149999), 0, "a minute and a delay of 90 s are not over");
    is_int(metric_feed_visible(&feed, 150000), 1, "now they are");
    is_int(metric_feed_visible(&feed, 210000), 2, "a minute later the next");
    is_int(metric_feed_visible(&feed, 9000000), 3, "no more than there are");
    metric_feed_release(&feed);
}

/// Windows over a ring that has gone round often are the means of what was put in.
static void test_windows(void)
{
    enum { POINTS = 1000, WINDOW = 5 };
    struct metric_feed feed = {.binding = cpu, .point_ms = 60000};
    metric_feed_start(&feed, 0, WINDOW * 60000);
    size_t wrong = 0;
    for (int i = 0; i < POINTS; i++) {
        add(&feed, 60, (i * 37) % 100, 1);
        metric_feed_close(&feed);
        double sum = 0;
        int present = i + 1 < WINDOW ? i + 1 : WINDOW;
        for (int k = 0; k < present; k++)
            sum += ((i - k) * 37) % 100;
        wrong += fabs(metric_feed_value(&feed, (size_t)i, WINDOW * 60000) - sum / present) > 1e-9;
    }
    is_int(wrong, 0, "means of the last five of a thousand points");
    ok(isnan(metric_feed_value(&feed, 0, 60000)), "what was long ago is not kept");
    metric_feed_release(&feed);
}

static void test_shared(void)
{
    struct metric_feeds feeds = {0};
    size_t first = metric_feeds_find(&feeds, &cpu, STATISTIC_AVERAGE, 60000, 0, 60000);
    is_int(metric_feeds_find(&feeds, &cpu, STATISTIC_AVERAGE, 60000, 0, 300000), first,
           "the same metric is measured once");
    ok(metric_feeds_find(&feeds, &cpu, STATISTIC_MAXIMUM, 60000, 0, 60000) != first,
       "another statistic is another feed");
    metric_feeds_start(&feeds, 1000);
    is_int(feeds.next, 61000, "the first datapoint ends a minute after the start");
    metric_feeds_close(&feeds, feeds.next);
    is_int(feeds.next, 121000, "then the next");
    metric_feeds_release(&feeds);
}

int main(void)
{
    test_statistics();
    test_visible();
    test_windows();
    test_shared();
    return done();
}
