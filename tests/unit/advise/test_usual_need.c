// What each hour usually needs, and the scheduled actions for it.
#include "advise/usual_need.h"
#include "policy/platforms.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS = 14 };

/// From Monday 2026-03-02: 100/s, but 1,000/s from 8 to 18 on workdays.
static void make_demand(struct demand *demand, size_t days)
{
    const struct civil monday = {.year = 2026, .month = 3, .day = 2};
    *demand = (struct demand){
        .start = civil_to_instant(&monday), .tick_ms = 3600000, .n = days * 24, .ticks_a_row = 1};
    demand->value = calloc(demand->n, sizeof *demand->value);
    for (size_t i = 0; i < demand->n; i++)
        demand->value[i] = i / 24 % 7 < 5 && i % 24 >= 8 && i % 24 < 18 ? 1000 : 100;
}

static const struct scheduled_action *find(const struct policy_set *set, const char *name)
{
    for (size_t i = 0; i < set->scheduled_count; i++)
        if (strcmp(set->scheduled[i].name, name) == 0)
            return &set->scheduled[i];
    return NULL;
}

static void test_weeks(void)
{
    struct demand demand;
    struct usual_need usual;
    make_demand(&demand, DAYS);
    ok(usual_need_learn(&demand, demand_time(&demand, demand.n), 100, NULL, &usual), "two weeks");
    ok(usual.weekly, "workdays and weekends are told apart");
    near(usual.need[DAY_OF_WORK][9], 10, 1e-12, "1,000/s fill 10");
    near(usual.need[DAY_OF_WORK][7], 1, 1e-12, "100/s fill 1 before");
    near(usual.need[DAY_OF_WEEKEND][9], 1, 1e-12, "and on a weekend");
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    usual_need_schedule(&usual, 0.75, 2, 40, 240, &set);
    is_int((long long)set.scheduled_count, 4, "rise, fall, and the begin of both kinds of day");
    const struct scheduled_action *rise = find(&set, "workday-08");
    is_text(rise->recurrence, "56 7 * * 1-5", "4 minutes early");
    near(rise->min, 8, 0, "ceil(0.75 x 10)");
    is_text(find(&set, "workday-18")->recurrence, "0 18 * * 1-5", "falls at the hour");
    near(find(&set, "workday-18")->min, 2, 0, "to the least");
    is_text(find(&set, "weekend-00")->recurrence, "0 0 * * 0,6", "weekends begin");
    policy_set_release(&set);
    demand_release(&demand);
}

/// What is left out might as well not be there.
static void test_without(void)
{
    struct demand demand;
    struct usual_need usual;
    make_demand(&demand, DAYS);
    for (size_t i = 24; i < 48; i++)
        demand.value[i] = 5000;
    instant end = demand_time(&demand, demand.n);
    ok(usual_need_learn_without(&demand, end, demand_time(&demand, 24), demand_time(&demand, 48),
                                100, NULL, &usual),
       "without the first Tuesday");
    near(usual.need[DAY_OF_WORK][9], 10, 1e-12, "its 5,000/s are not known");
    usual_need_learn(&demand, end, 100, NULL, &usual);
    near(usual.need[DAY_OF_WORK][9], (9 * 10 + 50) / 10.0, 1e-12, "else they are one of ten days");
    usual_need_learn_without(&demand, demand_time(&demand, 48), demand.start,
                             demand_time(&demand, 47), 100, NULL, &usual);
    near(usual.need[DAY_OF_WORK][9], 0, 0, "an hour of which nothing is known needs nothing");
    demand_release(&demand);
}

static void test_short(void)
{
    struct demand demand;
    struct usual_need usual;
    make_demand(&demand, 3);
    ok(!usual_need_learn(&demand, demand_time(&demand, 47), 100, NULL, &usual),
       "47 hours are no habit");
    ok(usual_need_learn(&demand, demand_time(&demand, 48), 100, NULL, &usual), "two days are");
    ok(!usual.weekly, "of which no weekend was seen");
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    usual_need_schedule(&usual, 1, 1, 6, 0, &set);
    is_int((long long)set.scheduled_count, 2, "a rise and a fall a day");
    is_text(set.scheduled[0].recurrence, "0 8 * * *", "every day");
    near(set.scheduled[0].min, 6, 0, "at most what the fleet may have");
    policy_set_release(&set);
    demand_release(&demand);
}

int main(void)
{
    test_weeks();
    test_without();
    test_short();
    return done();
}
