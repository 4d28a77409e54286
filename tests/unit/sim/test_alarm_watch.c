// An alarm that looks at a feed: every sequence of ten datapoints for every M of N, counted by
// hand.
#include "sim/alarm_watch.h"
#include "tap.h"

#include <math.h>

enum { DATAPOINTS = 10, PERIODS_MAX = 4 };

static const struct metric_binding binding = {
    .source = BINDING_ARRIVALS, .factor = 1, .ceiling = INFINITY};

static struct policy_alarm alarm_of(int m, int n)
{
    struct policy_alarm alarm;
    policy_alarm_init(&alarm);
    alarm.threshold = 50;
    alarm.comparison = COMPARE_GREATER;
    alarm.evaluation_periods = n;
    alarm.datapoints_to_alarm = m;
    alarm.metric.period_s = 60;
    return alarm;
}

/// A datapoint of a minute ends with this value.
static void add_point(struct metric_feeds *feeds, double value)
{
    const struct metric_moment moment = {.seconds = 60, .offered = value, .instances = 1};
    metric_feeds_add(feeds, &moment);
    metric_feeds_close(feeds, feeds->next);
}

/// Whether at least m of the last n of the first `points` datapoints breach.
static bool counted(unsigned pattern, int points, int m, int n)
{
    int breaching = 0;
    for (int i = points - n; i < points; i++)
        breaching += ((pattern >> i) & 1) != 0;
    return breaching >= m;
}

static size_t differences(int m, int n)
{
    const struct metric_timing timing = {.point_ms = 60000, .delay_ms = 0};
    const struct policy_alarm alarm = alarm_of(m, n);
    size_t wrong = 0;
    for (unsigned pattern = 0; pattern < 1u << DATAPOINTS; pattern++) {
        struct metric_feeds feeds = {0};
        struct alarm_watch watch = {0};
        alarm_watch_init(&watch, &alarm, &binding, &timing, &feeds);
        metric_feeds_start(&feeds, 0);
        for (int i = 0; i < DATAPOINTS; i++) {
            add_point(&feeds, (pattern >> i) & 1 ? 80 : 20);
            alarm_watch_update(&watch, &feeds, (instant)(i + 1) * 60000);
            // Before there are N of them missing data decides, which test_alarm is about.
            if (i + 1 >= n)
                wrong += (watch.state == ALARM_ON) != counted(pattern, i + 1, m, n);
        }
        alarm_watch_release(&watch);
        metric_feeds_release(&feeds);
    }
    return wrong;
}

static void test_every_sequence(void)
{
    for (int n = 1; n <= PERIODS_MAX; n++)
        for (int m = 1; m <= n; m++)
            ok(differences(m, n) == 0, "%d of %d in all %d sequences", m, n, 1 << DATAPOINTS);
}

/// A period of three minutes over datapoints of one: the window slides by a minute.
static void test_sliding(void)
{
    const struct metric_timing timing = {.point_ms = 60000, .delay_ms = 120000};
    struct policy_alarm alarm = alarm_of(1, 1);
    alarm.metric.period_s = 180;
    struct metric_feeds feeds = {0};
    struct alarm_watch watch = {0};
    alarm_watch_init(&watch, &alarm, &binding, &timing, &feeds);
    metric_feeds_start(&feeds, 0);
    static const double value[] = {0, 0, 90, 90, 0, 0, 0};
    for (size_t i = 0; i < 7; i++)
        add_point(&feeds, value[i]);
    alarm_watch_update(&watch, &feeds, 4 * 60000);
    ok(isnan(watch.value), "two minutes of delay: two datapoints are no window of three");
    alarm_watch_update(&watch, &feeds, 5 * 60000);
    near(watch.value, 30, 1e-12, "0, 0, 90");
    ok(watch.state != ALARM_ON, "is below 50");
    alarm_watch_update(&watch, &feeds, 6 * 60000);
    near(watch.value, 60, 1e-12, "0, 90, 90");
    ok(watch.state == ALARM_ON, "is above");
    is_int(watch.onset, 60000, "it began with the window");
    is_int(watch.published, 6 * 60000, "and could be seen after the delay");
    alarm_watch_update(&watch, &feeds, 9 * 60000);
    near(watch.value, 0, 0, "0, 0, 0");
    ok(watch.state == ALARM_OK && watch.onset == INSTANT_NONE, "over");
    alarm_watch_release(&watch);
    metric_feeds_release(&feeds);
}

int main(void)
{
    test_every_sequence();
    test_sliding();
    return done();
}
