#include "policy_samples.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static const struct unit per_second = {
    .dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};

static struct metric_terms terms_of(double per_instance)
{
    return (struct metric_terms){.per_instance = per_instance,
                                 .unit = &per_second,
                                 .demand_name = "requests_per_s",
                                 .backlog_scale = 1};
}

/// An input without the costs of starting and stopping but a minute of boot.
static void make_input(struct replay_input *input, const struct policy_set *policy,
                       const struct demand *demand, const struct metric_terms *terms)
{
    replay_input_init(input);
    input->policy = policy;
    input->demand = demand;
    input->terms = terms;
    input->initial = 2;
    input->timing.boot_s = 60;
    input->timing.drain_s = 0;
    input->keeps_events = true;
    input->keeps_timeline = true;
    input->price_hour = 0.6;
}

// The example of headroom-simulate(1), by hand. Two instances of 100/s, target tracking at 50 %
// CPU, 60 s of boot, 120 s of warm-up. 90/s for three minutes, then 250/s for eight.
//
//   minute  CPU shown  decided at its end                         in service  pending
//   0 - 2   45         -                                          2           0
//   3, 4    100        - (one and two of three datapoints)        2           0
//   5       100        3 of 3: ceil(2 x 100 / 50) = 4             2           0
//   6       100        current is 2 still: 4 stands               2           2
//   7       62.5       the new ones warm up until 9: 4 stands     4           0
//   8       62.5       current is 4: ceil(4 x 62.5 / 50) = 5      4           0
//   9       62.5       current is 4 still: 5 stands               4           1
//   10      50         -                                          5           0
static void test_by_hand(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replay_input input;
    struct replay_workspace workspace = {0};
    struct outcome outcome;
    struct err err = {0};
    sample_init(&group, 1, 20);
    sample_target(&group, 50, 120);
    sample_constant(&demand, 250, 11);
    for (size_t i = 0; i < 3; i++)
        demand.value[i] = 90;
    struct metric_terms terms = terms_of(100);
    make_input(&input, &group.set, &demand, &terms);
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "it replays");
    const int in_service[] = {2, 2, 2, 2, 2, 2, 2, 4, 4, 4, 5};
    const int pending[] = {0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0};
    for (size_t i = 0; i < 11; i++) {
        const struct timeline_row *row = &workspace.timeline.row[i];
        is_int(row->in_service, in_service[i], "in service, by hand");
        is_int(row->pending, pending[i], "pending, by hand");
        near(row->shortfall, i >= 3 && i < 7 ? 50 : 0, 1e-12, "shortfall, by hand");
    }
    near(outcome.violation, 4.0 / 11, 1e-12, "4 of 11 minutes are in violation");
    near(outcome.longest_violation_s, 240, 1e-12, "on end");
    is_int(outcome.longest_at, 180000, "from 0:03 on");
    near(outcome.lost, 12000.0 / 136200, 1e-12, "50/s are lost for 240 s");
    near(outcome.violation_requests, 60000.0 / 136200, 1e-12, "what came meanwhile fared badly");
    near(outcome.overloaded_minutes_day, 8 * 1440.0 / 11, 1e-12, "two instances for four minutes");
    near(outcome.serving_hours, 31.0 / 60, 1e-12, "7 x 2 + 3 x 4 + 1 x 5 instance-minutes");
    near(outcome.instance_hours, 34.0 / 60, 1e-12, "and 2 + 1 pending");
    near(outcome.charged_hours, 34.0 / 60, 1e-12, "lives of whole minutes are charged as they are");
    near(outcome.cost, 0.34, 1e-12, "at 0.60 an hour");
    near(outcome.utilization_max, 1.25, 1e-12, "at most 125 %");
    near(outcome.short_demand, 12000, 1e-12, "50/s short for 240 s");
    near(outcome.waste_hours, 8.0 / 60, 1e-12, "1 too many for six minutes, 2 for one");
    near(outcome.velocity_most, 2, 1e-12, "two came into service in a minute");
    near(outcome.overshoot, 2.0 / 3, 1e-12, "five where three were needed");
    near(outcome.settling_s, 420, 1e-12, "from 0:03 until the last change at 0:10");
    near(outcome.changes, 2, 0, "two changes");
    near(outcome.flaps_day, 0, 0, "both out");
    // The need is 1 for three minutes, then 3: short of 1 of 3 for 4 minutes, 1 of 1 too many for
    // 3, 1 of 3 for 3 and 2 of 3 for 1.
    near(outcome.theta_under, 100 * (4.0 / 3) / 11, 1e-12, "theta_U");
    near(outcome.theta_over, 100 * (3 + 3.0 / 3 + 2.0 / 3) / 11, 1e-12, "theta_O");
    near(outcome.tau_under, 400.0 / 11, 1e-12, "tau_U");
    near(outcome.tau_over, 700.0 / 11, 1e-12, "tau_O");
    // Of ten steps the need rises in one (2 to 3), the instances at the end of minutes 6 and 9.
    near(outcome.instability, 30, 1e-12, "three of ten steps move apart");

    const struct scaling_event *event = workspace.log.event;
    is_int((long long)workspace.log.count, 2, "two events");
    is_int(event[0].time, 360000, "decided at 0:06");
    is_int(event[0].onset, 180000, "three minutes after the metric crossed its target");
    is_int(event[0].ready, 420000, "served a minute later");
    is_int(event[0].from, 2, "from 2");
    is_int(event[0].to, 4, "to 4");
    is_int(event[0].cause, CAUSE_TARGET, "by target tracking");
    near(event[0].value, 100, 0, "of a CPU that shows no more than 100");

    struct outcome again;
    is_int(replay(&input, &workspace, &again, NULL, &err), 0, "once more, in the same memory");
    is_int(memcmp(&outcome, &again, sizeof outcome), 0, "gives the same bytes");
    input.measured_from = 420000;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "measured from 0:07 on");
    near(outcome.violation, 0, 0, "the violation was before");
    near(outcome.instance_hours, 18.0 / 60, 1e-12, "3 x 4 + 5 + 1 instance-minutes are left");
    near(outcome.charged_hours, 18.0 / 60, 1e-12, "and charged");
    replay_workspace_release(&workspace);
    demand_release(&demand);
    sample_release(&group);
}

