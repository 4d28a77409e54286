// Scheduled actions: local times over changes of the clock, order, beginnings and ends, refusals.
#include "policy/platforms.h"
#include "sim/schedule.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static instant utc(int month, int day, int hour, int minute)
{
    const struct civil civil = {
        .year = 2026, .month = month, .day = day, .hour = hour, .minute = minute};
    return civil_to_instant(&civil);
}

static struct policy_set set_of(struct scheduled_action *action, size_t count)
{
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    set.scheduled = action;
    set.scheduled_count = count;
    return set;
}

static struct scheduled_action daily(const char *name, const char *recurrence, const char *zone)
{
    struct scheduled_action action;
    scheduled_action_init(&action);
    action.name = name;
    action.recurrence = recurrence;
    action.zone = zone;
    return action;
}

/// In Berlin 8:30 is 7:30 UTC until 2026-03-29 and from 2026-10-25 on, 6:30 between.
static void test_clock(void)
{
    struct scheduled_action action = daily("up", "30 8 * * *", "Europe/Berlin");
    struct policy_set set = set_of(&action, 1);
    struct schedule schedule;
    struct err err;
    if (schedule_start(&schedule, &set, utc(3, 27, 0, 0), &err) != 0) {
        skip("8:30 over changes of the clock", "no time zones on this machine");
        schedule_release(&schedule);
        policy_set_release(&set);
        return;
    }
    int days = 0, wrong = 0;
    for (; schedule.next < utc(11, 10, 0, 0); days++) {
        instant day = utc(3, 27, 0, 0) + (instant)days * 86400000;
        bool summer = day >= utc(3, 29, 0, 0) && day < utc(10, 25, 0, 0);
        wrong += schedule.next != day + (summer ? 390 : 450) * 60000;
        wrong += schedule_take(&schedule, schedule.next) != &action;
    }
    is_int(days, 228, "once a day from 27 March to 9 November");
    is_int(wrong, 0, "at 8:30 by the clock of the zone");
    schedule_release(&schedule);
    policy_set_release(&set);
}

static void test_order(void)
{
    struct scheduled_action action[] = {daily("a", "0 9 * * *", NULL),
                                        daily("b", "0 9 * * 1", NULL), daily("c", NULL, NULL)};
    action[2].start = utc(3, 2, 12, 0); // a Monday
    struct policy_set set = set_of(action, 3);
    struct schedule schedule;
    is_int(schedule_start(&schedule, &set, utc(3, 2, 9, 0), NULL), 0,
           "started at 9:00 on a Monday");
    is_int(schedule.next, utc(3, 2, 9, 0), "the time itself counts");
    ok(schedule_take(&schedule, utc(3, 2, 8, 59)) == NULL, "nothing is due before");
    is_text(schedule_take(&schedule, utc(3, 2, 9, 0))->name, "a", "two at once: in their order");
    is_text(schedule_take(&schedule, utc(3, 2, 9, 0))->name, "b", "then the other");
    ok(schedule_take(&schedule, utc(3, 2, 9, 0)) == NULL, "and no more");
    is_int(schedule.next, utc(3, 2, 12, 0), "once at noon");
    is_text(schedule_take(&schedule, utc(3, 2, 12, 0))->name, "c", "the single action");
    is_int(schedule.next, utc(3, 3, 9, 0), "and never again");
    schedule_release(&schedule);
    policy_set_release(&set);
}

static void test_bounds(void)
{
    struct scheduled_action action = daily("a", "0 9 * * *", NULL);
    action.start = utc(3, 4, 9, 0);
    action.end = utc(3, 6, 9, 0);
    struct policy_set set = set_of(&action, 1);
    struct schedule schedule;
    is_int(schedule_start(&schedule, &set, utc(3, 2, 0, 0), NULL), 0, "started");
    int runs = 0;
    is_int(schedule.next, utc(3, 4, 9, 0), "not before its beginning, which counts");
    while (schedule_take(&schedule,
                         schedule.next < utc(4, 1, 0, 0) ? schedule.next : utc(4, 1, 0, 0)) != NULL)
        runs++;
    is_int(runs, 3, "until its end, which counts too");
    schedule_release(&schedule);
    policy_set_release(&set);
    set = set_of(NULL, 0);
    schedule_start(&schedule, &set, 0, NULL);
    ok(schedule.next > utc(12, 31, 0, 0) && schedule_take(&schedule, utc(12, 31, 0, 0)) == NULL,
       "no action is never due");
    schedule_release(&schedule);
    policy_set_release(&set);
}

/// The user guide: "performs the action at this time, and then performs the action based on the
/// specified recurrence"; "must have a unique time value".
static void test_starts(void)
{
    struct scheduled_action action[] = {daily("once", NULL, NULL), daily("late", "0 9 * * *", NULL),
                                        daily("own", "0 9 * * *", NULL)};
    action[0].start = action[1].start = utc(3, 4, 11, 30);
    action[2].start = utc(3, 5, 7, 0);
    struct policy_set set = set_of(action, 3);
    struct schedule schedule;
    is_int(schedule_start(&schedule, &set, utc(3, 1, 0, 0), NULL), 0, "started");
    is_int(schedule.rejected, 1, "the second of two that start together is rejected");
    is_text(schedule_take(&schedule, utc(3, 4, 11, 30))->name, "once", "the first runs");
    is_int(schedule.next, utc(3, 5, 7, 0), "a recurring action runs at its start");
    is_text(schedule_take(&schedule, schedule.next)->name, "own", "which it is alone with");
    is_int(schedule.next, utc(3, 5, 9, 0), "and then by its recurrence");
    schedule_release(&schedule);
    policy_set_release(&set);
    set = set_of(action, 3);
    set.platform = &platform_application;
    is_int(schedule_start(&schedule, &set, utc(3, 1, 0, 0), NULL), 0, "Application Auto Scaling");
    is_int(schedule.rejected, 0, "takes actions of one time");
    (void)schedule_take(&schedule, schedule.next);
    is_int(schedule.next, utc(3, 5, 9, 0), "and runs a recurring one by its recurrence alone");
    schedule_release(&schedule);
    policy_set_release(&set);
}

static void test_refusals(void)
{
    struct scheduled_action action = daily("nightly", "61 0 * * *", NULL);
    action.origin = (struct policy_origin){"asg.json", 12};
    struct policy_set set = set_of(&action, 1);
    struct schedule schedule;
    struct err err = {0};
    is_int(schedule_start(&schedule, &set, 0, &err), -1, "minute 61");
    has_text(err.text, "asg.json:12", "names file and line");
    has_text(err.text, "nightly", "and the action");
    schedule_release(&schedule);
    action = daily("nightly", "1 0 * * *", "Europe/Nowhere");
    err = (struct err){0};
    is_int(schedule_start(&schedule, &set, 0, &err), -1, "a zone that is none");
    has_text(err.text, "Europe/Nowhere", "is named");
    schedule_release(&schedule);
    policy_set_release(&set);
}

int main(void)
{
    test_clock();
    test_order();
    test_bounds();
    test_starts();
    test_refusals();
    return done();
}
