// Alarms datapoint by datapoint, and against the whole range looked at anew each time.
#include "maths/random.h"
#include "sim/alarm.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>

static void comparisons(void)
{
    struct policy_alarm alarm;
    policy_alarm_init(&alarm);
    alarm.threshold = 50;
    static const enum datapoint want[][3] = {
        [COMPARE_GREATER] = {DATAPOINT_GOOD, DATAPOINT_GOOD, DATAPOINT_BREACHING},
        [COMPARE_GREATER_OR_EQUAL] = {DATAPOINT_GOOD, DATAPOINT_BREACHING, DATAPOINT_BREACHING},
        [COMPARE_LESS] = {DATAPOINT_BREACHING, DATAPOINT_GOOD, DATAPOINT_GOOD},
        [COMPARE_LESS_OR_EQUAL] = {DATAPOINT_BREACHING, DATAPOINT_BREACHING, DATAPOINT_GOOD},
    };
    for (alarm.comparison = COMPARE_GREATER; alarm.comparison <= COMPARE_LESS_OR_EQUAL;
         alarm.comparison++)
        for (int i = 0; i < 3; i++)
            is_int(alarm_datapoint(&alarm, 49 + i), want[alarm.comparison][i],
                   "49, 50 and 51 against 50");
    is_int(alarm_datapoint(&alarm, NAN), DATAPOINT_MISSING, "no metric is no datapoint");
    alarm.evaluation_periods = 3;
    alarm.datapoints_to_alarm = 2;
    struct alarm_rule rule = alarm_rule_of(&alarm);
    ok(rule.evaluation_periods == 3 && rule.datapoints_to_alarm == 2 && rule.evaluation_range == 5,
       "the range is two datapoints longer");
}

/// One after the other gives what looking at all of them gives.
static void agrees_with_whole_range(void)
{
    enum { DATAPOINTS = 400 };
    struct random random;
    random_seed(&random, 7, 0);
    size_t differences = 0;
    for (int round = 0; round < 200; round++) {
        int periods = 1 + (int)(random_uniform(&random) * 15);
        struct alarm_rule rule = {
            .evaluation_periods = periods,
            .datapoints_to_alarm = 1 + (int)(random_uniform(&random) * periods),
            .evaluation_range = periods + (int)(random_uniform(&random) * 4),
            .missing = (enum missing_data)(round % 4),
        };
        double missing = random_uniform(&random);
        enum datapoint point[DATAPOINTS];
        enum alarm_state before = ALARM_INSUFFICIENT_DATA;
        struct alarm_history history;
        alarm_history_init(&history, &rule);
        for (size_t i = 0; i < DATAPOINTS; i++) {
            point[i] = random_uniform(&random) < missing ? DATAPOINT_MISSING
                       : random_uniform(&random) < 0.5   ? DATAPOINT_BREACHING
                                                         : DATAPOINT_GOOD;
            before = alarm_evaluate(&rule, point, i + 1, before);
            differences += alarm_history_push(&history, point[i]) != before;
        }
        alarm_history_release(&history);
    }
    is_int(differences, 0, "80,000 datapoints one by one give the same states");
}

static void premature(void)
{
    // CloudWatch user guide, "Avoiding premature transitions to alarm state": - - - - X and
    // - - - X - do not alarm 3 of 3, - - X - - does.
    struct alarm_rule rule = {3, 3, 5, MISSING_MISSING};
    struct alarm_history history;
    alarm_history_init(&history, &rule);
    is_int(alarm_history_push(&history, DATAPOINT_MISSING), ALARM_INSUFFICIENT_DATA, "no data");
    ok(alarm_history_push(&history, DATAPOINT_BREACHING) != ALARM_ON, "one that breaches");
    ok(alarm_history_push(&history, DATAPOINT_MISSING) != ALARM_ON, "one missing behind it");
    is_int(alarm_history_push(&history, DATAPOINT_MISSING), ALARM_ON, "two missing behind it");
    is_int(alarm_history_push(&history, DATAPOINT_GOOD), ALARM_OK, "a good one ends it");
    alarm_history_release(&history);
}

/// After a gap that keeps the alarm on, one datapoint that breaches decides as it does before any.
static void after_a_gap(void)
{
    struct alarm_rule rule = {2, 2, 4, MISSING_IGNORE};
    struct alarm_history history;
    alarm_history_init(&history, &rule);
    alarm_history_push(&history, DATAPOINT_BREACHING);
    is_int(alarm_history_push(&history, DATAPOINT_BREACHING), ALARM_ON, "two of two breach");
    for (int i = 0; i < 5; i++)
        is_int(alarm_history_push(&history, DATAPOINT_MISSING), ALARM_ON, "a gap keeps it on");
    is_int(alarm_history_push(&history, DATAPOINT_BREACHING), ALARM_OK, "one of two is no alarm");
    is_int(alarm_history_push(&history, DATAPOINT_BREACHING), ALARM_ON, "two are");
    alarm_history_release(&history);
}

int main(void)
{
    comparisons();
    agrees_with_whole_range();
    premature();
    after_a_gap();
    return done();
}