static struct outcome replay_with(enum overload overload, double retry)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replay_input input;
    struct replay_workspace workspace = {0};
    struct outcome outcome = {0};
    struct err err = {0};
    sample_init(&group, 2, 2);
    sample_constant(&demand, 150, 10);
    demand.value[3] = 300;
    struct metric_terms terms = terms_of(100);
    make_input(&input, &group.set, &demand, &terms);
    input.load.overload = overload;
    input.load.retry = retry;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "a fixed fleet replays");
    replay_workspace_release(&workspace);
    demand_release(&demand);
    sample_release(&group);
    return outcome;
}

// 200/s are served; a minute of 300/s is 6000 too many, of 9 x 9000 + 18000 = 99000.
static void test_overload(void)
{
    struct outcome drop = replay_with(OVERLOAD_DROP, 0);
    near(drop.lost, 6000.0 / 99000, 1e-12, "dropped: what is above the capacity is lost");
    near(drop.violation_requests, 18000.0 / 99000, 1e-12, "and all of that minute suffers");
    struct outcome shed = replay_with(OVERLOAD_SHED, 0);
    near(shed.violation_requests, 6000.0 / 99000, 1e-12, "shed: only what is turned away");
    struct outcome queue = replay_with(OVERLOAD_QUEUE, 0);
    near(queue.lost, 0, 0, "queued: nothing is lost");
    near(queue.backlog_most, 6000, 1e-12, "6000 wait");
    // 50/s are free: two minutes until the backlog is gone, the last of which ends without.
    near(queue.violation, 0.2, 1e-12, "one more minute ends with a backlog");
    struct outcome again = replay_with(OVERLOAD_DROP, 0.5);
    near(again.utilization_max, 2, 1e-12, "half sent again: (300 - 0.5 x 200) / 0.5 = 400 arrive");
    near(again.lost, 6000.0 / 99000, 1e-12, "no more is lost of the demand");
}

static void test_failures(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replay_input input;
    struct replay_workspace workspace = {0};
    struct outcome outcome = {0};
    struct err err = {0};
    sample_init(&group, 7, 7);
    group.set.group.zones = 3;
    sample_constant(&demand, 650, 20);
    struct metric_terms terms = terms_of(100);
    make_input(&input, &group.set, &demand, &terms);
    input.initial = 7;
    const struct replay_failure failure[] = {{300000, 0}, {720000, 1}};
    input.failure = failure;
    input.failures = 2;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "a zone and an instance fail");
    // The fullest of three zones has 3 of 7. A minute until it is noticed, another of boot.
    const int in_service[] = {7, 7, 7, 7, 7, 4, 4, 7, 7, 7, 7, 7, 6, 6, 7, 7, 7, 7, 7, 7};
    for (size_t i = 0; i < 20; i++)
        is_int(workspace.timeline.row[i].in_service, in_service[i], "in service, by hand");
    near(outcome.violation, 4.0 / 20, 1e-12, "650/s need all seven");
    is_int(workspace.log.event[0].cause, CAUSE_FAILURE, "failures are in the log");
    is_int(workspace.log.event[0].onset, 300000, "a failure begins when it happens");
    is_int(workspace.log.event[0].published, 360000, "and is noticed a minute later");
    is_int(workspace.log.event[0].from - workspace.log.event[0].to, 3, "with what was lost");
    is_int(workspace.log.event[0].ready, 420000, "and when it was replaced");
    near(outcome.serving_hours, (20 * 7 - 8) / 60.0, 1e-12, "instance-hours less what was away");
    replay_workspace_release(&workspace);
    demand_release(&demand);
    sample_release(&group);
}

static void refuses(const struct replay_input *input, const char *words)
{
    struct replay_workspace workspace = {0};
    struct outcome outcome;
    struct err err = {0};
    is_int(replay(input, &workspace, &outcome, NULL, &err), -1, words);
    has_text(err.text, words, "the message says it");
    replay_workspace_release(&workspace);
}

static void test_refusals(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replay_input input;
    sample_init(&group, 5, 4);
    sample_target(&group, 50, 120);
    sample_constant(&demand, 10, 10);
    struct metric_terms terms = terms_of(100);
    make_input(&input, &group.set, &demand, &terms);
    refuses(&input, "the minimum 5 is over the maximum 4");
    group.set.group.max = 10;
    demand.n = 2;
    refuses(&input, "the trace is 2m long, and alarm cpu looks at 3m: give a longer trace");
    demand.n = 10;
    input.load.retry = 1;
    refuses(&input, "--retry: 1 is no share of the failures");
    input.load.retry = 0;
    terms.per_instance = 0;
    refuses(&input, "--per-instance must be more than 0");
    terms.per_instance = 100;
    group.policy[0].metric.kind = METRIC_OTHER;
    group.policy[0].metric.name = "jobs";
    refuses(&input, "cpu: nothing says what jobs is at this demand: --metric jobs=COLUMN");
    group.policy[0].metric.kind = METRIC_LATENCY;
    refuses(&input, "--latency, --service-time and --workers make a model");
    demand.n = 0;
    refuses(&input, "the trace is empty");
    demand_release(&demand);
    sample_release(&group);
}

int main(void)
{
    test_by_hand();
    test_overload();
    test_failures();
    test_refusals();
    return done();
}
